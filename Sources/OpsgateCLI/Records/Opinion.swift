import Attestations
import Gate
import Git
import History
import Reports

/// One person's word on what a revision changes: `approve` and `reject`.
struct Opinion {
  let decision: Decision
  let revision: String?
  let environment: String?
  let comment: String?
  var emergency: Approval.Emergency?
  let options: RecordingOptions

  private var purpose: Eligibility.Purpose {
    decision == .reject ? .rejection : emergency == nil ? .approval : .emergency
  }

  /// Shows what it is about, says whether it will count, asks, and records: one record an environment.
  ///
  /// - Throws: `Failure`, `GitError`.
  func run(in session: borrowing Session) async throws {
    let dossier = try await Dossier.gather(revision, in: session)
    let items = try dossier.items(in: environment)
    let writer = try await RecordWriter(session)
    let speaker = Speaker(writer, dossier.trust, now: session.now)
    session.console.warn(dossier.notebook.doubts)
    for item in items { try show(item, dossier, speaker, session) }
    session.console.warn(try await warningsOfToday(items, writer, session))
    let places = items.map { "'\($0.change.environment)'" }.joined(separator: ", ")
    if !options.dryRun {
      try Consent.ask(
        "\(decision.rawValue) \(dossier.commit.id.short) in \(places) as '\(speaker.name)'",
        isGiven: options.yes,
        session.console
      )
    }
    let recording = Recording(
      command: decision.rawValue,
      options: options,
      ref: NotesRef.approvals
    )
    let statements = try items.map { try statement($0, dossier, speaker, session) }
    try await recording.run(statements, with: writer, dossier.trust, in: session)
  }

  private func show(
    _ item: Dossier.Item,
    _ dossier: Dossier,
    _ speaker: Speaker,
    _ session: borrowing Session
  ) throws {
    let judge = RecordJudge(dossier: dossier, now: session.now)
    let review = ChangeReview(
      change: item.change,
      subject: dossier.commit.summary,
      checks: dossier.checks(for: item.change),
      opinions: dossier.standing.words(on: item.reference).compactMap { word in
        word.records.last { $0.approval?.decision == word.decision }.map {
          ChangeReview.Opinion($0, objections: judge.objections(to: $0))
        }
      }
    )
    session.console.say(review.lines(now: session.now))
    session.console.warn(try warnings(item, dossier, speaker, session))
  }

  private func warnings(
    _ item: Dossier.Item,
    _ dossier: Dossier,
    _ speaker: Speaker,
    _ session: borrowing Session
  ) throws -> [Failure.Problem] {
    let tree = dossier.trust.tree
    return speaker.warnings(
      purpose,
      item.change,
      tree.policy,
      revokers: try tree.revokers(of: item.change, in: session.repository)
    )
  }

  /// A key that was good when a change landed and was taken away since shows nothing of when it signed.
  private func warningsOfToday(
    _ items: [Dossier.Item],
    _ writer: RecordWriter,
    _ session: borrowing Session
  ) async throws -> [Failure.Problem] {
    guard items.contains(where: { $0.change.isOnMainline }) else { return [] }
    let view = try session.newestView(readingAround: true, isTold: false)
    let trust = try await session.trustInForce(at: view.id, before: view.id, on: view)
    let now = Speaker(writer, trust, now: session.now)
    let isKnown = now.fingerprint.map { trust.owner(of: $0) != nil } ?? true
    guard now.status != .good || !isKnown else { return [] }
    let what = isKnown ? now.status.rawValue : SignatureStatus.unknownKey.rawValue
    return [
      Failure.Problem(
        message: "this will not count: the key is '\(what)' by the policy that is in force now",
        hints: ["sign with a key that is in use: `user.signingKey`"]
      )
    ]
  }

  private func statement(
    _ item: Dossier.Item,
    _ dossier: Dossier,
    _ speaker: Speaker,
    _ session: borrowing Session
  ) throws -> Statement {
    var random = SystemRandomNumberGenerator()
    let earlier = try replaced(by: speaker, item, dossier, session)
    let policy = dossier.trust.policy
    return .approval(
      Approval(
        subject: Subject(commit: item.change.commit, tree: item.change.tree),
        decision: decision,
        repository: item.reference.repository,
        environment: item.change.environment,
        moves: item.change.moves.map {
          Approval.Move(service: $0.service, from: $0.from, to: $0.to, path: $0.path)
        },
        change: item.reference.change,
        base: item.change.base,
        policy: dossier.trust.tree.policyBlob,
        approver: speaker.name,
        comment: comment,
        issuedAt: session.now,
        expiresAt: decision == .approve
          ? policy.expiry(of: item.change.environment).map { session.now + $0 } : nil,
        seen: dossier.notebook.tip(of: NotesRef.approvals),
        supersedes: earlier.map(\.name),
        emergency: emergency,
        nonce: Nonce(using: &random)
      )
    )
  }
}

extension Opinion {
  /// The person's earlier records that the new one takes the place of.
  ///
  /// An emergency's approval and an ordinary one stand beside each other, and a word that will not count replaces none
  /// that may.
  private func replaced(
    by speaker: Speaker,
    _ item: Dossier.Item,
    _ dossier: Dossier,
    _ session: borrowing Session
  ) throws -> [LedgerRecord] {
    let earlier = dossier.standing.word(of: speaker.name, on: item.reference)?.records ?? []
    guard decision == .approve else { return earlier }
    guard try warnings(item, dossier, speaker, session).isEmpty else { return [] }
    return earlier.filter { record in
      guard let approval = record.approval, approval.decision == .approve else { return true }
      return (approval.emergency == nil) == (emergency == nil)
    }
  }
}

extension Policy {
  /// How many seconds an approval of an environment's changes holds; `nil` for ever.
  fileprivate func expiry(of environment: String) -> Int? {
    guard case .requirements(let gate)? = self.environment(named: environment)?.gate else {
      return nil
    }
    return gate.expires.map { Int($0.components.seconds) }
  }
}
