public import Git
public import Pointers

/// How what one service has in an environment differs between two trees.
public struct ServiceDifference: Hashable, Sendable {
  /// One place of its pointer that is written otherwise.
  public struct Place: Hashable, Sendable {
    /// `nil` where the place was not there.
    public let before: WrittenTag?
    /// `nil` where it is there no more.
    public let after: WrittenTag?
  }

  public private(set) var places: [Place] = []
  /// The files in scope that differ in more than their pointers' bytes, in the order of the trees.
  public private(set) var files: [String] = []
  /// Whether all was read that may differ.
  public private(set) var isDecided = true
}

/// Compares trees again and again, and remembers what it read.
public struct ServiceComparison {
  private let layout: Layout
  private var reader: FactsReader

  public init(layout: Layout) {
    self.layout = layout
    reader = FactsReader(layout: layout)
  }

  /// Compares.
  ///
  /// - Parameters:
  ///   - key: The service and the environment.
  ///   - folders: Below which files are looked at, each with its last slash; without any only its pointers are.
  ///   - before: One tree.
  ///   - after: The other.
  ///   - repository: Where they are.
  /// - Returns: What differs.
  /// - Throws: `GitError` where a tree cannot be read.
  public mutating func difference(
    of key: PointerKey,
    below folders: Set<String>,
    from before: ObjectID,
    to after: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> ServiceDifference {
    guard let environment = layout.environment(named: key.environment) else {
      return ServiceDifference()
    }
    let layout = layout
    let differences = try repository.difference(from: before, to: after) { path in
      layout.mayContain(directory: path) || layout.scopeMayContain(directory: path, of: environment)
    }
    var found = ServiceDifference()
    for difference in differences {
      let isInScope =
        layout.isInScope(
          difference.path,
          of: environment,
          as: .of(difference.before, difference.after)
        )
        && folders.contains { difference.path.utf8.starts(with: $0.utf8) }
      guard isInScope || layout.mayHold(difference.path, key) else { continue }
      found.take(difference, of: key, isInScope: isInScope, &reader, in: repository)
    }
    return found
  }
}

extension ServiceDifference {
  fileprivate mutating func take(
    _ difference: FileDifference,
    of key: PointerKey,
    isInScope: Bool,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) {
    do throws(GitError) {
      let before = try reader.facts(of: difference.before, in: repository)
      let after = try reader.facts(of: difference.after, in: repository)
      if isInScope, before?.file != after?.file { files.append(difference.path) }
      let (old, new) = (before?.places ?? [:], after?.places ?? [:])
      for place in Set(old.keys).union(new.keys)
      where old[place] != new[place] && place.isOf(key) {
        places.append(Place(before: old[place]?.value, after: new[place]?.value))
      }
      if before?.unread.isEmpty == false || after?.unread.isEmpty == false { isDecided = false }
    } catch {
      isDecided = false
    }
  }
}
