import Attestations
import Git
import History
import Pointers

/// Gathers what one change is judged by.
struct CourtFacts {
  private let court: Court
  private let change: EnvironmentChange
  private let policy: PolicyTree
  /// The place of the change on the mainline; for a candidate, the place behind the last.
  private let position: Int

  init(_ court: Court, _ change: EnvironmentChange, _ policy: PolicyTree, before position: Int) {
    self.court = court
    self.change = change
    self.policy = policy
    self.position = position
  }

  /// Everything.
  func gateCase(in repository: borrowing Repository) async throws -> GateCase {
    let ledger = try await court.ledger(for: policy)
    let circumstances = court.circumstances
    var facts = GateCase(
      change: change,
      reference: reference,
      policy: policy.policy,
      time: court.setting.time,
      isStrict: court.setting.isStrict,
      notesAlarms: circumstances.notesAlarms,
      mainlineAlarms: circumstances.mainlineAlarms,
      doubts: circumstances.doubts
    )
    facts.clock = max(court.setting.clock, court.setting.time)
    facts.landedAfter = try landedAfter(repository)
    if let doubt = try await court.doubtOfPolicy(before: position, in: repository) {
      facts.doubts.append(doubt)
    }
    if !change.moves.isEmpty, let timeline = try await court.timeline(in: repository) {
      let history = MoveHistory(court, change, policy, timeline, before: position)
      facts.moves = try await history.facts(in: repository)
      facts.restored = try await history.restored(in: repository)
      facts.checks = try await checks(timeline, repository)
    }
    if change.environment == EnvironmentChange.policy {
      facts.proposed = try ProposedPolicy(of: change.commit, in: repository)
      facts.revokedKeys = try policy.keysRevoked(alone: change, in: repository)
    }
    facts.silent = try court.silent(in: policy)
    if let ask = court.setting.github, policy.policy.wantsGitHub(in: change.environment) {
      facts.github = try await ask(change, policy, court, repository)
    }
    try await hear(ledger, &facts, in: repository)
    return facts
  }

  /// Who said no to the change.
  var rejections: [Word] {
    get async throws {
      guard let reference else { return [] }
      return try await court.standing(of: policy).words(on: reference)
        .filter { $0.decision == .reject }
    }
  }

  /// Takes in what was said of the change.
  private func hear(
    _ ledger: Ledger,
    _ facts: inout GateCase,
    in repository: borrowing Repository
  ) async throws {
    guard let reference = facts.reference else { return }
    facts.words = try await court.standing(of: policy).words(on: reference)
    facts.records = ledger.records(for: reference.change)
    facts.ownBranches = ownBranches(facts.records, policy.policy, repository)
    for record in facts.records where record.isGood && record.approval?.decision == .approve {
      let isProven = try await court.isWitnessed(
        record,
        since: policy,
        by: court.circumstances.witnesses,
        of: change.commit,
        repository
      )
      if !isProven { facts.unwitnessed.insert(record.name) }
    }
    guard facts.words.flatMap(\.records).contains(where: { $0.approval?.emergency != nil }) else {
      return
    }
    facts.overdueReviews = try await court.overdueReviews(
      in: change.environment,
      before: position,
      by: policy,
      asOf: opened(facts),
      repository
    )
  }

  /// The approvals of branches that the approvers made themselves: a squash lands them under another name.
  ///
  /// Each record is held against the branch that it names itself: what somebody else approved once says nothing of it.
  private func ownBranches(
    _ records: [LedgerRecord],
    _ policy: Policy,
    _ repository: borrowing Repository
  ) -> Set<RecordName> {
    guard change.isOnMainline, let base = change.base else { return [] }
    var authors: [ObjectID: [ChangeAuthor]] = [:]
    var own: Set<RecordName> = []
    for record in records where record.isGood {
      guard let approval = record.approval, approval.decision == .approve,
        let person = policy.people.first(where: { $0.name == approval.approver })
      else { continue }
      let tip = approval.subject.commit
      guard !change.branch.contains(tip), court.position(of: tip) == nil, repository.isHere(tip)
      else { continue }
      let made = authors[tip] ?? EnvironmentChange.authors(of: tip, since: base, in: repository)
      authors[tip] = made
      if made.contains(where: { person.owns(email: $0.email) }) { own.insert(record.name) }
    }
    return own
  }

