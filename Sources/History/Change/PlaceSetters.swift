public import Git
public import Pointers

/// Who set what a pointer holds, place by place.
public enum PlaceSetters {
  /// The mainline commits that last set the places of a pointer, as they stand at a commit.
  ///
  /// - Parameters:
  ///   - key: The pointer.
  ///   - paths: The files that are looked at.
  ///   - head: The mainline commit.
  ///   - layout: Which files hold what.
  ///   - repository: Where they are.
  /// - Returns: Each commit once; none where no place is there.
  /// - Throws: `GitError` where something that would tell is not here.
  public static func commits(
    of key: PointerKey,
    in paths: Set<String>,
    at head: ObjectID,
    layout: Layout,
    _ repository: borrowing Repository
  ) throws(GitError) -> Set<ObjectID> {
    var reader = FactsReader(layout: layout)
    var search = SetterSearch()
    let tree = try repository.mainlineCommit(head).tree
    for path in paths {
      guard let entry = try repository.entry(at: path, in: tree), entry.mode != .directory else {
        continue
      }
      let file = TreeFile(path: path, mode: entry.mode, id: entry.id)
      let places = try reader.facts(of: file, in: repository)?.places.keys.map(\.self) ?? []
      for place in places where place.isOf(key) {
        search.ask(.init(path: ExactText(path), subject: .place(place), from: head))
      }
    }
    search.run(from: head, &reader, in: repository)
    var commits: Set<ObjectID> = []
    for answer in search.answers.values {
      switch answer {
      case .setBy(let commit): if let commit { commits.insert(commit) }
      case .unknown(let error): throw error
      }
    }
    return commits
  }
}

extension PlaceID {
  /// Whether a pointer stands there, in its environment or in all.
  func isOf(_ key: PointerKey) -> Bool {
    service == ExactText(key.service) && serves(key.environment)
  }
}
