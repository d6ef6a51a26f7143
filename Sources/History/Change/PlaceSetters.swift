public import Git
public import Pointers

/// Who set what a pointer holds, place by place.
public struct PlaceSetters: Hashable, Sendable {
  /// Each mainline commit once.
  public private(set) var commits: Set<ObjectID> = []
  /// The bytes that stand in the places; none where no place is there.
  public private(set) var written: Set<[UInt8]> = []

  /// The mainline commits that last set the places of a pointer, as they stand at a commit, and what they are.
  ///
  /// - Parameters:
  ///   - key: The pointer.
  ///   - paths: The files that are looked at.
  ///   - head: The mainline commit.
  ///   - layout: Which files hold what.
  ///   - repository: Where they are.
  /// - Throws: `GitError` where something that would tell is not here.
  public init(
    of key: PointerKey,
    in paths: Set<String>,
    at head: ObjectID,
    layout: Layout,
    _ repository: borrowing Repository
  ) throws(GitError) {
    var reader = FactsReader(layout: layout)
    var search = SetterSearch()
    let tree = try repository.mainlineCommit(head).tree
    for path in paths {
      guard let entry = try repository.entry(at: path, in: tree), entry.mode != .directory else {
        continue
      }
      let file = TreeFile(path: path, mode: entry.mode, id: entry.id)
      for (place, state) in try reader.facts(of: file, in: repository)?.places ?? [:]
      where place.isOf(key) {
        written.insert(Array(state.value.written.utf8))
        search.ask(.init(path: ExactText(path), subject: .place(place), from: head))
      }
    }
    search.run(from: head, &reader, in: repository)
    for answer in search.answers.values {
      switch answer {
      case .setBy(let commit): if let commit { commits.insert(commit) }
      case .unknown(let error): throw error
      }
    }
  }
}

extension PlaceID {
  /// Whether a pointer stands there, in its environment or in all.
  func isOf(_ key: PointerKey) -> Bool {
    service == ExactText(key.service) && serves(key.environment)
  }
}
