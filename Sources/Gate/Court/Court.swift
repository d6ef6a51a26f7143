public import Attestations
public import Git
public import History
import Pointers

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
  var knownChecks: [ObjectID: [CheckResult]] = [:]
  var histories: [PointerKey: KnownHistory] = [:]
  var circumstances: Circumstances
  /// Who can sign by the keys of a policy, now.
  private var signing: [ObjectID: Set<String>] = [:]
  /// The policies in force, before anybody asked what was witnessed.
  var claimed: [PolicyTree] = []
  var noteTrees: [ObjectID: NotesTree] = [:]
  /// Compares what services have, by the policy whose layout says where.
  var comparison: (policy: ObjectID, comparison: ServiceComparison)?
  /// The runs of a rebase that each commit is part of, and which of them are taken.
  var knownRuns: [Name: [RebaseRun]] = [:]
  var takenRuns: [RebaseRun.Name: Bool] = [:]

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
    /// Whether only alarms refuse it: those refuse all that there is, and take no policy out of force.
    let isAllowedButForAlarms: Bool
    let exception: Bool
    let debt: Verdict.Debt?
    /// The mainline commits that those looked at whose approval counts.
    let bases: [ObjectID]
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
    court.knownChecks = [:]
    court.knownRuns = [:]
    court.takenRuns = [:]
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

  /// What is said of a tree that would be committed on the mainline's tip.
  ///
  /// - Parameters:
  ///   - changes: What it would do, as `EnvironmentChange.planned` tells.
  ///   - repository: Where it is, if only in memory.
  /// - Returns: One for each, in their order.
  /// - Throws: As ``judgements(of:in:)``.
  public func judgements(
    ofPlanned changes: [EnvironmentChange],
    in repository: borrowing Repository
  ) async throws -> [Judgement] {
    let last = setting.mainline.count
    guard let policy = try await policy(before: last, in: repository) else { return [] }
    var found: [Judgement] = []
    for change in changes {
      found.append(try await judge(change, by: policy, before: last, in: repository))
    }
    return found
  }

  /// Whether what a pointer held came by an allowed change, and without exception.
  ///
  /// - Parameters:
  ///   - version: What it held, and who brought it.
  ///   - environment: The pointer's environment.
  ///   - repository: Where the history is.
  /// - Returns: `nil` where nobody can tell.
  /// - Throws: As ``judgements(of:in:)``.
  public func wasAllowed(
    _ version: PointerPeriod.Version,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Bool? {
    guard let commit = version.commit else { return true }
    return try await wasAllowed(commit, in: environment, repository)
  }

  /// Whether what a commit made of an environment was asked about and allowed without exception, or stood there before the
  /// first policy: what merely lay about before a policy took it in is no state that anybody let be.
  func mayBeRestored(
    _ commit: ObjectID,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard let said = try await settled(commit, on: environment, in: repository) else {
      guard let place = position(of: commit), let first = policySteps.first else { return true }
      return place <= first.position
    }
    return said.outcome == .allowed && !said.exception
  }

  /// Whether what a commit made of an environment was allowed without exception; `nil` where nobody can tell.
  func wasAllowed(
    _ commit: ObjectID,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Bool? {
    let outcome = try await outcome(of: commit, in: environment, repository)
    if outcome == .undecided { return nil }
    let said = try await settled(commit, on: environment, in: repository)
    return outcome == .allowed && said?.exception != true
  }

  /// Whether what a commit made of an environment was allowed.
  func outcome(
    of commit: ObjectID,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Verdict.Outcome {
    if let said = try await settled(commit, on: environment, in: repository) { return said.outcome }
    return try await outcomeOfTakenIn(commit, by: environment, in: repository)
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

  /// Reads at once what several commits change of which nothing was said yet.
  func prepareUnsettled(
    _ commits: some Sequence<ObjectID>,
    _ environment: String,
    _ repository: borrowing Repository
  ) async throws {
    let open = commits.filter { settled[Name(commit: $0, environment: environment)] == nil }
    if open.count > 1 { try await prepare(open, in: repository) }
  }

  // MARK: One change

  func judge(
    _ change: EnvironmentChange,
    in repository: borrowing Repository
  ) async throws -> Judgement {
    let position = position(of: change.commit) ?? setting.mainline.count
    let judgement: Judgement
    if isPinned(change) {
      judgement = Judgement(change: change, policy: nil, verdict: .pinned)
    } else if let policy = try await policy(before: position, in: repository) {
      judgement = try await judge(change, by: policy, before: position, in: repository)
    } else {
      judgement = Judgement(change: change, policy: nil, verdict: .baseline(circumstances))
    }
    let verdict = judgement.verdict
    settled[Name(commit: change.commit, environment: change.environment)] = Settled(
      outcome: verdict.outcome,
      isAllowedButForAlarms: verdict.isAllowedButForAlarms,
      exception: verdict.exception,
      debt: verdict.debt,
      bases: judgement.bases
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
    if verdict.outcome == .refused, change.isOnMainline,
      let run = try await run(with: change, by: policy, in: repository)
    {
      (facts, verdict) = (run.facts, run.verdict)
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
    return Judgement(change: change, policy: policy, verdict: verdict, bases: facts.bases(verdict))
  }

  /// Records by their names.
  ///
  /// - Parameters:
  ///   - names: The names; who is not here is left out.
  ///   - policy: Whose keys say who signed them.
  /// - Returns: By the time that they claim.
  /// - Throws: What reading the records throws.
  public func records(
    named names: Set<RecordName>,
    by policy: PolicyTree
  ) async throws -> [LedgerRecord] {
    names.isEmpty ? [] : try await ledger(for: policy).records.filter { names.contains($0.name) }
  }

  // MARK: Trust

  func policyTree(at commit: ObjectID, in repository: borrowing Repository) throws -> PolicyTree? {
    if let known = policies[commit] { return known }
    let tree = try PolicyTree.read(at: commit, in: repository)
    policies[commit] = tree
    return tree
  }

  /// The people of a policy who can sign nothing that counts there any more.
  func silent(in policy: PolicyTree) throws -> Set<String> {
    var able = try signingPeople(of: policy)
    if let newest = claimed.last { able.formIntersection(try signingPeople(of: newest)) }
    return Set(policy.policy.people.map(\.name)).subtracting(able)
  }

  private func signingPeople(of policy: PolicyTree) throws -> Set<String> {
    if let known = signing[policy.commit] { return known }
    let people = try policy.signingPeople(at: setting.time)
    signing[policy.commit] = people
    return people
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
