public import Git
public import History
import Attestations

/// Judges the changes of one mainline, each once, and by what was allowed before it.
///
/// What ran before, what is restored and which policy is in force are themselves verdicts: each rests on older ones
/// alone, down to the first policy. What stood before that is the baseline.
public final class Court {
  public let setting: CourtSetting
  private let positions: [ObjectID: Int]
  var changes: [ObjectID: [EnvironmentChange]] = [:]
  private var settled: [Name: Settled] = [:]
  private var policies: [ObjectID: PolicyTree] = [:]
  private var ledgers: [RecordView: Ledger] = [:]
  private var standings: [RecordView: Standing] = [:]
  var inForce: [Int: Bool] = [:]
  var knownTimeline: Timeline?
  var circumstances: Circumstances
  /// The policies in force, before anybody asked what was witnessed.
  var claimed: [PolicyTree] = []
  var noteTrees: [ObjectID: NotesTree] = [:]
  /// The runs of a rebase that were found, by each of their commits.
  var runs: [Name: EnvironmentChange] = [:]

  /// One commit's change of one environment.
  struct Name: Hashable {
    let commit: ObjectID
    let environment: String
  }

  private struct RecordView: Hashable {
    let policy: ObjectID
    let time: Int
  }

  /// What later verdicts rest on.
  struct Settled {
    let outcome: Verdict.Outcome
    let exception: Bool
    let debt: Verdict.Debt?
  }

  private init(_ setting: CourtSetting) {
    self.setting = setting
    circumstances = Circumstances(setting)
    positions = Dictionary(
      setting.mainline.enumerated().map { ($1, $0) },
      uniquingKeysWith: { $1 }
    )
  }

  /// Takes in what machines witnessed, and looks whether anything was taken away since.
  ///
  /// Whose witness counts depends on the policies in force, and those on what was witnessed: so they are judged twice,
  /// first by what everybody claims.
  ///
  /// - Parameters:
  ///   - setting: What is judged, and by what.
  ///   - repository: Where it is.
  /// - Returns: The court.
  /// - Throws: `GitError`, and mistakes in the files of a policy in force.
  public static func open(
    _ setting: CourtSetting,
    in repository: borrowing Repository
  ) async throws -> Court {
    let court = Court(setting)
    for step in court.policySteps where step.tree != nil {
      guard try await court.isInForce(step, in: repository),
        let tree = try court.policyTree(at: step.commit, in: repository)
      else { continue }
      court.claimed.append(tree)
    }
    try await court.circumstances.gather(court, in: repository)
    court.settled = [:]
    court.inForce = [:]
    return court
  }

  /// The place of a commit on the mainline, 0 being the oldest; `nil` if it is not on it.
  public func position(of commit: ObjectID) -> Int? { positions[commit] }

