import Attestations
import Gate
import Git
import GitHub
import History

/// Asks GitHub for the gate, where a policy goes by its record: now, or by what a machine wrote down when it cannot be
/// asked.
final class GitHubWitness {
  /// How many of the newest mainline commits are asked about along with the first: verdicts rest on others.
  private static let along = 50

  private let environment: [String: String]
  private let git: GitProgram
  private let now: Int
  private var access: GitHubAccess?
  /// Which repository was asked, as the policy calls it.
  private var home: String?
  private var evidence: [ObjectID: Evidence]?
  private var commits: [ObjectID: CommitAnswer] = [:]
  private var deployments: [ObjectID: DeploymentAnswer] = [:]
  private var outage: Unknown?
  /// The commits of which the runs were read too.
  private var runsRead: Set<ObjectID> = []

  /// - Parameters:
  ///   - environment: The variables of the run.
  ///   - git: Merges branches, to compare them.
  ///   - now: The time of the run, in seconds since 1970.
  init(environment: [String: String], git: GitProgram, now: Int) {
    self.environment = environment
    self.git = git
    self.now = now
  }

  /// What GitHub says of a change.
  ///
  /// - Throws: What reading the repository throws; what the network does is said in the word.
  func word(
    on change: EnvironmentChange,
    by policy: PolicyTree,
    _ court: Court,
    in repository: borrowing Repository
  ) async throws -> GitHubWord {
    let commit = change.commit
    do {
      try await ask(about: change, policy, court)
    } catch let failure as Failure {
      let problem = failure.problems.first
      commits[commit] = .unknown(
        Unknown(
          .unavailable,
          "ask GitHub",
          reason: ([problem?.message] + (problem?.causes ?? [])).compactMap(\.self)
            .joined(separator: ": "),
          hint: problem?.hints.first
        )
      )
    }
    switch commits[commit] {
    case .known(let facts)?:
      try await readRuns(of: change)
      return try await record(facts, deployments[commit], change, policy, court, repository)
    case .absent?:
      return .unknown("GitHub does not have \(commit.short)", hint: "push it")
    case .unknown(let unknown)?:
      guard let recorded = try await recorded(commit, policy, court) else {
        return .unknown("cannot \(unknown.operation): \(unknown.reason)", hint: unknown.hint)
      }
      return try await record(
        CommitFacts(recorded: recorded, on: mainline(policy, court)),
        .known(DeploymentFacts(recorded: recorded)),
        change,
        policy,
        court,
        repository
      )
    case nil: return .unread
    }
  }

  private func mainline(_ policy: PolicyTree, _ court: Court) -> String {
    policy.policy.mainline ?? "main"
  }

  private func recorded(
    _ commit: ObjectID,
    _ policy: PolicyTree,
    _ court: Court
  ) async throws -> Evidence? {
    if evidence == nil { evidence = try await court.evidence(by: policy) }
    return evidence?[commit]
  }

  private func ask(
    about change: EnvironmentChange,
    _ policy: PolicyTree,
    _ court: Court
  ) async throws {
    turn(to: policy.policy.repository)
    guard commits[change.commit] == nil else { return }
    // A server that was away is not waited for again and again.
    if let outage {
      commits[change.commit] = .unknown(outage)
      return
    }
    let access: GitHubAccess
    if let known = self.access {
      access = known
    } else {
      access = try await GitHubAccess(policy.policy, environment: environment)
    }
    self.access = access
    guard access.token != nil else {
      throw Failure(
        .undecided,
        "nobody is known to \(access.server.host) here",
        because: "no token was found",
        hint: "set GH_TOKEN, or log in with `gh auth login`"
      )
    }
    let newest = change.isOnMainline ? court.setting.mainline.suffix(Self.along) : []
    var seen: Set<ObjectID> = []
    let wanted = ([change.commit] + newest.reversed())
      .filter { commits[$0] == nil && seen.insert($0).inserted }
    let (found, sent) = try await access.open(now: now) { client in
      let found = await CommitLookup(client, in: access.slug).answers(for: wanted)
      let known = wanted.filter { found[$0]?.facts != nil }
      return (found, await DeploymentLookup(client, in: access.slug).answers(for: known))
    }
    commits.merge(found) { $1 }
    if case .unknown(let unknown)? = found[change.commit] {
      outage = unknown.endsAll ? unknown : nil
    }
    deployments.merge(sent) { $1 }
  }

