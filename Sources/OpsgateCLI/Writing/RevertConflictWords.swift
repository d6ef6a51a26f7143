import Reports
import Changes
import Git

extension Failure {
  /// What stands in the way of a revert, and who put it there.
  ///
  /// - Parameters:
  ///   - conflict: The pointers and files that do not go back.
  ///   - commits: By path, what changed the file last.
  init(_ conflict: RevertConflict, movedBy commits: [String: Commit]) {
    let by = { (path: String) in commits[path].map { ", since \($0.words)" } ?? "" }
    let pointers = conflict.pointers.map { pointer in
      "\(pointer.key.words) was moved since: from '\(pointer.set ?? "nothing")' to "
        + "'\(pointer.now ?? "nothing")'" + by(pointer.path)
    }
    let known = Set(conflict.pointers.map(\.path))
    let files = conflict.paths.filter { !known.contains($0) }.map { path in
      "\(path) conflicts" + by(path)
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

extension Commit {
  fileprivate var words: String { "\(id.short) “\(summary)” by \(author.name)" }
}

extension Session {
  /// What changed each path last on the mainline, after some commit; paths untouched since are left out.
  ///
  /// Looks at no more than so many commits: this is for a message.
  func lastChanges(
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
