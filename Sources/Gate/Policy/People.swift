/// A person, by whatever name records know them.
public struct Person: Hashable, Sendable {
  public let name: String
  public let github: GitHubAccount?
  public let emails: [String]
  /// The keys that sign for them now.
  public let keys: [KeyFingerprint]
  /// The keys that signed for them once: old records stay good, new ones do not count.
  public let retired: [KeyFingerprint]
}

public struct GitHubAccount: Hashable, Sendable {
  public let login: String
  /// The number that stays when a login is renamed or taken over; `nil` where the file gives none.
  public let id: Int?
}

/// One name for several people.
public struct Team: Hashable, Sendable {
  public let name: String
  public let people: [String]
}

/// A machine that may record.
public struct Checker: Hashable, Sendable {
  public let name: String
  public let keys: [KeyFingerprint]
  public let may: [RecordKind]
}

/// What a machine may record.
public enum RecordKind: String, CaseIterable, Hashable, Sendable {
  case checks, evidence, checkpoints
}