  /// What one repository of GitHub said is nothing that another said.
  private func turn(to repository: String?) {
    guard repository != home else { return }
    home = repository
    (access, outage) = (nil, nil)
    (commits, deployments, runsRead) = ([:], [:], [])
  }

  private func record(
    _ facts: CommitFacts,
    _ deployments: DeploymentAnswer?,
    _ change: EnvironmentChange,
    _ policy: PolicyTree,
    _ court: Court,
    _ repository: borrowing Repository
  ) async throws -> GitHubWord {
    let asking = ReviewAsking(
      contents: ReviewContents(court: court, home: policy.policy.repository ?? "", git: git),
      mainline: mainline(policy, court)
    )
    let rule = policy.policy.approvalRule(of: change.environment)
    var facts = ReconciliationCase(
      environment: change.environment,
      commit: change.commit,
      needed: rule?.approvals ?? 0,
      require: .github,
      people: PeopleDirectory(policy.policy),
      approvers: policy.policy.people(for: rule?.approvers ?? []),
      answer: .known(facts)
    )
    if let deployments { facts.deployments = deployments }
    if case .unknown(let unknown) = facts.deployments {
      return .unknown("cannot \(unknown.operation): \(unknown.reason)", hint: unknown.hint)
    }
    guard let commit = facts.answer.facts, let pull = asking.pullRequest(of: change, commit) else {
      return word(of: facts, GitHubRecord(approving: [], source: "no pull request"))
    }
    facts.pullRequest = pull
    let isAllHere = pull.heads.allSatisfy { repository.isHere($0) }
    let question = try await asking.question(
      on: pull,
      change,
      commit,
      recorded: isAllHere ? nil : try await recorded(change.commit, policy, court),
      by: policy,
      in: repository
    )
    let opinions = ReviewOpinions(question)
    facts.reviews = opinions
    guard opinions.isComplete else {
      return .unknown("GitHub gave only a part of what happened in #\(pull.number)", hint: nil)
    }
    if let unclear = opinions.unclear {
      return .unknown(
        "what '\(unclear)' reviewed in #\(pull.number) is not here to be compared",
        hint: "fetch it: `git fetch origin refs/pull/\(pull.number)/head`"
      )
    }
    let makers = [pull.opener, pull.lastPusher].compactMap(\.self)
    return word(
      of: facts,
      GitHubRecord(
        approving: [],
        blocking: opinions.blocking,
        makers: Set(makers.compactMap { facts.people.person(of: $0) }),
        knowsMakers: makers.count == 2,
        source: "#\(pull.number)"
      )
    )
  }

  /// With who approves; where an answer to the Environment is wanting of which too little is known, that is unknown.
  private func word(of facts: ReconciliationCase, _ record: GitHubRecord) -> GitHubWord {
    var record = record
    record.approving = Reconciliation(facts, mode: .gate).approving
    if record.approving.count < facts.needed, let unread = facts.deployments.facts?.unread {
      return .unknown("cannot \(unread.operation): \(unread.reason)", hint: unread.hint)
    }
    return .known(record)
  }

  /// Who started the runs that were let go: of the change that is judged alone, as each is a request.
  private func readRuns(of change: EnvironmentChange) async throws {
    guard let access, let known = deployments[change.commit],
      runsRead.insert(change.commit).inserted
    else { return }
    let read = try await access.open(now: now) { client in
      await RunReading(client, in: access.slug)
        .completing([change.commit: known], for: [change.environment])
    }
    deployments.merge(read) { $1 }
  }
}

extension ReviewOpinions {
  /// Whose approval might count, if what was reviewed was here.
  fileprivate var unclear: String? {
    opinions.first { $0.decision == .approved && $0.objections == [.unknownContent] }?.person
  }
}
