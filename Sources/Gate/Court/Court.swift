public import Attestations
public import Git
public import History
import Pointers

/// Judges the changes of one mainline, each once, and by what was allowed before it.
///
/// What ran before, what is restored and which policy is in force are themselves verdicts: each rests on older ones
/// alone, down to the first policy. What stood before that is the baseline.
public final class Court {
  /// Reads the records, their signatures checked with the keys of a policy.
  public typealias Records = (PolicyTree) async throws -> Ledger

  let timeline: Timeline
  let steps: [PolicyStep]
  /// The time of the judgement, in seconds since 1970.
  let time: Int
  let alarms: [String]
  let doubts: [String]
  private let git: GitProgram
  private let records: Records
  private let positions: [ObjectID: Int]
  private var changes: [ObjectID: [EnvironmentChange]] = [:]
  private var judgements: [Name: Judgement] = [:]
  private var policies: [ObjectID: PolicyTree] = [:]
  private var ledgers: [ObjectID: Ledger] = [:]

  private struct Name: Hashable {
    let commit: ObjectID
    let environment: String
  }

  /// - Parameters:
  ///   - timeline: The whole mainline.
  ///   - steps: All changes of `.opsgate/` on it.
  ///   - time: When it is judged, in seconds since 1970.
  ///   - alarms: What should not have happened to the notes, in words.
  ///   - doubts: What is not here, in words.
  ///   - git: Merges, for what candidates would become.
  ///   - records: Reads the records.
  public init(
    timeline: Timeline,
    steps: [PolicyStep],
    time: Int,
    alarms: [String] = [],
    doubts: [String] = [],
    git: GitProgram,
    records: @escaping Records
  ) {
    self.timeline = timeline
    self.steps = steps
    self.time = time
    self.alarms = alarms
    self.doubts = doubts
    self.git = git
    self.records = records
    positions = Dictionary(
      timeline.mainline.enumerated().map { ($1, $0) },
      uniquingKeysWith: { $1 }
    )
  }

  /// What is said of one commit, environment by environment: a commit of the mainline, or a candidate.
  ///
  /// - Parameters:
  ///   - commit: The commit, or the branch's tip.
  ///   - repository: Where it is.
  /// - Returns: In promotion order, the policy last; none where it changes nothing, or nothing was judged yet.
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

  /// What is said of what one commit does to one environment; `nil` where it does nothing to it.
  func judgement(
    of commit: ObjectID,
    on environment: String,
    in repository: borrowing Repository
  ) async throws -> Judgement? {
    if let known = judgements[Name(commit: commit, environment: environment)] { return known }
    let change = try await changes(of: commit, in: repository)
      .first { $0.environment == environment }
    guard let change else { return nil }
    return try await judge(change, in: repository)
  }

  func position(of commit: ObjectID) -> Int? { positions[commit] }

  // MARK: One change

  private func judge(
    _ change: EnvironmentChange,
    in repository: borrowing Repository
  ) async throws -> Judgement {
    let name = Name(commit: change.commit, environment: change.environment)
    if let known = judgements[name] { return known }
    let position = position(of: change.commit) ?? timeline.mainline.count
    let judgement: Judgement
    if let policy = try await policy(before: position, in: repository) {
      let facts = try await CourtFacts(self, change, policy, before: position)
        .gateCase(in: repository)
      judgement = Judgement(change: change, policy: policy, verdict: Gate.judge(facts))
    } else {
      judgement = Judgement(change: change, policy: nil, verdict: .baseline)
    }
    judgements[name] = judgement
    return judgement
  }

  private func changes(
    of commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> [EnvironmentChange] {
    if let known = changes[commit] { return known }
    let position = position(of: commit) ?? timeline.mainline.count
    let read: [EnvironmentChange]
    if let policy = try await policy(before: position, in: repository) {
      read = try await EnvironmentChange.read(
        repository,
        of: commit,
        mainline: timeline.head,
        layout: policy.policy.layout,
        inForce: policy.commit,
        with: git
      )
    } else {
      read = []
    }
    changes[commit] = read
    return read
  }

  // MARK: Trust

  /// The policy in force before a place of the mainline; `nil` before the first.
  ///
  /// A change of it that was not allowed is not in force, and whatever follows is judged by the one before it.
  func policy(
    before position: Int,
    in repository: borrowing Repository
  ) async throws -> PolicyTree? {
    for step in steps.reversed() where step.position < position {
      guard step.tree != nil, try await isInForce(step, in: repository) else { continue }
      return try policyTree(at: step.commit, in: repository)
    }
    return nil
  }

  private func isInForce(
    _ step: PolicyStep,
    in repository: borrowing Repository
  ) async throws -> Bool {
    guard step != steps.first else { return true }
    let judgement = try await judgement(
      of: step.commit,
      on: EnvironmentChange.policy,
      in: repository
    )
    return judgement?.verdict.outcome == .allowed
  }

  private func policyTree(
    at commit: ObjectID,
    in repository: borrowing Repository
  ) throws -> PolicyTree? {
    if let known = policies[commit] { return known }
    let tree = try PolicyTree.read(at: commit, in: repository)
    policies[commit] = tree
    return tree
  }

  func ledger(for policy: PolicyTree) async throws -> Ledger {
    if let known = ledgers[policy.commit] { return known }
    let ledger = try await records(policy)
    ledgers[policy.commit] = ledger
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
  static let baseline = Verdict(
    kind: .ordinary,
    exception: false,
    findings: [Finding(.policy, .note, "it stood there before the first policy: the baseline")],
    voices: [],
    mayApprove: []
  )
}
