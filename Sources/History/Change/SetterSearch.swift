import Git
import Pointers

/// Finds which mainline commits last set places and files, for many questions in one walk back.
///
/// Only the directories of the files asked about are read, and the walk ends with the last answer. A place
/// in a file that was wrong counts as set by the commit that made it wrong and by the one that mended it: that
/// is plain from the history, and no approval outlives it.
struct SetterSearch {
  enum Subject: Hashable {
    case file
    case place(PlaceID)
  }

  struct Question: Hashable {
    let path: ExactText
    let subject: Subject
    /// The commit from which on, newest first, the history is asked.
    let from: ObjectID
  }

  enum Answer {
    /// No commit is meant where none ever did.
    case setBy(ObjectID?)
    case unknown(GitError)
  }

  private(set) var answers: [Question: Answer] = [:]
  /// Questions whose commit the walk has not reached.
  private var waiting: [ObjectID: Set<Question>] = [:]
  private var open: [ExactText: Set<Question>] = [:]
  private var directories: Set<ExactText> = []

  mutating func ask(_ question: Question) {
    waiting[question.from, default: []].insert(question)
    var directory = question.path.text[...]
    directories.insert(ExactText(""))
    while let slash = directory.utf8.lastIndex(of: UInt8(ascii: "/")) {
      directory = directory[..<slash]
      directories.insert(ExactText(String(directory)))
    }
  }

  /// Walks back until all is answered.
  ///
  /// - Parameters:
  ///   - start: The newest commit that anything is asked from.
  ///   - reader: Reads the files.
  ///   - repository: Where the history is.
  mutating func run(
    from start: ObjectID,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) {
    guard !waiting.isEmpty else { return }
    do throws(GitError) {
      try walk(from: start, &reader, in: repository)
    } catch {
      giveUp(error)
    }
  }

  private mutating func walk(
    from start: ObjectID,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) throws(GitError) {
    var commit = try repository.mainlineCommit(start)
    var follower = TreeFollower { [directories] in directories.contains(ExactText($0)) }
    let first = follower.advance(to: commit.tree, in: repository)
    reach(commit.id)
    giveUp(below: first.unreadable)
    while !open.isEmpty || !waiting.isEmpty {
      guard let parent = commit.parent else {
        return try settle(root: commit, &reader, in: repository)
      }
      if repository.shallowBoundary.contains(commit.id) {
        throw .shallowEnd("read the history before \(commit.id)")
      }
      let next = try repository.mainlineCommit(parent)
      let step = follower.advance(to: next.tree, in: repository)
      for difference in step.differences {
        settle(difference, by: commit.id, &reader, in: repository)
      }
      giveUp(below: step.unreadable)
      commit = next
      reach(commit.id)
    }
  }

  private mutating func reach(_ commit: ObjectID) {
    for question in waiting.removeValue(forKey: commit) ?? [] {
      open[question.path, default: []].insert(question)
    }
  }

  /// The differences lead back: `before` is what the newer commit has.
  private mutating func settle(
    _ difference: FileDifference,
    by commit: ObjectID,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) {
    let path = ExactText(difference.path)
    guard let asked = open[path] else { return }
    do throws(GitError) {
      let after = try reader.facts(of: difference.before, in: repository)
      let before = try reader.facts(of: difference.after, in: repository)
      for question in asked where question.subject.differs(before, after) {
        answer(question, .setBy(commit))
      }
    } catch {
      for question in asked { answer(question, .unknown(error)) }
    }
  }

  /// What stands in the first commit was set by it; anything else was never there.
  private mutating func settle(
    root: MainlineCommit,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) throws(GitError) {
    for (path, asked) in open {
      let entry = try repository.entry(at: path.text, in: root.tree)
      let file = entry.flatMap { entry in
        entry.mode == .directory
          ? nil : TreeFile(path: path.text, mode: entry.mode, id: entry.id)
      }
      let facts = try reader.facts(of: file, in: repository)
      for question in asked {
        answer(question, .setBy(question.subject.differs(nil, facts) ? root.id : nil))
      }
    }
    let off = "find the commits that are asked about on the mainline"
    giveUp(GitError(.notFound, off, reason: "the mainline does not lead to them"))
  }

  private mutating func answer(_ question: Question, _ answer: Answer) {
    answers[question] = answer
    open[question.path]?.remove(question)
    if open[question.path]?.isEmpty == true { open[question.path] = nil }
  }

  private mutating func giveUp(below unreadable: [(directory: String, error: GitError)]) {
    for (directory, error) in unreadable {
      let prefix = directory.isEmpty ? "" : directory + "/"
      for (path, asked) in open where path.text.utf8.starts(with: prefix.utf8) {
        for question in asked { answer(question, .unknown(error)) }
      }
    }
  }

  private mutating func giveUp(_ error: GitError) {
    let left = open.values.flatMap(\.self) + waiting.values.flatMap(\.self)
    for question in left { answer(question, .unknown(error)) }
    waiting = [:]
  }
}

extension SetterSearch.Subject {
  fileprivate func differs(_ before: FileFacts?, _ after: FileFacts?) -> Bool {
    switch self {
    case .file: before?.file != after?.file
    case .place(let place):
      (before?.view(of: place) ?? .absent) != (after?.view(of: place) ?? .absent)
    }
  }
}