  /// When the gate was opened by an emergency: of what has landed, as it landed or was approved, whichever came last.
  private func opened(_ facts: GateCase) -> Int {
    // What anybody may write without a key opens nothing, and opens it no earlier.
    let approved = facts.words.flatMap(\.records).compactMap { record in
      record.approval?.emergency == nil ? nil : record.approval?.issuedAt
    }
    guard change.isOnMainline, let landed = facts.landedAfter else { return court.setting.time }
    return min(court.setting.time, max(landed, approved.min() ?? landed))
  }

  /// The earliest time at which the change can have landed: commits' times may be dated back, but not behind what the
  /// mainline had before, nor behind what a machine saw that did not see it yet.
  private func landedAfter(_ repository: borrowing Repository) throws -> Int? {
    guard change.isOnMainline else { return nil }
    let before = try change.base.map { try repository.commit($0).committer.time }
    let seen = court.circumstances.witnesses
      .filter { $0.position.map { $0 < position } ?? false }.map(\.time).max()
    return [change.committer.time, before, seen].compactMap(\.self).max()
  }

  /// What approvals must be bound to; `nil` where that cannot be told, or the policy gives the repository no name.
  private var reference: ChangeReference? {
    guard let repository = policy.policy.repository,
      // Why it cannot be told, the change's gaps say.
      let digest = try? ChangeDigest.digest(of: change, repository: repository)
    else { return nil }
    return ChangeReference(
      repository: repository,
      environment: change.environment,
      change: digest
    )
  }

  /// The results of checks that the gate may ask for, of tags that stood there when they were tested, and before the change.
  ///
  /// As approvals they may come while the deployment waits: what counts is when the tag came there, not when it was
  /// tested.
  private func checks(
    _ timeline: Timeline,
    _ repository: borrowing Repository
  ) async throws -> [CheckResult] {
    guard
      case .requirements(let gate)? = policy.policy.environment(named: change.environment)?.gate,
      !gate.checks.isEmpty
    else { return [] }
    return try await court.checks(by: policy, repository).compactMap { check in
      guard gate.checks.contains(check.name),
        let place = court.position(of: check.subject.commit)
      else { return nil }
      let stood = check.services.filter { tested in
        let key = PointerKey(service: tested.service, environment: check.environment)
        let period = court.history(of: key, in: timeline).whole.period(at: place)
        guard let period, period.tag == tested.tag, let version = period.version(at: place),
          version.commit == nil || version.position < position
        else { return false }
        // Of another digest under the same tag it says nothing.
        return change.moves.contains { move in
          move.service == tested.service && version.isSame(as: move.after)
        }
      }
      guard !stood.isEmpty else { return nil }
      var result = check
      result.services = stood
      return result
    }
  }
}

extension Court {
  /// The good records of machines that may record checks; of one whose key was removed since, only what others saw before,
  /// unless it is a failure.
  fileprivate func checks(
    by policy: PolicyTree,
    _ repository: borrowing Repository
  ) async throws -> [CheckResult] {
    if let known = knownChecks[policy.commit] { return known }
    let checkers = policy.policy.checkers.filter { $0.may.contains(.checks) }.map(\.name)
    var checks: [CheckResult] = []
    for record in try await ledger(for: policy).records where record.isGood {
      guard case .check(let check) = record.statement,
        check.repository == policy.policy.repository, checkers.contains(check.checker)
      else { continue }
      let isProven = try await isWitnessed(
        record,
        since: policy,
        by: circumstances.witnesses,
        repository
      )
      if isProven || check.outcome == .fail { checks.append(check) }
    }
    knownChecks[policy.commit] = checks
    return checks
  }
}

extension Policy {
  /// Whether GitHub's word changes a verdict on the environment.
  fileprivate func wantsGitHub(in name: String) -> Bool {
    guard let environment = environment(named: name) else { return false }
    return environment.require != .note || environment.authorship == .proven
  }
}
