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
      isHeld: try await isHeld(move, own, repository),
      isOlder: isOlder(move),
      isAnother: move.from != move.to || move.before?.companion != move.after?.companion
    )
  }

  /// Whether the pointer was rolled back from the tag, by allowed changes: what was not allowed neither holds a tag nor
  /// brings it back.
  private func isHeld(
    _ move: ChangeMove,
    _ history: KnownHistory,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard let tag = move.to, history.mayBeHeld(tag, before: position) else { return false }
    let states = try await states(history, repository)
    return HeldTags(after: states.filter(\.wasAllowed).map(\.period.tag)).contains(tag)
  }

  /// A while before the change, and whether what brought it was allowed, if as an exception.
  private struct State {
    let period: PointerPeriod
    let wasAllowed: Bool
  }

  private func states(
    _ history: KnownHistory,
    _ repository: borrowing Repository
  ) async throws -> [State] {
    let environment = change.environment
    let periods = history.periods(before: position)
    try await court.prepareUnsettled(periods.compactMap(\.since?.id), environment, repository)
    var states: [State] = []
    for period in periods {
      let first = period.versions[0]
      let outcome = try await outcome(of: first, in: environment, repository)
      states.append(State(period: period, wasAllowed: outcome == .allowed))
    }
    return states
  }

  private func isOlder(_ move: ChangeMove) -> Bool {
    // What was taken away and comes back is held against what was there.
    let gone = history(of: move.service, in: change.environment).periods(before: position)
      .last { $0.tag != nil }?.tag
    guard let from = move.from ?? gone, let to = move.to else { return false }
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
    for period in history.periods(of: tag, before: position) {
      for version in period.versions
      where version.position < position && version.isSame(as: move.after) {
        switch try await outcome(of: version, in: source, repository) {
        case .allowed: return true
        case .undecided: isCertain = false
        case .refused: continue
        }
      }
    }
    return isCertain ? false : nil
  }

  private func outcome(
    of version: PointerPeriod.Version,
    in environment: String,
    _ repository: borrowing Repository
  ) async throws -> Verdict.Outcome {
    guard let commit = version.commit else { return .allowed }
    return try await court.outcome(of: commit, in: environment, repository)
  }

  // MARK: Rollbacks

  /// The state that the change goes back to, where all its pointers go back and nothing else differs from there.
  func restored(in repository: borrowing Repository) async throws -> RestoredState? {
    guard !change.moves.isEmpty,
      let rule = policy.policy.environment(named: change.environment)?.rollback
    else { return nil }
    var (age, isAllowed) = (0, true)
    for move in distinctMoves {
      let state = try await state(before: move, within: rule.within, in: repository)
      guard let state else { return nil }
      (age, isAllowed) = (max(age, state.age), isAllowed && state.wasAllowed)
    }
    return RestoredState(age: age, wasAllowed: isAllowed)
  }

  private func state(
    before move: ChangeMove,
    within most: Int,
    in repository: borrowing Repository
  ) async throws -> RestoredState? {
    let history = history(of: move.service, in: change.environment)
    let earlier = history.periods(before: position)
    guard let tag = move.to, let last = earlier.last, last.tag == move.from else { return nil }
    let candidates = history.indices(of: tag, before: position)
      .filter { $0 < earlier.endIndex - 1 }
    guard !candidates.isEmpty else { return nil }
    let states = try await states(history, repository)
    // The same state may have been there several times, and one that was allowed is enough.
    for index in candidates {
      // What was refused in between was no state that anybody let be.
      let later = states[(index + 1)...].count(where: \.wasAllowed)
      let age = later + (states.last?.wasAllowed == true ? 0 : 1)
      let environment = change.environment
      let first = earlier[index].versions[0]
      let wasAllowed = try await court.wasAllowed(first, in: environment, repository)
      let span = earlier[index].position..<earlier[index + 1].position
      // What is too old, or was refused, is no fast track; whether it is that very state is dear to tell.
      guard age <= most, wasAllowed == true,
        try await isRestored(move, during: span, in: repository)
      else { continue }
      return RestoredState(age: age, wasAllowed: true)
    }
    return nil
  }

  /// How often a pointer may be written anew under its tag, before nobody looks at older spellings of it.
  private static let mostVersions = 50

  /// Whether the change brings back what the pointer was in some part of a while, as far as allowed changes wrote it: what
  /// somebody made of it without leave, under the same tag, is no state to go back to.
  private func isRestored(
    _ move: ChangeMove,
    during span: Range<Int>,
    in repository: borrowing Repository
  ) async throws -> Bool {
    let key = PointerKey(service: move.service, environment: change.environment)
    let paths = Set(change.moves.filter { $0.service == move.service }.map(\.path))
    var place = span.upperBound - 1
    for _ in 0..<Self.mostVersions where place >= span.lowerBound {
      guard timeline.mainline.indices.contains(place) else { return false }
      let setters = try PlaceSetters(
        of: key,
        in: paths,
        at: timeline.mainline[place],
        layout: policy.policy.layout,
        repository
      )
      var isAllowed = true
      // Where nothing stood there is nothing to go back to.
      guard !setters.written.isEmpty else { return false }
      for setter in setters.commits {
        let may = try await court.mayBeRestored(setter, in: change.environment, repository)
        isAllowed = isAllowed && may
      }
      if isAllowed,
        try await isRestored(move, asOf: place, writing: setters.written, in: repository)
      {
        return true
      }
      guard let last = setters.commits.compactMap(court.position(of:)).max() else { return false }
      place = last - 1
    }
    return false
  }

  /// Whether all places of the service's pointer are written as they were at a place of the mainline, and either nothing
  /// else is edited, or all that the service had then is brought back.
  private func isRestored(
    _ move: ChangeMove,
    asOf place: Int,
    writing written: Set<[UInt8]>,
    in repository: borrowing Repository
  ) async throws -> Bool {
    guard timeline.mainline.indices.contains(place) else { return false }
    let then = timeline.mainline[place]
    let own = change.moves.filter { $0.service == move.service }
    let folders = Set(change.files.isEmpty ? [] : own.map { Self.folder(of: $0.path) })
    let difference = try court.difference(
      of: PointerKey(service: move.service, environment: change.environment),
      below: folders,
      by: policy,
      from: try repository.mainlineCommit(then).tree,
      to: change.tree,
      in: repository
    )
    // A place that there was not yet may go along with those that were, if it says the very same.
    let isSame = difference.places.allSatisfy { place in
      guard let after = place.after else { return true }
      return place.before == nil && written.contains(Array(after.written.utf8))
    }
    guard difference.isDecided, isSame, difference.files.isEmpty else { return false }
    return try await areFilesAllowed(asOf: then, in: repository)
  }

  /// Whether the edited files lie beside the pointers, and what they had then was allowed, down to each line: a state that
  /// nobody let be is not brought back by restoring it.
  private func areFilesAllowed(
    asOf then: ObjectID,
    in repository: borrowing Repository
  ) async throws -> Bool {
    guard !change.files.isEmpty else { return true }
    let folders = Set(change.moves.map { Self.folder(of: $0.path) })
    guard change.files.allSatisfy({ file in folders.contains { Self.isBelow($0, file.path) } })
    else { return false }
    let commits = try ContentOrigins.commits(
      behind: Set(change.files.map(\.path)),
      in: change.environment,
      at: then,
      layout: policy.policy.layout,
      repository
    )
    try await court.prepareUnsettled(commits, change.environment, repository)
    for commit in commits {
      guard try await court.mayBeRestored(commit, in: change.environment, repository) else {
        return false
      }
    }
    return true
  }

  /// Where a service's files are: beside its pointer.
  private static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
  }

  private static func isBelow(_ folder: String, _ path: String) -> Bool {
    path.utf8.starts(with: folder.utf8)
  }
}

extension PointerPeriod.Version {
  /// Whether it is what is written, as far as both say what goes along with the tag: the environment before may write tags
  /// alone.
  func isSame(as written: WrittenTag?) -> Bool {
    value?.companion == written?.companion || value?.companion == nil || written?.companion == nil
  }
}
