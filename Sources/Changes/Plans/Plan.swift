public import Git
public import Pointers

/// What would be written: commits on a branch, not yet made, printable before they are.
public struct Plan: Hashable, Sendable {
  /// Where all of it goes: the full name of the branch.
  public let branch: String
  /// The commit that it was made for; elsewhere it holds no longer.
  public let parent: ObjectID
  /// The commits, oldest first; none where there is nothing to do.
  public let commits: [PlannedCommit]
  /// What a person should know beside the moves themselves.
  public let notices: [Notice]

  public init(branch: String, parent: ObjectID, commits: [PlannedCommit], notices: [Notice]) {
    self.branch = branch
    self.parent = parent
    self.commits = commits
    self.notices = notices
  }

  /// The same for another branch that stands at the same commit.
  public func moved(to branch: String) -> Plan {
    Plan(branch: branch, parent: parent, commits: commits, notices: notices)
  }

  /// All moves of all commits, in order.
  public var moves: [PlannedMove] { commits.flatMap(\.moves) }

  /// Whether there is nothing to write.
  public var isEmpty: Bool { commits.isEmpty }
}

/// One commit of a plan.
public struct PlannedCommit: Hashable, Sendable {
  /// The tree that the commit shall have; held by the repository that planned it.
  public let tree: ObjectID
  public let moves: [PlannedMove]
  public let message: String

  public init(tree: ObjectID, moves: [PlannedMove], message: String) {
    self.tree = tree
    self.moves = moves
    self.message = message
  }

  /// The first line of the message.
  public var subject: String { String(message.prefix { $0 != "\n" }) }
}

/// One pointer that goes from one tag to another.
public struct PlannedMove: Hashable, Sendable {
  public let key: PointerKey
  /// What it holds now; `nil` where the commit brings the pointer.
  public let before: PointerValue?
  /// What it shall hold; `nil` where the commit takes the pointer away.
  public let after: PointerValue?
  /// The file that names it.
  public let path: String

  public init(key: PointerKey, before: PointerValue?, after: PointerValue?, path: String) {
    self.key = key
    self.before = before
    self.after = after
    self.path = path
  }

  public var service: String { key.service }
  public var environment: String { key.environment }
  public var from: String? { before?.tag }
  public var to: String? { after?.tag }
}

/// Something that a person should know about a plan.
public struct Notice: Hashable, Sendable {
  public enum Weight: Hashable, Sendable {
    /// Worth knowing.
    case note
    /// Worth acting on.
    case warning
  }

  public let weight: Weight
  /// One line, lower case, no full stop.
  public let text: String
  public let hint: String?

  public init(_ weight: Weight, _ text: String, hint: String? = nil) {
    self.weight = weight
    self.text = text
    self.hint = hint
  }
}
