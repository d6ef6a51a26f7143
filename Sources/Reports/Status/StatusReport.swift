public import Git
public import History
public import Pointers

/// Which tag each service runs in each environment.
public struct StatusReport: Sendable {
  /// What is known of one service in one environment.
  public struct Entry: Hashable, Sendable {
    public let key: PointerKey
    /// The pointer; `nil` where a file that may hold it cannot be read.
    public let pointer: Pointer?
    /// The commit that brought the tag; `nil` where the history that is here does not tell.
    public let since: MoveCommit?
    /// How many moves of the environment before it has not seen; `nil` where that cannot be told.
    public let behind: Int?
    /// The environment that promotions come from; `nil` where there is none.
    public let environmentBefore: String?
    /// The tag of the environment before, where there is one and it is fixed.
    public let tagBefore: String?
  }

  /// What the repository looked like when it was read.
  public struct Moment: Hashable, Sendable {
    public let commit: ObjectID
    /// The commit's own time, in seconds since 1970-01-01T00:00:00Z.
    public let time: Int
    /// How people call the commit: `main`.
    public let name: String

    public init(commit: ObjectID, time: Int, name: String) {
      self.commit = commit
      self.time = time
      self.name = name
    }
  }

  public let moment: Moment
  /// In promotion order.
  public let environments: [String]
  /// By service, then in promotion order.
  public let entries: [Entry]
  public let findings: [PointerFinding]

  /// Puts together what files and history say.
  ///
  /// - Parameters:
  ///   - table: The pointers of the commit.
  ///   - timeline: The history up to the commit.
  ///   - moment: The commit.
  ///   - keys: The pointers that are shown; others count only as environments before.
  ///   - environments: The environments that are shown, in promotion order.
  ///   - unused: The entries of the policy that find nothing.
  public init(
    table: PointerTable,
    timeline: Timeline,
    moment: Moment,
    keys: [PointerKey],
    environments: [String],
    unused: [UnusedEntry] = []
  ) {
    self.moment = moment
    self.environments = environments
    entries = keys.compactMap { Self.entry($0, table, timeline) }
    findings =
      Self.findings(entries, table, timeline)
      + unused.map { PointerFinding($0, isAlone: table.keys.isEmpty) }
  }

  /// For tests, which have no repository.
  init(
    moment: Moment,
    environments: [String],
    entries: [Entry],
    findings: [PointerFinding]
  ) {
    self.moment = moment
    self.environments = environments
    self.entries = entries
    self.findings = findings
  }

  private static func entry(
    _ key: PointerKey,
    _ table: PointerTable,
    _ timeline: Timeline
  ) -> Entry? {
    let state = table.state(of: key)
    guard state != .absent else { return nil }
    let environmentBefore = timeline.environmentBefore[key.environment]
    let before = environmentBefore.flatMap {
      table[PointerKey(service: key.service, environment: $0)]
    }
    return Entry(
      key: key,
      pointer: state.pointer,
      since: timeline.history(of: key).currentSince,
      behind: timeline.behind(key),
      environmentBefore: environmentBefore,
      tagBefore: before.flatMap { $0.isFloating ? nil : $0.tag }
    )
  }

  private static func findings(
    _ entries: [Entry],
    _ table: PointerTable,
    _ timeline: Timeline
  ) -> [PointerFinding] {
    let keys = Set(entries.map(\.key))
    // A gap matters where it leaves the origin of a tag that is shown in the dark.
    let cut = Set(entries.filter(\.isCut).map(\.key))
    return table.findings(where: keys.contains)
      + (cut.isEmpty ? [] : timeline.findings(where: cut.contains).prefix(1))
  }
}

extension StatusReport.Entry {
  /// Whether the tag is known, and where it came from is not.
  var isCut: Bool { pointer != nil && since == nil }

  /// Whether the environment before runs another tag.
  var differs: Bool {
    guard let pointer, !pointer.isFloating, let tagBefore else { return false }
    return !pointer.tag.utf8.elementsEqual(tagBefore.utf8)
  }
}
