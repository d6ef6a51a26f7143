public import Attestations
public import History

/// All that one change of one environment is judged by.
public struct GateCase: Sendable {
  public var change: EnvironmentChange
  /// What approvals must be bound to; `nil` where that cannot be told.
  public var reference: ChangeReference?
  /// The policy in force before the change.
  public var policy: Policy
  /// One for each pointer that the change moves.
  public var moves: [MoveFacts]
  /// The earlier state that the change restores; `nil` where it restores none.
  public var restored: RestoredState?
  /// Everybody's word on the change, of records whose signatures are good.
  public var words: [Word]
  /// All records that speak of the change, good or not.
  public var records: [LedgerRecord]
  /// The good records of checks in the environment before.
  public var checks: [CheckResult]
  /// The time of the judgement in seconds since 1970: of the first witness, else now.
  public var time: Int
  /// Emergencies of the environment whose review is overdue, in words.
  public var overdueReviews: [String]
  /// What should not have happened to the notes, in words.
  public var notesAlarms: [String]
  /// What is not here, in words; a change with any is undecided unless it is refused.
  public var doubts: [String]

  public init(
    change: EnvironmentChange,
    reference: ChangeReference?,
    policy: Policy,
    moves: [MoveFacts] = [],
    restored: RestoredState? = nil,
    words: [Word] = [],
    records: [LedgerRecord] = [],
    checks: [CheckResult] = [],
    time: Int,
    overdueReviews: [String] = [],
    notesAlarms: [String] = [],
    doubts: [String] = []
  ) {
    self.change = change
    self.reference = reference
    self.policy = policy
    self.moves = moves
    self.restored = restored
    self.words = words
    self.records = records
    self.checks = checks
    self.time = time
    self.overdueReviews = overdueReviews
    self.notesAlarms = notesAlarms
    self.doubts = doubts
  }
}

/// What history says of one pointer that a change moves.
public struct MoveFacts: Hashable, Sendable {
  public let service: String
  /// The tag before; `nil` where the pointer was absent.
  public let from: String?
  /// The tag afterwards; `nil` where the pointer is removed.
  public let to: String?
  /// The file that holds the pointer.
  public let path: String
  /// The environment that promotions come from; `nil` where there is none.
  public let source: String?
  /// Whether the tag ran there by an allowed change; `nil` where that cannot be told.
  public let ranInSource: Bool?
  /// Whether the pointer was rolled back from the tag.
  public let isHeld: Bool
  /// Whether the tag is older by the pointer's own order.
  public let isOlder: Bool

  public init(
    service: String,
    from: String?,
    to: String?,
    path: String,
    source: String?,
    ranInSource: Bool?,
    isHeld: Bool = false,
    isOlder: Bool = false
  ) {
    self.service = service
    self.from = from
    self.to = to
    self.path = path
    self.source = source
    self.ranInSource = ranInSource
    self.isHeld = isHeld
    self.isOlder = isOlder
  }
}

/// An earlier state of an environment that a change goes back to.
public struct RestoredState: Hashable, Sendable {
  /// How many states ago, counted from 1.
  public let age: Int
  /// Whether the change that brought it was allowed without exception.
  public let wasAllowed: Bool

  public init(age: Int, wasAllowed: Bool) {
    self.age = age
    self.wasAllowed = wasAllowed
  }
}
