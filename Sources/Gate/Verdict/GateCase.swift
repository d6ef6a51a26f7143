public import Attestations
public import History

/// All that one change of one environment is judged by.
public struct GateCase: Sendable {
  public var change: EnvironmentChange
  /// What approvals must be bound to; `nil` where that cannot be told.
  public var reference: ChangeReference?
  /// The policy in force before the change.
  public var policy: Policy
  /// What a change of the policy makes of it; `nil` for any other change.
  public var proposed: ProposedPolicy?
  /// The keys that a change of the policy revokes, by fingerprint, if it does nothing else; `nil` for any other change.
  public var revokedKeys: Set<String>?
  /// One for each pointer that the change moves.
  public var moves: [MoveFacts]
  /// The earlier state that the change restores; `nil` where it restores none.
  public var restored: RestoredState?
  /// Everybody's word on the change, of records whose signatures are good.
  public var words: [Word]
  /// All records that speak of the change, good or not.
  public var records: [LedgerRecord]
  /// Approvals by keys that were removed since, of which nothing shows that they were made before.
  public var unwitnessed: Set<RecordName> = []
  /// Approvals of branches that the approver made: the landing may have another author.
  public var ownBranches: Set<RecordName> = []
  /// What GitHub says of it.
  public var github = GitHubWord.unread
  /// The people who can sign nothing any more: they left the policy since, or their keys were taken away.
  public var silent: Set<String> = []
  /// The good records of checks in the environment before.
  public var checks: [CheckResult]
  /// The time at which expiry and freezes are judged, in seconds since 1970: of the first witness, else now.
  public var time: Int
  /// The time of the judgement itself, at which reviews are owed, in seconds since 1970.
  public var now: Int
  /// What claims to be said later than this has not been said, in seconds since 1970.
  public var clock: Int
  /// The change landed at this time or later, as far as others witnessed it, in seconds since 1970; `nil` where nobody
  /// did.
  public var landedAfter: Int?
  /// Whether an overdue review refuses what it is owed for.
  public var isStrict: Bool
  /// Emergencies of the environment whose review is overdue, in words.
  public var overdueReviews: [String]
  /// What should not have happened to the notes, in words.
  public var notesAlarms: [String]
  /// What should not have happened to the mainline, in words.
  public var mainlineAlarms: [String]
  /// What is not here; a change with any is undecided unless it is refused.
  public var doubts: [Doubt]

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
    now: Int? = nil,
    isStrict: Bool = false,
    overdueReviews: [String] = [],
    notesAlarms: [String] = [],
    mainlineAlarms: [String] = [],
    doubts: [Doubt] = []
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
    self.now = now ?? time
    clock = self.now
    self.isStrict = isStrict
    self.overdueReviews = overdueReviews
    self.notesAlarms = notesAlarms
    self.mainlineAlarms = mainlineAlarms
    self.doubts = doubts
  }
}

/// What a change of `.opsgate/` makes of the policy.
public enum ProposedPolicy: Hashable, Sendable {
  case readable(epoch: Int)
  /// Why nobody could go by it.
  case unreadable(String)
  case removed
}

/// Something that is not here, so that nobody can tell.
public struct Doubt: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case history
    /// What people and machines said: nothing rests on it where nobody is asked.
    case records
  }

  public let subject: Subject
  /// In words: lower case, one line, no full stop.
  public let message: String
  /// One thing to do, or `nil`.
  public let hint: String?

  public init(_ message: String, of subject: Subject, hint: String? = nil) {
    self.subject = subject
    self.message = message
    self.hint = hint
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
  /// Whether something else comes than what was there: another tag, or the same with another digest.
  public let isAnother: Bool

  public init(
    service: String,
    from: String?,
    to: String?,
    path: String,
    source: String?,
    ranInSource: Bool?,
    isHeld: Bool = false,
    isOlder: Bool = false,
    isAnother: Bool? = nil
  ) {
    self.service = service
    self.from = from
    self.to = to
    self.path = path
    self.source = source
    self.ranInSource = ranInSource
    self.isHeld = isHeld
    self.isOlder = isOlder
    self.isAnother = isAnother ?? (from != to)
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
