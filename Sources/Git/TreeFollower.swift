/// Follows a tree from commit to commit, and remembers what it has read.
///
/// Each tree object is read once, and only where it differs from what stood there before. What
/// cannot be read is named, and stays as it was last seen until it can be read again.
public struct TreeFollower: ~Copyable {
  /// What one step found.
  public struct Step: Sendable {
    /// The files that differ from what was last seen, in no promised order.
    public internal(set) var differences: [FileDifference] = []
    /// Directories (the root is empty) whose contents cannot be told at this step, and why.
    public internal(set) var unreadable: [(directory: String, error: GitError)] = []
    /// Directories that could not be read before and now can be, or are gone.
    public internal(set) var readAgain: [String] = []
  }

  private let root: KnownTree
  private let descend: (String) -> Bool

  /// - Parameter descend: Asked once for each directory, by its path, whether it is worth reading.
  public init(descend: @escaping (_ directory: String) -> Bool) {
    root = KnownTree(path: "", isWanted: descend(""))
    self.descend = descend
  }

  /// Goes on to another tree; the first step finds all files.
  public mutating func advance(
    to tree: ObjectID,
    in repository: borrowing Repository
  ) -> Step {
    var step = Step()
    follow(root, to: tree, in: repository, depth: 0, into: &step)
    return step
  }

  private func follow(
    _ known: KnownTree,
    to id: ObjectID,
    in repository: borrowing Repository,
    depth: Int,
    into step: inout Step
  ) {
    guard known.isWanted, known.id != id else { return }
    do throws(GitError) {
      try TreeDepth.check(depth, at: known.path)
      let object = RawTree(try repository.read(id, as: .tree))
      try compare(known, with: object.bytes, in: repository, depth: depth, into: &step)
      known.becomes(id, object, &step)
    } catch {
      known.isStale = true
      known.id = nil
      step.unreadable.append((known.path, error))
    }
  }

  private func compare(
    _ known: KnownTree,
    with bytes: UnsafeRawBufferPointer,
    in repository: borrowing Repository,
    depth: Int,
    into step: inout Step
  ) throws(GitError) {
    var before = try RawTreeCursor(known.bytes)
    var after = try RawTreeCursor(bytes)
    try before.skip(alikeIn: &after)
    while let pair = RawTreePair(before.entry, after.entry) {
      if pair.isEqual {
        try before.skip(alikeIn: &after)
        continue
      }
      visit(pair, of: known, in: repository, depth: depth, into: &step)
      if pair.before != nil { try before.advance() }
      if pair.after != nil { try after.advance() }
    }
  }

  private func visit(
    _ pair: RawTreePair,
    of known: KnownTree,
    in repository: borrowing Repository,
    depth: Int,
    into step: inout Step
  ) {
    guard let name = pair.name else { return }
    if pair.before?.isDirectory ?? pair.after?.isDirectory ?? false {
      let child = known.child(Array(name), descend)
      if let after = pair.after {
        follow(child, to: after.id, in: repository, depth: depth + 1, into: &step)
      } else {
        known.forget(Array(name), &step)
      }
      return
    }
    let path = known.path(of: name)
    step.differences.append(
      FileDifference(
        path: path,
        before: pair.before?.file(at: path),
        after: pair.after?.file(at: path)
      )
    )
  }
}

/// A directory as it was last seen.
private final class KnownTree {
  let path: String
  let isWanted: Bool
  /// The tree that was seen last; `nil` before the first, and where the last could not be read.
  var id: ObjectID?
  /// Whether `object` is older than what stands there now.
  var isStale = false
  private var object: RawTree?
  private var children: [[UInt8]: KnownTree] = [:]

  init(path: String, isWanted: Bool) {
    self.path = path
    self.isWanted = isWanted
  }

  var bytes: UnsafeRawBufferPointer {
    object?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  func path(of name: some Collection<UInt8>) -> String {
    let name = String(decoding: name, as: UTF8.self)
    return path.isEmpty ? name : "\(path)/\(name)"
  }

  func child(_ name: [UInt8], _ descend: (String) -> Bool) -> KnownTree {
    if let child = children[name] { return child }
    let path = path(of: name)
    let child = KnownTree(path: path, isWanted: descend(path))
    children[name] = child
    return child
  }

  func becomes(_ id: ObjectID, _ object: RawTree, _ step: inout TreeFollower.Step) {
    if isStale { step.readAgain.append(path) }
    isStale = false
    self.id = id
    self.object = object
  }

  /// Drops a directory that is gone, and names the files that went with it.
  func forget(_ name: [UInt8], _ step: inout TreeFollower.Step) {
    children.removeValue(forKey: name)?.vanish(&step)
  }

  private func vanish(_ step: inout TreeFollower.Step) {
    if isStale { step.readAgain.append(path) }
    guard isWanted, var cursor = try? RawTreeCursor(bytes) else { return }
    while let entry = cursor.entry {
      if !entry.isDirectory {
        let path = path(of: entry.name)
        step.differences.append(
          FileDifference(path: path, before: entry.file(at: path), after: nil)
        )
      }
      // The bytes were walked to their end when they were read.
      guard (try? cursor.advance()) != nil else { break }
    }
    for child in children.values { child.vanish(&step) }
  }
}
