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

  /// Copies of a pointer that move alike are one; a copy that moves elsewhere is one of its own.
  private var distinctMoves: [ChangeMove] {
    var seen: Set<[String?]> = []
    return change.moves.filter { move in
      seen.insert([move.service, move.from, move.to, move.after?.companion]).inserted
    }
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
    for (period, _) in history.periods(of: tag, before: position)
    where period.isSame(as: move.after, comparing: .whereBothSay) {
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
    var refused: RestoredState?
    // The same state may have been there several times, and one that was allowed is enough.
    for (period, age) in history.periods(of: tag, before: position)
    where age > 0 && period.isSame(as: move.after, comparing: .always) {
      let end = history.end(ofAge: age, before: position) - 1
      guard try isRestored(move, asOf: end, in: repository) else { continue }
      let environment = change.environment
      if try await court.wasAllowed(period, in: environment, repository) ?? false {
        return RestoredState(age: age, wasAllowed: true)
      }
      refused = refused ?? RestoredState(age: age, wasAllowed: false)
    }
    return refused
  }

  /// Whether the change edits nothing beside its pointers, or brings back all that the service had at a place of the
  /// mainline: what is between the two was never there.
  private func isRestored(
    _ move: ChangeMove,
    asOf place: Int,
    in repository: borrowing Repository
  ) throws -> Bool {
    guard !change.files.isEmpty else { return true }
    guard timeline.mainline.indices.contains(place) else { return false }
    let then = try repository.mainlineCommit(timeline.mainline[place]).tree
    let now = change.tree
    let folders = Set(change.moves.map { Self.folder(of: $0.path) })
    let own = Self.folder(of: move.path)
    guard change.files.allSatisfy({ file in folders.contains { Self.isBelow($0, file.path) } }),
      let environment = policy.policy.layout.environment(named: change.environment)
    else { return false }
    return try repository.difference(from: then, to: now) { _ in true }.allSatisfy { difference in
      !policy.policy.layout.isInScope(difference.path, of: environment)
        || !Self.isBelow(own, difference.path)
    }
  }

  /// Where a service's files are: beside its pointer.
  private static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
  }

  private static func isBelow(_ folder: String, _ path: String) -> Bool {
    path.utf8.starts(with: folder.utf8)
  }
}

/// When what goes along with a tag, as a digest, must be the same too.
private enum Companions {
  case always
  /// The environment before may write tags alone.
  case whereBothSay
}

extension PointerPeriod {
  fileprivate func isSame(as written: WrittenTag?, comparing companions: Companions) -> Bool {
    guard value?.companion != written?.companion else { return true }
    return companions == .whereBothSay && (value?.companion == nil || written?.companion == nil)
  }
}
