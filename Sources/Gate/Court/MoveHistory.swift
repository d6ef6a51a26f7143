import Git
import History
import Pointers

/// What the history of its pointers says of a change.
struct MoveHistory {
  private let court: Court
  private let change: EnvironmentChange
  private let policy: PolicyTree
  private let timeline: Timeline
  /// The place of the change on the mainline; for a candidate, the place behind the last.
  private let position: Int

  init(
    _ court: Court,
    _ change: EnvironmentChange,
    _ policy: PolicyTree,
    _ timeline: Timeline,
    before position: Int
  ) {
    self.court = court
    self.change = change
    self.policy = policy
    self.timeline = timeline
    self.position = position
  }

  /// One for each service.
  func facts(in repository: borrowing Repository) async throws -> [MoveFacts] {
    var facts: [MoveFacts] = []
    for move in distinctMoves { facts.append(try await self.facts(of: move, in: repository)) }
    return facts
  }

  /// One for each service: copies of a pointer move together.
  private var distinctMoves: [ChangeMove] {
    var seen: Set<String> = []
    return change.moves.filter { seen.insert($0.service).inserted }
  }

  private func history(of service: String, in environment: String) -> KnownHistory {
    court.history(of: PointerKey(service: service, environment: environment), in: timeline)
  }

  private func facts(
    of move: ChangeMove,
    in repository: borrowing Repository
  ) async throws -> MoveFacts {
    let source = policy.policy.layout.environments.first { $0.name == change.environment }?.from
    let own = history(of: move.service, in: change.environment)
    return MoveFacts(
      service: move.service,
      from: move.from,
      to: move.to,
      path: move.path,
      source: source,
      ranInSource: try await ran(move, in: source, repository),
      isHeld: move.to.map { own.wasHeld($0, at: places) } ?? false,
      isOlder: isOlder(move)
    )
  }

  /// Where the change landed; several places for a run of a rebase.
  private var places: ClosedRange<Int>? {
    court.position(of: change.commit).flatMap { last in
      change.isOnMainline && position <= last ? position...last : nil
    }
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
    var isCertain = history.whole.isCertain
    for (period, _) in history.periods(of: tag, before: position) {
      switch try await outcome(of: period, in: source, repository) {
      case .allowed: return true
      case .undecided: isCertain = false
      case .refused: continue
      }
    }
    return isCertain ? false : nil
  }

  private func outcome(
    of period: PointerPeriod,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Verdict.Outcome {
    guard let since = period.since else { return .allowed }
    let said = try await court.settled(since.id, on: environment, in: repository)
    // What moved in a commit that nothing was asked of stood there before the first policy.
    return said?.outcome ?? .allowed
  }

  // MARK: Rollbacks

  /// The state that the change goes back to, where all its pointers go back and nothing else differs from there.
  func restored(in repository: borrowing Repository) async throws -> RestoredState? {
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
    let history = history(of: move.service, in: change.environment)
    guard let tag = move.to, history.period(before: position)?.tag == move.from else { return nil }
    let earlier = history.periods(of: tag, before: position).first { $0.age > 0 }
    guard let (period, age) = earlier,
      try isRestored(asOf: history.end(ofAge: age, before: position) - 1, in: repository)
    else { return nil }
    return RestoredState(
      age: age,
      wasAllowed: try await court.wasAllowed(period, in: change.environment, repository) ?? false
    )
  }

  /// Whether every other file that the change touches is as it was at a place of the mainline.
  private func isRestored(
    asOf place: Int,
    in repository: borrowing Repository
  ) throws -> Bool {
    guard !change.files.isEmpty else { return true }
    guard timeline.mainline.indices.contains(place) else { return false }
    let then = try repository.mainlineCommit(timeline.mainline[place]).tree
    let now = change.tree
    for file in change.files {
      guard
        try repository.entry(at: file.path, in: then) == repository.entry(at: file.path, in: now)
      else { return false }
    }
    return true
  }
}
