public import Gate
public import Git
public import History
public import Pointers

/// All there is to tell of one pointer.
public struct PointerStory: Sendable {
  public let key: PointerKey
  public let head: ObjectID
  /// What it is now; `nil` where it is not there or cannot be read.
  public let pointer: Pointer?
  public let history: PointerHistory
  /// The first lines of the commits' messages.
  public let subjects: [ObjectID: String]
  /// The environment before and what it runs; `nil` where there is none.
  public let source: (environment: String, pointer: Pointer?)?
  /// How many moves of the environment before this pointer has not seen, if that can be told.
  public let behind: Int?
  public let findings: [PointerFinding]
  /// What the gate says of the change that set the tag; `nil` where nobody asked it.
  public var verdict: Verdict?
  /// The places of the mainline at which tags came that no gate let pass.
  public var notAllowed: Set<Int> = []

  /// Puts together what files and history say.
  ///
  /// - Parameters:
  ///   - key: The pointer.
  ///   - table: The pointers of the commit that the timeline ends with.
  ///   - timeline: The history.
  ///   - subjects: The first lines of the messages of ``commits(of:in:)``.
  public init(
    _ key: PointerKey,
    table: PointerTable,
    timeline: Timeline,
    subjects: [ObjectID: String]
  ) {
    self.key = key
    self.subjects = subjects
    head = timeline.head
    pointer = table[key]
    history = timeline.history(of: key)
    behind = timeline.behind(key)
    source = timeline.environmentBefore[key.environment].map { environment in
      (environment, table[PointerKey(service: key.service, environment: environment)])
    }
    var findings = pointer.flatMap { PointerFinding(disagreementOf: $0) }.map { [$0] } ?? []
    if case .unknown(let mistake) = table.state(of: key) {
      findings.append(PointerFinding(mistake))
    }
    self.findings = findings + timeline.findings { $0 == key }
  }

  /// The commits whose messages the story quotes.
  public static func commits(of key: PointerKey, in timeline: Timeline) -> Set<ObjectID> {
    let history = timeline.history(of: key)
    return Set(history.holds.map(\.move.commit.id) + history.moves.suffix(1).map(\.commit.id))
  }

  /// The move that brought what it holds now.
  var lastMove: Move? { history.moves.last }

  /// Where a rollback would go.
  var rollbackTag: String? {
    history.rollbackTargets.first { !notAllowed.contains($0.position) }?.tag
  }

  /// The tag that the environment before runs and this one does not.
  var nextTag: String? {
    guard let next = source?.pointer, !next.isFloating, next.value != pointer?.value else {
      return nil
    }
    return next.tag
  }
}
