import Gate
import Git
import History
import Pointers
import Reports

/// Judges what is asked about, part by part.
struct Trial {
  /// How many commits are read at once: each batch walks back once to who set things before, and is then forgotten.
  private static let batch = 20_000

  let room: Courtroom
  /// Whether the subjects are what made the present contents, and not simply commits.
  var isOfContents = false

  /// The verdicts.
  ///
  /// The oldest are judged first, since the others rest on them.
  ///
  /// - Parameters:
  ///   - subjects: What is judged.
  ///   - session: The run.
  /// - Returns: By environment in promotion order, then newest first.
  /// - Throws: `GitError`, mistakes in the files of a policy in force, `SignaturesUnchecked`.
  func entries(
    of subjects: [VerifySubjects.Subject],
    in session: borrowing Session
  ) async throws -> [VerifyReport.Entry] {
    let line = session.console.progress("judging")
    defer { line.end() }
    let merged = Self.merged(subjects)
    let order = merged.sorted { place($0.key) < place($1.key) }
    var found: [(place: Int, entry: VerifyReport.Entry)] = []
    for start in stride(from: 0, to: order.count, by: Self.batch) {
      let part = order[start..<min(order.count, start + Self.batch)]
      line.show(start, of: order.count)
      try await room.court.prepare(part.map(\.key), in: session.repository)
      for (commit, wishes) in part {
        let own = try await room.court.judgements(of: commit, in: session.repository)
        for judgement in try await own + takenIn(commit, wishes, beside: own, session) {
          guard let isBackground = wishes[judgement.change.environment],
            !isBackground || judgement.isWorthSaying
          else { continue }
          found.append((place(commit), try await entry(judgement, in: session)))
        }
      }
      room.court.forget(part.map(\.key))
    }
    return sorted(found)
  }

  /// What was made outside of an environment that has it now.
  private func takenIn(
    _ commit: ObjectID,
    _ wishes: [String: Bool],
    beside own: [Judgement],
    _ session: borrowing Session
  ) async throws -> [Judgement] {
    guard isOfContents else { return [] }
    var found: [Judgement] = []
    for name in wishes.keys where !own.contains(where: { $0.change.environment == name }) {
      let judgement = try await room.court.judgementOfTakenIn(
        commit,
        by: name,
        in: session.repository
      )
      if let judgement { found.append(judgement) }
    }
    return found
  }

  private func place(_ commit: ObjectID) -> Int { room.court.position(of: commit) ?? Int.max }

  /// For each commit the environments that are asked about, and whether as background alone.
  private static func merged(
    _ subjects: [VerifySubjects.Subject]
  ) -> [ObjectID: [String: Bool]] {
    var merged: [ObjectID: [String: Bool]] = [:]
    for subject in subjects {
      for environment in subject.environments {
        let known = merged[subject.commit]?[environment] ?? true
        merged[subject.commit, default: [:]][environment] = known && subject.isBackground
      }
    }
    return merged
  }

  private func sorted(
    _ found: [(place: Int, entry: VerifyReport.Entry)]
  ) -> [VerifyReport.Entry] {
    let names = room.environments
    func rank(_ entry: VerifyReport.Entry) -> Int {
      names.firstIndex(of: entry.change.environment) ?? names.count
    }
    return found.sorted { (rank($0.entry), -$0.place) < (rank($1.entry), -$1.place) }.map(\.entry)
  }

  private func entry(
    _ judgement: Judgement,
    in session: borrowing Session
  ) async throws -> VerifyReport.Entry {
    let change = judgement.change
    let timeline = try await room.court.timeline(in: session.repository)
    let place = room.court.position(of: change.commit)
    let moves = (place.flatMap { timeline?.moves(at: $0) } ?? [])
      .filter { $0.environment == change.environment }
    let kinds = Set(moves.isEmpty ? change.kinds(judgement.verdict, timeline) : moves.map(\.kind))
    return VerifyReport.Entry(
      change: change,
      verdict: judgement.verdict,
      kind: kinds.count > 1 ? "mixed" : kinds.first?.rawValue,
      subject: try session.repository.commit(change.commit).summary,
      lines: Dictionary(moves.map { ($0.path, $0.line) }, uniquingKeysWith: min)
    )
  }
}

extension Courtroom {
  /// In promotion order, the policy last.
  var environments: [String] {
    policy.policy.layout.environments.map(\.name) + [EnvironmentChange.policy]
  }
}

extension Judgement {
  /// Whether it was not simply allowed.
  fileprivate var isWorthSaying: Bool {
    verdict.outcome != .allowed || verdict.exception
      || verdict.findings.contains { $0.severity == .warning }
  }
}

extension EnvironmentChange {
  /// What its moves would be on the mainline.
  fileprivate func kinds(_ verdict: Verdict, _ timeline: Timeline?) -> [Move.Kind] {
    moves.filter { $0.from != $0.to }.map { move in
      guard let to = move.to else { return .removed }
      guard move.from != nil else { return .added }
      let key = PointerKey(service: move.service, environment: environment)
      if timeline?.history(of: key).didHold(to) == true { return .rollback }
      return timeline?.historyBefore(key)?.didHold(to) == true ? .promotion : .change
    }
  }
}
