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

  func gateCase(in repository: borrowing Repository) async throws -> GateCase {
    let ledger = try await court.ledger(for: policy)
    let reference = reference
    var facts = GateCase(
      change: change,
      reference: reference,
      policy: policy.policy,
      time: court.time,
      notesAlarms: court.alarms,
      doubts: court.doubts
    )
    for move in distinctMoves { facts.moves.append(try await self.facts(of: move, in: repository)) }
    facts.restored = try await restored(in: repository)
    if let reference {
      facts.words = Standing(of: ledger, where: policy.policy.believes).words(on: reference)
      facts.records = ledger.records(for: reference.change)
    }
    facts.checks = checks(among: ledger)
    return facts
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

  // MARK: Moves

  /// One for each service: copies of a pointer move together.
  private var distinctMoves: [ChangeMove] {
    var seen: Set<String> = []
    return change.moves.filter { seen.insert($0.service).inserted }
  }

  private func history(of service: String, in environment: String) -> PointerHistory {
    court.timeline.history(of: PointerKey(service: service, environment: environment))
  }

  private func facts(
    of move: ChangeMove,
    in repository: borrowing Repository
  ) async throws -> MoveFacts {
    let source = policy.policy.layout.environments.first { $0.name == change.environment }?.from
    let own = history(of: move.service, in: change.environment)
    let before = PointerHistory(
      key: own.key,
      periods: [],
      moves: own.moves.filter { $0.commit.position < position }
    )
    return MoveFacts(
      service: move.service,
      from: move.from,
      to: move.to,
      path: move.path,
      source: source,
      ranInSource: try await ran(move, in: source, repository),
      isHeld: move.to.map(before.isHeld) ?? false,
      isOlder: isOlder(move)
    )
  }

  private func isOlder(_ move: ChangeMove) -> Bool {
    guard let from = move.from, let to = move.to else { return false }
    return policy.policy.layout.entries(reading: move.path)
      .contains { $0.compare(to, from) == .older }
  }

  /// Whether the tag ran in the environment before by an allowed change; `nil` where nobody can tell.
  private func ran(
    _ move: ChangeMove,
    in source: String?,
    _ repository: borrowing Repository
  ) async throws -> Bool? {
    guard let source, let tag = move.to else { return nil }
    let history = history(of: move.service, in: source)
    for period in history.periods.reversed()
    where period.tag == tag && period.position < position {
      if try await wasAllowed(period, in: source, repository) { return true }
    }
    return history.isCertain ? false : nil
  }

  private func wasAllowed(
    _ period: PointerPeriod,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard let since = period.since else { return true }
    let judgement = try await court.judgement(of: since.id, on: environment, in: repository)
    // What moved in a commit that nothing was asked of stood there before the first policy.
    guard let verdict = judgement?.verdict else { return true }
    return verdict.outcome == .allowed
  }

  // MARK: Rollbacks

  /// The state that the change goes back to, where all its pointers go back and nothing else differs from there.
  private func restored(in repository: borrowing Repository) async throws -> RestoredState? {
    guard !change.moves.isEmpty else { return nil }
    var (age, isAllowed) = (0, true)
    for move in distinctMoves {
      guard let state = try await state(before: move, in: repository) else { return nil }
      (age, isAllowed) = (max(age, state.age), isAllowed && state.wasAllowed)
    }
    return RestoredState(age: age, wasAllowed: isAllowed)
  }

  private func state(
    before move: ChangeMove,
    in repository: borrowing Repository
  ) async throws -> RestoredState? {
    let periods = history(of: move.service, in: change.environment).periods
      .filter { $0.position < position }
    guard let tag = move.to, periods.last?.tag == move.from else { return nil }
    for (age, period) in periods.reversed().enumerated().dropFirst() where period.tag == tag {
      let end = periods[periods.count - age].position - 1
      guard try isRestored(asOf: end, in: repository) else { return nil }
      return RestoredState(
        age: age,
        wasAllowed: try await wasAllowedWithoutException(period, repository)
      )
    }
    return nil
  }

  /// Whether every other file that the change touches is as it was at a place of the mainline.
  private func isRestored(
    asOf place: Int,
    in repository: borrowing Repository
  ) throws -> Bool {
    guard !change.files.isEmpty else { return true }
    guard court.timeline.mainline.indices.contains(place) else { return false }
    let then = try repository.mainlineCommit(court.timeline.mainline[place]).tree
    let now = try repository.mainlineCommit(change.commit).tree
    for file in change.files {
      guard
        try repository.entry(at: file.path, in: then) == repository.entry(at: file.path, in: now)
      else { return false }
    }
    return true
  }

  private func wasAllowedWithoutException(
    _ period: PointerPeriod,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard let since = period.since else { return true }
    let judgement = try await court.judgement(
      of: since.id,
      on: change.environment,
      in: repository
    )
    guard let verdict = judgement?.verdict else { return true }
    return verdict.outcome == .allowed && !verdict.exception
  }

  // MARK: Checks

  /// The good records of machines that may record them, of tags that stood there when they were tested.
  private func checks(among ledger: Ledger) -> [CheckResult] {
    ledger.records.compactMap { record in
      guard record.isGood, case .check(let check) = record.statement,
        check.repository == policy.policy.repository, mayRecord(check.checker),
        let place = court.position(of: check.subject.commit), place < position
      else { return nil }
      let stood = check.services.filter { tested in
        history(of: tested.service, in: check.environment).period(at: place)?.tag == tested.tag
      }
      guard !stood.isEmpty else { return nil }
      var result = check
      result.services = stood
      return result
    }
  }

  private func mayRecord(_ name: String) -> Bool {
    policy.policy.checkers.contains { $0.name == name && $0.may.contains(.checks) }
  }
}
