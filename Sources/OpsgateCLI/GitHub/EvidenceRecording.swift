import Attestations
import Gate
import Git
import GitHub

/// Signs what GitHub said, so that later nobody needs to ask.
struct EvidenceRecording {
  let room: Courtroom
  let repositoryID: Int
  /// What was recorded before.
  let earlier: [ObjectID: Evidence]

  /// Records one statement for each commit of which something new is known.
  ///
  /// - Parameters:
  ///   - items: What was reconciled.
  ///   - session: The run.
  /// - Returns: How many were recorded.
  /// - Throws: `Failure` where nobody could believe it; `GitError` where it cannot be signed or written.
  func run(_ items: [ReconcileCases.Item], in session: borrowing Session) async throws -> Int {
    let trust = Trust(tree: room.policy, keys: try KeyRing(room.policy))
    let home = try trust.repositoryName
    let writer = try await RecordWriter(session)
    let speaker = Speaker(writer, trust, now: session.now)
    try check(speaker, trust.policy)
    var lines: [(Envelope, Statement)] = []
    let commits = Dictionary(grouping: items.filter { $0.source == "live" }, by: \.facts.commit)
    for (_, items) in commits.sorted(by: { $0.key.hex < $1.key.hex }) {
      guard let evidence = try evidence(items, home, speaker, session) else { continue }
      let statement = Statement.evidence(evidence)
      lines.append((try await writer.sign(statement), statement))
    }
    guard !lines.isEmpty else { return 0 }
    _ = try await writer.append(lines, to: NotesRef.evidence, by: "reconcile", in: session)
    return lines.count
  }

  private func check(_ speaker: Speaker, _ policy: Policy) throws {
    guard
      policy.checkers.contains(where: { $0.name == speaker.name && $0.may.contains(.evidence) })
    else {
      throw Failure(
        .refused,
        "'\(speaker.name)' may not record evidence",
        because: "none of the policy's checkers with `may: [evidence]` has the key that would sign",
        hint: "sign with such a machine's key: `user.signingKey`"
      )
    }
  }

  /// - Returns: `nil` where GitHub said nothing, a part, or what is recorded already.
  private func evidence(
    _ items: [ReconcileCases.Item],
    _ home: String,
    _ speaker: Speaker,
    _ session: borrowing Session
  ) throws -> Evidence? {
    guard let facts = items.first?.facts, let known = facts.answer.facts,
      facts.pullRequest?.isComplete ?? true,
      let deployments = facts.deployments.facts, deployments.isComplete, deployments.unread == nil
    else { return nil }
    let reviewed = ReviewedChanges(items, earlier: earlier[facts.commit])
    var random = SystemRandomNumberGenerator()
    let commit = try session.repository.mainlineCommit(facts.commit)
    var evidence = Evidence(
      subject: Subject(commit: facts.commit, tree: commit.tree),
      repository: home,
      repositoryID: repositoryID,
      commit: facts.commit,
      pullRequest: try facts.pullRequest.flatMap {
        try $0.evidence(landing: facts.commit, session)
      },
      makers: Evidence.Maker.all(of: known, facts.pullRequest),
      reviews: facts.pullRequest?.recordedReviews(reviewed) ?? [],
      deployments: deployments.recorded,
      askedAt: session.now,
      checker: speaker.name,
      seen: room.notebook.tip(of: NotesRef.evidence),
      nonce: Nonce(using: &random)
    )
    if let old = earlier[facts.commit] {
      let now = (evidence.askedAt, evidence.seen, evidence.nonce)
      (evidence.askedAt, evidence.seen, evidence.nonce) = (old.askedAt, old.seen, old.nonce)
      if evidence == old { return nil }
      (evidence.askedAt, evidence.seen, evidence.nonce) = now
    }
    return evidence
  }
}

extension PullRequest {
  fileprivate func evidence(
    landing commit: ObjectID,
    _ session: borrowing Session
  ) throws -> Evidence.PullRequest? {
    guard let mergedAt else { return nil }
    let parents = try session.repository.commit(commit).parents
    // A squash of one commit and a rebase of one cannot be told apart.
    let method: String? =
      parents.count > 1
      ? "merge"
      : commitCount.map { $0 > 1 } == true && mergeCommit == commit
        ? "squash" : nil
    return Evidence.PullRequest(
      number: number,
      openerID: opener?.id,
      mergedAt: mergedAt,
      method: method,
      headCommits: [head]
    )
  }

  fileprivate func recordedReviews(_ reviewed: ReviewedChanges) -> [Evidence.Review] {
    reviews.filter { $0.state.name != nil }.map { review in
      let commit = heads(of: review).last ?? nil
      return Evidence.Review(
        id: review.id,
        userID: review.author?.id,
        login: review.author?.recordedLogin,
        state: review.state.name ?? "",
        commit: commit,
        submittedAt: review.submittedAt,
        dismissedAt: dismissal(of: review.id),
        changes: reviewed.changes(of: commit)
      )
    }
  }

  private func dismissal(of review: Int) -> Int? {
    events.compactMap { event -> Int? in
      guard case .dismissal(let time, review?, _) = event else { return nil }
      return time
    }.last
  }
}

extension DeploymentFacts {
  /// Each run with the deployments of its environments.
  fileprivate var recorded: [Evidence.Deployment] {
    let names = Set(deployments.map(\.environment))
      .union(runs.flatMap(\.answers).flatMap(\.environments))
    return names.sorted().flatMap { name -> [Evidence.Deployment] in
      let own = deployments.filter { $0.environment == name }
      let runs = runs.filter { $0.answers.contains { $0.environments.contains(name) } }
      let waiting = own.compactMap(\.waitingSince).min()
      let started = own.compactMap(\.startedAt).min()
      let answered = runs.map { run in
        Evidence.Deployment(
          runID: run.id,
          attempt: run.attempts ?? 1,
          environment: name,
          approvals: run.answers.filter { $0.environments.contains(name) }.compactMap(\.recorded),
          starters: run.attempts == nil
            ? nil : run.starters.compactMap { Evidence.Maker("starter", $0) },
          waitingSince: waiting,
          startedAt: started
        )
      }
      guard answered.isEmpty else { return answered }
      return own.prefix(1).map { deployment in
        Evidence.Deployment(
          runID: deployment.id,
          attempt: 1,
          environment: name,
          approvals: [],
          waitingSince: waiting,
          startedAt: started
        )
      }
    }
  }
}

extension WorkflowRun.Answer {
  fileprivate var recorded: Evidence.DeploymentApproval? {
    let name: String? =
      switch state {
      case .approved: "approved"
      case .rejected: "rejected"
      case .pending, .other: nil
      }
    return name.map { .init(userID: account?.id, login: account?.recordedLogin, state: $0) }
  }
}
