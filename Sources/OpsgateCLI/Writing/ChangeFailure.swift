import Notation
import Reports
import Changes
import Git
import Pointers

extension Failure {
  /// Why a change cannot be made, in words.
  init(_ refusal: ChangeRefusal) {
    switch refusal {
    case .noPointer(let key):
      self.init(
        .refused,
        "there is no pointer of \(key.words)",
        hint: "only tags that are there are changed: commit the file and its key by hand first"
      )
    case .unreadable(let key, let mistake):
      self.init(
        mistake.isNotHere ? .undecided : .wrongFile,
        "cannot tell what \(key.words) points to",
        because: String(describing: mistake),
        hint: mistake.hint
      )
    case .noSource(let environment):
      self.init(
        .usage,
        "'\(environment)' has no environment before it to promote from",
        hint: "name a tag with `--tag TAG`"
      )
    case .floatingSource(let key, let tag):
      self.init(
        .refused,
        "cannot promote '\(key.service)' from '\(key.environment)'",
        because: "the tag '\(tag)' floats, so nobody can tell which version ran there",
        hint: "name a tag with `--tag TAG`"
      )
    case .disagreeingSource(let pointer):
      self.init(
        .refused,
        "cannot promote '\(pointer.key.service)' from '\(pointer.key.environment)'",
        because: PointerFinding(disagreementOf: pointer)?.message,
        hint: "make its copies the same first, or name a tag with `--tag TAG`"
      )
    case .shared, .uneditable, .movesOthers: self.init(editing: refusal)
    case .conflict(let conflict): self.init(conflict)
    case .notMoved(let services, let commit):
      let names = services.map { "'\($0)'" }.joined(separator: ", ")
      self.init(.refused, "\(commit.short) moved no pointer of \(names)")
    case .overtaken, .diverged: self.init(racing: refusal)
    }
  }

  private init(editing refusal: ChangeRefusal) {
    switch refusal {
    case .shared(let key, let others, let path, let line):
      self.init(
        .refused,
        "cannot change \(key.words) alone",
        because: "\(path):\(line) also says the tag of \(others.words)",
        hint: "give \(key.words) a tag of its own there, or a file of its own, first"
      )
    case .uneditable(let key, let path, let obstacle):
      let place = [path, obstacle.line.map(String.init), obstacle.column.map(String.init)]
      self.init(
        .refused,
        "cannot change \(key.words) without changing more",
        because: place.compactMap(\.self).joined(separator: ":") + ": " + obstacle.message,
        hint: obstacle.hint
      )
    case .movesOthers(let key, let others):
      self.init(
        .refused,
        "cannot change \(key.words) alone",
        because: "the same edit would change \(others.words)"
      )
    default: self.init(.defect, "a change was refused without a reason")
    }
  }

  private init(racing refusal: ChangeRefusal) {
    switch refusal {
    case .overtaken(let key, let expected, let found):
      self.init(
        .lostRace,
        "somebody else moved \(key.words) meanwhile",
        because: "it held '\(expected ?? "nothing")' and now "
          + (found.map { "holds '\($0)'" } ?? "would not be moved any more"),
        hint: "bring it here where the remote has it (`git pull`), look at it with "
          + "`opsgate why \(ShellWord.quoted(key.service)) \(key.environment)`, then decide again"
      )
    case .diverged(let branch, let remote):
      self.init(
        .refused,
        "'\(branch)' and '\(remote)' have gone different ways",
        because: "each has commits that the other lacks",
        hint: "`git pull --rebase`, then run this again"
      )
    default: self.init(.defect, "a change was refused without a reason")
    }
  }
}

extension [PointerKey] {
  /// At most three of them, and how many more there are.
  fileprivate var words: String {
    let shown = prefix(3).map(\.words).joined(separator: ", ")
    return count > 3 ? "\(shown) and \(count - 3) more" : shown
  }
}
