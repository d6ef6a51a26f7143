/// One thing that is to be said of a change's two records.
public struct ReconciliationResult: Hashable, Sendable {
  public let kind: ReconciliationClass
  public let outcome: ReconciliationOutcome
  /// What is so: lower case, one line, no full stop.
  public let message: String
  /// One thing to do, or `nil`.
  public let hint: String?
  /// The record that it is about, or `nil`.
  public let note: String?
  /// Where GitHub shows it, or `nil`.
  public let url: String?
}

/// What people signed beside what GitHub says: a pure function of both.
public struct Reconciliation: Hashable, Sendable {
  public let results: [ReconciliationResult]
  /// The people whose approval both, or the one that is asked for, hold.
  public let approving: Set<String>

  /// The worst of all.
  public var outcome: ReconciliationOutcome { results.map(\.outcome).max() ?? .ok }

  /// Lays the two beside each other.
  public init(_ facts: ReconciliationCase, mode: ReconciliationMode) {
    let sides = Sides(facts)
    approving = sides.approving
    let found =
      EvidenceQuality.results(sides) + Agreement.results(sides) + OneSide.results(sides)
      + NoteStanding.results(sides) + ReviewStanding.results(sides) + Independence.results(sides)
      + Freshness.results(sides) + EnvironmentAnswers.results(sides) + BypassRules.results(sides)
    results = found.map { $0.weighed(sides, mode) }.sorted {
      ($1.outcome, $0.kind.rawValue) < ($0.outcome, $1.kind.rawValue)
    }
  }
}

/// What a rule says, before it is known how heavy it is.
struct Claim {
  let kind: ReconciliationClass
  let message: String
  var hint: String?
  var note: String?
  var url: String?
  /// In the place of what the class has; `nil` for that.
  var outcome: ReconciliationOutcome?
  /// Whether it is about a word that does not count, which nobody misses where enough others do.
  var isSpare = false

  init(_ kind: ReconciliationClass, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  func about(_ note: String?, _ url: String?) -> Claim {
    var claim = self
    (claim.note, claim.url) = (note, url)
    return claim
  }

  func weighing(_ outcome: ReconciliationOutcome?) -> Claim {
    var claim = self
    claim.outcome = outcome
    return claim
  }

  /// One that somebody who may approve nothing could otherwise stop everything by.
  var sparing: Claim {
    var claim = self
    claim.isSpare = true
    return claim
  }

  func weighed(_ sides: Sides, _ mode: ReconciliationMode) -> ReconciliationResult {
    var weight = outcome ?? kind.outcome(mode)
    if isSpare, sides.isEnough { weight = min(weight, .info) }
    return ReconciliationResult(
      kind: kind,
      outcome: weight,
      message: message,
      hint: hint,
      note: note,
      url: url
    )
  }
}
