import ArgumentParser
import Attestations
import Gate
import Git
import GitHub
import History
import Pointers
import Reports

struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Lay what people signed beside what GitHub says",
    usage: """
      opsgate reconcile [--env <env>] [--range <a>..<b>] [--gate] [--record]
                        [--format <format>]
      """,
    discussion: """
      For each change that people are asked about: the approvals in the notes, the
      reviews of its pull request, the answers to its Environment, and how they
      agree or do not, each under the name of a class (A1 to X7) with what to do.
      Without --range: the changes that made what is there now.

      --gate judges as before a deployment: what is not certain is no yes.
      --record stores what GitHub said, signed, for those who ask later without it.
      The token is found as `gh` finds it; the policy's `repository` says where.

      Exit status: 1 where the two disagree, 2 where that cannot be told.

      EXAMPLES:
        opsgate reconcile --env production --format json
        opsgate reconcile --range main~9..main --record
      """
  )

  @Option(name: .customLong("env"), help: ArgumentHelp("Only there", valueName: "env"))
  var environments: [String] = []

  @Option(help: ArgumentHelp("Every change after a, up to b", valueName: "a..b"))
  var range: String?

  @Flag(help: "Judge as before a deployment")
  var gate = false

  @Flag(help: "Sign and record what GitHub said")
  var record = false

  @OptionGroup(title: "Global Options")
  var options: GlobalOptions

  func run() async throws {
    let session = try Session(options)
    let room = try await session.courtroom(CourtOptions())
    for name in environments { try Names.check(environment: name, in: room.policy.policy.layout) }
    let access = try await GitHubAccess(
      room.policy.policy,
      environment: session.environment
    )
    let entries = try await entries(room, session)
    let evidence = try await room.court.evidence(by: room.policy)
    let journal = AnswerJournal(below: session.repository.commonDirectory, now: session.now)
    let asked = try await ask(access, about: entries, room, journal, session)
    let asking = ReviewAsking(
      contents: ReviewContents(
        court: room.court,
        home: room.policy.policy.repository ?? "",
        git: session.git
      ),
      mainline: room.mainlineName,
      withoutAccess: asked.withoutAccess
    )
    try await session.fetchHeads(of: asked, for: access.slug)
    let cases = ReconcileCases(room: room, asked: asked, evidence: evidence, asking: asking)
    var items: [ReconcileCases.Item] = []
    for entry in entries {
      if let item = try await cases.item(entry, in: session.repository) { items.append(item) }
    }
    if record {
      guard let repositoryID = asked.repository else {
        throw Failure(
          .undecided,
          "nothing was recorded: GitHub does not say which repository \(access.slug) is",
          hint: "look whether the token may read it"
        )
      }
      let recording = EvidenceRecording(room: room, repositoryID: repositoryID, earlier: evidence)
      let count = try await recording.run(items, in: session)
      session.console.note(
        Failure.Problem(
          message: count == 0 ? "nothing new to record" : "recorded \(count) as evidence"
        )
      )
    }
    let report = ReconcileReport(
      items,
      at: "\(access.slug)",
      mode: gate ? .gate : .audit,
      requests: asked.requests
    )
    try session.answer(report)
    // What could not be asked is asked next time, and the rest is not asked again.
    if asked.isWhole { await journal.finish() }
    if let status = report.status { throw ExitCode(status.rawValue) }
  }

  /// The changes that people are asked about.
  private func entries(
    _ room: Courtroom,
    _ session: borrowing Session
  ) async throws -> [VerifyReport.Entry] {
    let names = room.policy.policy.environments.filter(\.isReconciled).map(\.name)
      .filter { environments.isEmpty || environments.contains($0) }
    let subjects = VerifySubjects(room: room, environments: names)
    let wanted =
      try range.map { try subjects.range($0, in: session) } ?? subjects.current(in: session)
    return try await Trial(room: room).entries(of: wanted, in: session)
  }

  private func ask(
    _ access: GitHubAccess,
    about entries: [VerifyReport.Entry],
    _ room: Courtroom,
    _ journal: AnswerJournal,
    _ session: borrowing Session
  ) async throws -> Asked {
    var seen: Set<ObjectID> = []
    let commits = entries.map(\.change.commit).filter { seen.insert($0).inserted }
    let names = Set(entries.map(\.change.environment))
    let line = session.console.progress("asking \(access.server.host)")
    defer { line.end() }
    return try await access.open(now: session.now) { client in
      let asking = Asking(client: client, slug: access.slug, journal: journal)
      return await asking.all(of: commits, environments: names, on: room.mainlineName) {
        line.show($0, of: $1)
      }
    }
  }
}

extension EnvironmentPolicy {
  /// Whether anybody's approval matters there.
  fileprivate var isReconciled: Bool {
    guard case .requirements(let gate) = gate else { return emergency != nil || require != .note }
    return gate.approvals > 0 || emergency != nil || require != .note
  }
}

extension Courtroom {
  /// The mainline's name on the server.
  var mainlineName: String {
    policy.policy.mainline
      ?? (view.name.hasPrefix("origin/") ? String(view.name.dropFirst("origin/".count)) : view.name)
  }
}

extension Session {
  /// Brings the heads along that reviews name and this clone does not have; no reference moves.
  ///
  /// What cannot be had is said change by change.
  fileprivate func fetchHeads(of asked: Asked, for slug: Slug) async throws {
    let pulls = asked.commits.values.compactMap(\.facts).flatMap(\.pullRequests)
    let missing = Set(pulls.flatMap(\.heads)).filter { !repository.isHere($0) }.map(\.hex).sorted()
    guard !missing.isEmpty, let remote = try await remote(of: slug) else { return }
    let line = console.progress("fetching what was reviewed")
    defer { line.end() }
    let fixed = [
      "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=", "--", remote,
    ]
    let all = try await git.run(fixed + missing)
    guard all.status != 0 else { return }
    // One that the server has forgotten keeps all others away.
    for (place, head) in missing.prefix(200).enumerated() {
      line.show(place, of: missing.count)
      _ = try await git.run(fixed + [head])
    }
  }
}

extension ReconcileReport {
  init(
    _ items: [ReconcileCases.Item],
    at repository: String,
    mode: ReconciliationMode,
    requests: Int
  ) {
    let judged = items.map { ($0, Reconciliation($0.facts, mode: mode)) }
    self.init(
      repository: repository,
      mode: mode.rawValue,
      outcome: (judged.map(\.1.outcome).max() ?? .ok).rawValue,
      changes: judged.map { item, reconciliation in Change(item, reconciliation) },
      requests: requests
    )
  }

  fileprivate var status: ExitStatus? {
    switch outcome {
    case ReconciliationOutcome.fail.rawValue: .refused
    case ReconciliationOutcome.undecided.rawValue: .undecided
    default: nil
    }
  }
}

extension ReconcileReport.Change {
  fileprivate init(_ item: ReconcileCases.Item, _ reconciliation: Reconciliation) {
    self.init(
      commit: item.facts.commit,
      environment: item.facts.environment,
      subject: item.entry.subject,
      pullRequest: item.facts.pullRequest?.number,
      url: item.facts.pullRequest?.url,
      source: item.source,
      outcome: reconciliation.outcome.rawValue,
      results: reconciliation.results.map { result in
        ReconcileReport.Result(
          kind: result.kind.rawValue,
          outcome: result.outcome.rawValue,
          message: result.message,
          hint: result.hint,
          note: result.note,
          review: result.url
        )
      }
    )
  }
}
