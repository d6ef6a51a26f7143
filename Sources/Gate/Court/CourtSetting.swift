public import Attestations
public import Git
public import History

/// What a court works with.
public struct CourtSetting {
  /// Reads the records, their signatures checked with the keys of a policy, at a time in seconds since 1970.
  public typealias Records = @Sendable (PolicyTree, Int) async throws -> Ledger

  /// Asks GitHub of a change, or what was recorded of it.
  public typealias GitHub =
    (EnvironmentChange, PolicyTree, Court, borrowing Repository) async throws -> GitHubWord

  /// Where the policies come from.
  public enum Trust: Sendable {
    /// From the mainline itself; what is pinned is in force there without being judged.
    case mainline([PolicyStep], pin: TrustPin?)
    /// From outside, for a repository that has none: nobody's word counts.
    case outside(PolicyTree)
  }

  /// The mainline by first parents, oldest first.
  public var mainline: [ObjectID]
  public var trust: Trust
  /// When it is judged, in seconds since 1970.
  public var time: Int
  /// The time now, in seconds since 1970, where another one is asked about: what claims to be later is not believed.
  public var clock: Int
  /// Whether overdue reviews refuse.
  public var isStrict = false
  /// The tips of the notes that are here.
  public var notes: [ObjectID] = []
  /// What should not have happened to the notes, in words.
  public var notesAlarms: [String] = []
  /// What is not here.
  public var doubts: [Doubt] = []
  /// Where older layouts come from; `nil` where there are none.
  public var versions: LayoutVersions?
  /// Told now and then how much of the history is read.
  public var progress: (HistoryProgress) -> Void = { _ in }
  /// Merges, for what candidates would become.
  public var git: GitProgram
  public var records: Records
  /// Only asked where a policy wants it; `nil` where nobody can be.
  public var github: GitHub?

  public init(
    mainline: [ObjectID],
    trust: Trust,
    time: Int,
    git: GitProgram,
    records: @escaping Records
  ) {
    self.mainline = mainline
    self.trust = trust
    self.time = time
    clock = time
    self.git = git
    self.records = records
  }
}
