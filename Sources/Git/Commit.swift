/// Who, and when.
public struct Signature: Hashable, Sendable {
  public let name: String
  public let email: String
  /// Seconds since 1970-01-01T00:00:00Z.
  public let time: Int
  /// Minutes east of UTC in which the time was written down.
  public let offset: Int

  public init(name: String, email: String, time: Int, offset: Int) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }
}

/// A commit as a value.
public struct Commit: Hashable, Sendable {
  public let id: ObjectID
  public let tree: ObjectID
  public let parents: [ObjectID]
  public let author: Signature
  public let committer: Signature
  /// All that stands behind the header's blank line, as text: UTF-8 or Latin-1, as git reads it.
  public let message: String

  public init(
    id: ObjectID,
    tree: ObjectID,
    parents: [ObjectID],
    author: Signature,
    committer: Signature,
    message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }

  /// The first line that is not blank, as `git revert` quotes it.
  public var summary: String {
    message.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? ""
  }
}

/// What a walk along the mainline needs of each commit, and no more.
public struct MainlineCommit: Hashable, Sendable {
  public let id: ObjectID
  public let tree: ObjectID
  /// The first parent; `nil` for a root.
  public let parent: ObjectID?
}