  /// What is said of one commit, environment by environment: a commit of the mainline, or a candidate.
  ///
  /// - Parameters:
  ///   - commit: The commit, or the branch's tip.
  ///   - repository: Where it is.
  /// - Returns: In promotion order, the policy last; none where it changes nothing.
  /// - Throws: `GitError`, and mistakes in the files of the policy in force.
  public func judgements(
    of commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> [Judgement] {
    var found: [Judgement] = []
    for change in try await changes(of: commit, in: repository) {
      found.append(try await judge(change, in: repository))
    }
    return found
  }

  /// What was said of what one commit does to one environment; `nil` where it does nothing to it.
  func settled(
    _ commit: ObjectID,
    on environment: String,
    in repository: borrowing Repository
  ) async throws -> Settled? {
    let name = Name(commit: commit, environment: environment)
    if let known = settled[name] { return known }
    let change = try await changes(of: commit, in: repository)
      .first { $0.environment == environment }
    guard let change else { return nil }
    _ = try await judge(change, in: repository)
    return settled[name]
  }

  // MARK: One change

  func judge(
    _ change: EnvironmentChange,
    in repository: borrowing Repository
  ) async throws -> Judgement {
    let position = position(of: change.commit) ?? setting.mainline.count
    let judgement: Judgement
    if let policy = try await policy(before: position, in: repository) {
      judgement = try await judge(change, by: policy, before: position, in: repository)
    } else {
      let doubts = setting.doubts.filter { $0.subject == .history }
      judgement = Judgement(change: change, policy: nil, verdict: .baseline(doubts))
    }
    let verdict = judgement.verdict
    settled[Name(commit: change.commit, environment: change.environment)] = Settled(
      outcome: verdict.outcome,
      exception: verdict.exception,
      debt: verdict.debt
    )
    return judgement
  }

  private func judge(
    _ change: EnvironmentChange,
    by policy: PolicyTree,
    before position: Int,
    in repository: borrowing Repository
  ) async throws -> Judgement {
    var facts = try await CourtFacts(self, change, policy, before: position)
      .gateCase(in: repository)
    var verdict = Gate.judge(facts)
    if verdict.outcome == .refused,
      let run = try await run(with: change, by: policy, in: repository)
    {
      let first = run.branch.last.flatMap(self.position) ?? position
      facts = try await CourtFacts(self, run, policy, before: first).gateCase(in: repository)
      verdict = Gate.judge(facts)
    }
    if verdict.outcome == .refused, change.isOnMainline,
      let witnessed = try await witnessed(
        facts,
        verdict,
        by: policy,
        at: position,
        in: repository
      )
    {
      verdict = Gate.judge(witnessed)
    }
    return Judgement(change: change, policy: policy, verdict: verdict)
  }

  // MARK: What changes

  /// What one commit does to each environment.
  func changes(
    of commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> [EnvironmentChange] {
    if let known = changes[commit] { return known }
    if position(of: commit) != nil {
      try await prepare([commit], in: repository)
      return changes[commit, default: []]
    }
    let last = setting.mainline.count
    guard let head = setting.mainline.last,
      let policy = try await policy(before: last, in: repository)
    else { return [] }
    let read = try await EnvironmentChange.read(
      repository,
      of: commit,
      mainline: head,
      layout: policy.policy.layout,
      inForce: isGiven ? nil : policy.commit,
      with: setting.git
    )
    changes[commit] = read
    return read
  }

  private var isGiven: Bool {
    if case .outside = setting.trust { true } else { false }
  }

  /// Reads what many commits of the mainline change, in one walk for each policy.
  ///
  /// - Parameters:
  ///   - commits: Those of the mainline; others are passed over.
  ///   - repository: Where they are.
  /// - Throws: `GitError`, and mistakes in the files of the policies in force.
  public func prepare(
    _ commits: some Sequence<ObjectID>,
    in repository: borrowing Repository
  ) async throws {
    let places = Set(commits).filter { changes[$0] == nil }.compactMap(position(of:)).sorted(by: >)
    var batch: [ObjectID] = []
    var current: PolicyTree?
    for place in places {
      // Before the first policy that policy says what there is.
      let policy = try await policyReading(place, in: repository)
      if policy?.commit != current?.commit, let current {
        try await read(batch, by: current, in: repository)
        batch = []
      }
      current = policy
      batch.append(setting.mainline[place])
    }
    if let current { try await read(batch, by: current, in: repository) }
  }

  private func read(
    _ commits: [ObjectID],
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws {
    let steps = Set(policySteps.map(\.commit))
    // What is approved of a policy is the whole step from the one in force.
    for commit in commits where steps.contains(commit) && steps.first != commit {
      changes[commit] = try await EnvironmentChange.readEach(
        repository,
        of: [commit],
        layout: policy.policy.layout,
        inForce: isAfter(policy, commit) ? policy.commit : nil,
        with: setting.git
      ).first
    }
    let plain = commits.filter { changes[$0] == nil }
    let read = try await EnvironmentChange.readEach(
      repository,
      of: plain,
      layout: policy.policy.layout,
      with: setting.git
    )
    for (commit, found) in zip(plain, read) { changes[commit] = found }
  }

  /// Whether a policy stood before the commit, and is not merely the first there is.
  private func isAfter(_ policy: PolicyTree, _ commit: ObjectID) -> Bool {
    guard !isGiven, let one = position(of: policy.commit), let other = position(of: commit) else {
      return false
    }
    return one < other
  }

  /// Forgets what commits change; what was said of them stays.
  public func forget(_ commits: some Sequence<ObjectID>) {
    for commit in commits { changes[commit] = nil }
  }

  // MARK: Trust

  func policyTree(at commit: ObjectID, in repository: borrowing Repository) throws -> PolicyTree? {
    if let known = policies[commit] { return known }
    let tree = try PolicyTree.read(at: commit, in: repository)
    policies[commit] = tree
    return tree
  }

  /// Whose word stands by a policy.
  func standing(of policy: PolicyTree, at time: Int? = nil) async throws -> Standing {
    let view = RecordView(policy: policy.commit, time: time ?? setting.time)
    if let known = standings[view] { return known }
    let ledger = try await ledger(for: policy, at: time)
    let standing = Standing(of: ledger, where: policy.policy.believes)
    standings[view] = standing
    return standing
  }

  /// The records by the keys of a policy, which must be valid at a time; now unless given.
  func ledger(for policy: PolicyTree, at time: Int? = nil) async throws -> Ledger {
    let view = RecordView(policy: policy.commit, time: time ?? setting.time)
    if let known = ledgers[view] { return known }
    let ledger = try await setting.records(policy, view.time)
    ledgers[view] = ledger
    return ledger
  }
}

/// One change and what is said of it.
public struct Judgement: Hashable, Sendable {
  public let change: EnvironmentChange
  /// The mainline commit whose policy it was judged by; `nil` for the baseline.
  public let policy: ObjectID?
  public let verdict: Verdict

  init(change: EnvironmentChange, policy: PolicyTree?, verdict: Verdict) {
    self.change = change
    self.policy = policy?.commit
    self.verdict = verdict
  }
}

extension Verdict {
  /// What stood there when the first policy came.
  ///
  /// - Parameter doubts: Why an earlier policy may be one that is not here.
  static func baseline(_ doubts: [Doubt]) -> Verdict {
    let first = Finding(.policy, .note, "it stood there before the first policy: the baseline")
    return Verdict(
      kind: .ordinary,
      exception: false,
      findings: doubts.isEmpty
        ? [first] : doubts.map { Finding(.missing, .undecided, $0.message, hint: $0.hint) },
      voices: [],
      mayApprove: []
    )
  }
}
