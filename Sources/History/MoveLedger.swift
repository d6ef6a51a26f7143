import Git
import Pointers

/// Where the moves of a mainline are written down, oldest first.
struct MoveLedger {
  private let environmentBefore: [String: String]
  private var judge: MoveJudge
  private var moves: [Move] = []
  private var gaps: [Gap] = []
  private var doubted: Set<PointerKey> = []
  private var isAllDoubted = false
  private var names = SharedNames()
  private var records: [PointerKey: PointerRecord] = [:]
  private let keepsRenewals: Bool
  /// What was renewed without a move, where that is kept.
  private(set) var renewals: [IndexedHistory.Renewal] = []

  /// - Parameters:
  ///   - layout: Says which environment comes before which.
  ///   - keepsRenewals: Whether what is no move is kept one by one, for an index.
  init(layout: Layout, keepsRenewals: Bool = false) {
    self.keepsRenewals = keepsRenewals
    environmentBefore = layout.environmentBefore
    judge = MoveJudge(environmentBefore: environmentBefore)
  }

  /// Goes on where an index ends.
  init(resuming history: IndexedHistory, layout: Layout) {
    self.init(layout: layout, keepsRenewals: true)
    records = history.records()
    moves = history.moves
    renewals = history.renewals
    for gap in history.gaps { add(gap) }
    for move in moves { if let tag = move.to { judge.hold(tag, move.key) } }
  }

  /// Whether the pointers hold what is said, in those places: nothing else, and nothing more.
  func holds(_ transitions: [PointerTracker.Transition]) -> Bool {
    let standing = records.filter { $0.value.periods.last?.value != nil }
    guard standing.count == transitions.count else { return false }
    return transitions.allSatisfy { transition in
      guard let pointer = transition.after, let last = standing[transition.key]?.periods.last else {
        return false
      }
      return last.value == pointer.value && last.path == pointer.place.path
        && last.line == pointer.place.line
    }
  }

  mutating func add(_ gap: Gap) {
    gaps.append(gap)
    if let keys = gap.keys { doubted.formUnion(keys) } else { isAllDoubted = true }
  }

  /// Takes over what stood already in the oldest commit of a history that was cut off.
  mutating func start(with transitions: [PointerTracker.Transition]) {
    for transition in transitions {
      guard let pointer = transition.after else { continue }
      judge.hold(pointer.tag, transition.key)
      records[transition.key, default: PointerRecord()].begin(pointer, since: nil)
    }
  }

  /// Takes over new places and companions of pointers that did not move.
  mutating func renew(
    _ transitions: [PointerTracker.Transition],
    by commit: ObjectID,
    _ position: Int
  ) {
    for transition in transitions where !transition.isMove {
      guard let pointer = transition.after else { continue }
      let place = (path: pointer.place.path, line: pointer.place.line)
      records[transition.key]?.renew(pointer.value, at: place, by: commit, position)
      guard keepsRenewals else { continue }
      renewals.append(
        .init(
          position: position,
          commit: commit,
          key: transition.key,
          value: pointer.value,
          path: place.path,
          line: place.line
        )
      )
    }
  }

  /// Writes down the moves of one commit.
  mutating func record(
    _ transitions: [PointerTracker.Transition],
    by commit: Commit,
    _ position: Int
  ) {
    renew(transitions, by: commit.id, position)
    let moved = transitions.filter(\.isMove)
    let judgements = judge.judge(moved.map(change))
    // Most moves are no rollbacks, and reading messages is slow.
    let isLabelled =
      judgements.contains { $0.kind == .rollback } && RollbackLabel.isPresent(in: commit.message)
    let place = MoveCommit(
      id: commit.id,
      position: position,
      author: names.shared(commit.author),
      committer: names.shared(commit.committer)
    )
    for (transition, judgement) in zip(moved, judgements) {
      add(transition, judgement, place, isLabelled: isLabelled)
    }
  }

  private func change(_ transition: PointerTracker.Transition) -> PointerChange {
    PointerChange(
      transition.key,
      from: transition.before?.tag,
      to: transition.after?.tag,
      standing: transition.standing
    )
  }

  private mutating func add(
    _ transition: PointerTracker.Transition,
    _ judgement: Judgement,
    _ commit: MoveCommit,
    isLabelled: Bool
  ) {
    guard let pointer = transition.after ?? transition.before else { return }
    records[transition.key, default: PointerRecord()].moves.append(moves.count)
    moves.append(
      Move(
        commit: commit,
        key: transition.key,
        before: transition.before?.value,
        after: transition.after?.value,
        path: pointer.place.path,
        line: pointer.place.line,
        kind: judgement.kind,
        downgrade: judgement.downgrade,
        skipped: judgement.skipped,
        unlabelled: judgement.kind == .rollback && !isLabelled,
        isCertain: !transition.isBlurred && isCertain(transition.key, judgement)
      )
    )
    records[transition.key]?.begin(transition.after, since: commit, at: pointer.place)
  }

  /// Whether nothing that could not be read may tell otherwise.
  ///
  /// What was seen stands: a gap may only hide that a tag ran before.
  private func isCertain(_ key: PointerKey, _ judgement: Judgement) -> Bool {
    let restsOnAbsence = judgement.kind == .change || judgement.kind == .promotion
    if restsOnAbsence, isDoubted(key) { return false }
    guard judgement.skipped || judgement.kind == .change,
      let environment = environmentBefore[key.environment]
    else { return true }
    return !isDoubted(PointerKey(service: key.service, environment: environment))
  }

  private func isDoubted(_ key: PointerKey) -> Bool { isAllDoubted || doubted.contains(key) }

  consuming func timeline(
    mainline: [ObjectID],
    isComplete: Bool,
    unknown: Set<PointerKey>
  ) -> Timeline {
    for key in unknown { records[key, default: PointerRecord()].isKnown = false }
    return Timeline(
      mainline: mainline,
      moves: moves,
      gaps: gaps,
      isComplete: isComplete,
      environmentBefore: environmentBefore,
      records: records
    )
  }
}

/// The few people of a long history, so that their names are kept once and not for every move.
private struct SharedNames {
  private var known: [String: String] = [:]

  mutating func shared(_ signature: Signature) -> Signature {
    Signature(
      name: shared(signature.name),
      email: shared(signature.email),
      time: signature.time,
      offset: signature.offset
    )
  }

  private mutating func shared(_ name: String) -> String {
    if let known = known[name] { return known }
    known[name] = name
    return name
  }
}

extension PointerRecord {
  mutating func begin(_ pointer: Pointer, since commit: MoveCommit?) {
    begin(pointer, since: commit, at: pointer.place)
  }

  mutating func begin(_ pointer: Pointer?, since commit: MoveCommit?, at place: Place) {
    periods.append(
      PointerPeriod(value: pointer?.value, path: place.path, line: place.line, since: commit)
    )
  }

  mutating func renew(
    _ value: PointerValue,
    at place: (path: String, line: Int),
    by commit: ObjectID,
    _ position: Int
  ) {
    guard let last = periods.popLast() else { return }
    let revision =
      last.value == value
      ? nil
      : PointerPeriod.Revision(
        before: last.value,
        after: value,
        commit: commit,
        position: position
      )
    periods.append(
      PointerPeriod(
        value: value,
        path: place.path,
        line: place.line,
        since: last.since,
        revisions: last.revisions + [revision].compactMap(\.self)
      )
    )
  }
}
