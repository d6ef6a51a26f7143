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

  init(layout: Layout) {
    let pairs = layout.environments.compactMap { environment in
      environment.from.map { (environment.name, $0) }
    }
    environmentBefore = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    judge = MoveJudge(environmentBefore: environmentBefore)
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
      if let pointer = transition.after {
        records[transition.key]?.renew(pointer, by: commit, position)
      }
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
    head: ObjectID,
    mainline: [ObjectID],
    isComplete: Bool,
    unknown: Set<PointerKey>
  ) -> Timeline {
    for key in unknown { records[key, default: PointerRecord()].isKnown = false }
    return Timeline(
      head: head,
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

  mutating func renew(_ pointer: Pointer, by commit: ObjectID, _ position: Int) {
    guard let last = periods.popLast() else { return }
    let revision =
      last.value == pointer.value
      ? nil
      : PointerPeriod.Revision(
        before: last.value,
        after: pointer.value,
        commit: commit,
        position: position
      )
    periods.append(
      PointerPeriod(
        value: pointer.value,
        path: pointer.place.path,
        line: pointer.place.line,
        since: last.since,
        revisions: last.revisions + [revision].compactMap(\.self)
      )
    )
  }
}
