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
    if let doubt = try await court.doubtOfPolicy(before: position, in: repository) {
      facts.doubts.append(doubt)
    }
    if !change.moves.isEmpty, let timeline = try await court.timeline(in: repository) {
      let history = MoveHistory(court, change, policy, timeline, before: position)
      facts.moves = try await history.facts(in: repository)
      facts.restored = try await history.restored(in: repository)
      facts.checks = try await checks(timeline)
    }
    if change.environment == EnvironmentChange.policy {
      facts.proposed = try ProposedPolicy(of: change.commit, in: repository)
    }
    try await hear(ledger, &facts, in: repository)
    return facts
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
    for record in facts.records where record.isGood && record.approval?.decision == .approve {
      let isProven = try await court.isWitnessed(
        record,
        since: policy,
        by: court.circumstances.witnesses,
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
      repository
    )
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

  /// The results of checks that the gate may ask for, of tags that stood there when they were tested.
  private func checks(_ timeline: Timeline) async throws -> [CheckResult] {
    guard
      case .requirements(let gate)? = policy.policy.environment(named: change.environment)?.gate,
      !gate.checks.isEmpty
    else { return [] }
    return try await court.checks(by: policy).compactMap { check in
      guard gate.checks.contains(check.name),
        let place = court.position(of: check.subject.commit), place < position
      else { return nil }
      let stood = check.services.filter { tested in
        let key = PointerKey(service: tested.service, environment: check.environment)
        return court.history(of: key, in: timeline).whole.period(at: place)?.tag == tested.tag
      }
      guard !stood.isEmpty else { return nil }
      var result = check
      result.services = stood
      return result
    }
  }
}

extension Court {
  /// The good records of machines that may record checks.
  fileprivate func checks(by policy: PolicyTree) async throws -> [CheckResult] {
    if let known = knownChecks[policy.commit] { return known }
    let checkers = policy.policy.checkers.filter { $0.may.contains(.checks) }.map(\.name)
    let checks = try await ledger(for: policy).records.compactMap { record -> CheckResult? in
      guard record.isGood, case .check(let check) = record.statement,
        check.repository == policy.policy.repository, checkers.contains(check.checker)
      else { return nil }
      return check
    }
    knownChecks[policy.commit] = checks
    return checks
  }
}
