import Changes
import Git
import History
import Pointers
import Reports

/// Who moved what a conflict names.
struct ConflictHistory {
  /// The commits that moved a pointer after the one that cannot be reverted, newest first.
  var pointers: [PointerKey: [Commit]] = [:]
  /// What changed a file last.
  var files: [String: Commit] = [:]
}

extension Failure {
  /// What stands in the way of a revert, and who put it there.
  ///
  /// - Parameters:
  ///   - conflict: The pointers and files that do not go back.
  ///   - history: Who moved them.
  init(_ conflict: RevertConflict, _ history: ConflictHistory = ConflictHistory()) {
    let pointers = conflict.pointers.map { $0.words(history) }
    let known = Set(conflict.pointers.map(\.path))
    let files = conflict.paths.filter { !known.contains($0) }.map { path in
      "\(path) conflicts" + (history.files[path].map { ", changed since by \($0.words)" } ?? "")
    }
    self.init(
      .refused,
      [
        Problem(
          message: "cannot revert \(conflict.commit.short): nothing was written",
          causes: pointers + files,
          hints: pointers.isEmpty
            ? ["revert it by hand: `git revert \(conflict.commit.short)`"]
            : ["to set a tag back knowingly: `opsgate rollback SERVICE --env ENV --to TAG`"]
        )
      ]
    )
  }
}

extension MovedPointer {
  fileprivate func words(_ history: ConflictHistory) -> String {
    switch obstacle {
    case .movedSince:
      let commits = history.pointers[key] ?? []
      let shown = commits.prefix(3).map(\.words).joined(separator: ", ")
      let more = commits.count > 3 ? " and \(commits.count - 3) more" : ""
      let held = "holds '\(now ?? "nothing")' and no longer '\(set ?? "nothing")'"
      return "\(key.words) \(held)" + (shown.isEmpty ? "" : ": moved by \(shown)\(more)")
    case .added: return "\(path) got \(key.words) by it, and more than a tag would have to go"
    case .removed: return "\(path) lost \(key.words) by it, and more than a tag would have to come"
    }
  }
}

extension Commit {
  fileprivate var words: String { "\(id.short) “\(summary)” (\(author.name))" }
}

extension Session {
  /// Who moved what stands in the way of a revert, as far as the history of `view` tells.
  func history(of conflict: RevertConflict, in view: View) throws -> ConflictHistory {
    let keys = Set(conflict.pointers.map(\.key))
    let timeline = try timeline(of: view)
    // A commit of a merged branch stands nowhere on the mainline: then the last move has to do.
    let moves =
      timeline.moves(of: keys, after: conflict.commit)
      ?? keys.compactMap { timeline.history(of: $0).moves.last }
    var history = ConflictHistory()
    for move in moves.reversed() {
      history.pointers[move.key, default: []].append(try repository.commit(move.commit.id))
    }
    let others = Set(conflict.paths).subtracting(conflict.pointers.map(\.path))
    history.files = try lastChanges(of: others, on: view.id, after: conflict.commit)
    return history
  }

  /// What changed each path last on the mainline, after some commit; paths untouched since are left out.
  ///
  /// Looks at no more than so many commits: this is for a message.
  private func lastChanges(
    of paths: Set<String>,
    on tip: ObjectID,
    after limit: ObjectID
  ) throws -> [String: Commit] {
    var found: [String: Commit] = [:]
    var remaining = 10_000
    try repository.walkMainline(from: tip) { commit in
      remaining -= 1
      guard commit.id != limit, found.count < paths.count, remaining > 0,
        let parent = commit.parent
      else { return false }
      let before = try repository.mainlineCommit(parent).tree
      for path in paths where found[path] == nil {
        let (old, new) = try (
          repository.entry(at: path, in: before), repository.entry(at: path, in: commit.tree)
        )
        if old != new { found[path] = try repository.commit(commit.id) }
      }
      return true
    }
    return found
  }
}
