import FoundationEssentials
public import Git

/// How often a run was started and by whom, which only REST tells.
public struct RunReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  /// Completes the runs that somebody let go to one of the environments: nobody else's start matters.
  ///
  /// - Parameters:
  ///   - answers: What is known of where commits went.
  ///   - environments: What GitHub calls the environments.
  /// - Returns: The same, with what was read; where something was not, ``DeploymentFacts/unread`` says why.
  public func completing(
    _ answers: [ObjectID: DeploymentAnswer],
    for environments: Set<String>
  ) async -> [ObjectID: DeploymentAnswer] {
    var answers = answers
    var outage: Unknown?
    for commit in answers.keys.sorted(by: { $0.hex < $1.hex }) {
      guard var facts = answers[commit]?.facts else { continue }
      for place in facts.runs.indices where facts.runs[place].isToBeRead(for: environments) {
        if let outage {
          facts.unread = outage
          continue
        }
        do throws(Unknown) {
          facts.runs[place] = try await completed(facts.runs[place])
        } catch {
          facts.unread = error
          if error.endsAll { outage = error }
        }
      }
      answers[commit] = .known(facts)
    }
    return answers
  }

  private func completed(_ run: WorkflowRun) async throws(Unknown) -> WorkflowRun {
    let operation = "see who started the run \(run.id)"
    let path = "/repos/\(slug.owner)/\(slug.name)/actions/runs/\(run.id)"
    let body = try await client.get(path, to: operation).decoded(as: Body.self, operation)
    guard body.id == run.id else {
      throw Unknown(.notUnderstood, operation, reason: "GitHub answered with the run \(body.id)")
    }
    var run = run
    run.attempts = body.run_attempt
    let starters = run.starters + [body.actor, body.triggering_actor].compactMap { $0?.account }
    var seen: Set<Account> = []
    run.starters = starters.filter { seen.insert($0).inserted }
    return run
  }

  private struct Body: Decodable {
    let id: Int
    let run_attempt: Int
    let actor: Actor?
    let triggering_actor: Actor?
  }

  private struct Actor: Decodable {
    let id: Int
    let login: String
    let type: String

    var account: Account { Account(id: id, login: login, kind: Account.Kind(type)) }
  }
}

extension WorkflowRun {
  fileprivate func isToBeRead(for environments: Set<String>) -> Bool {
    attempts == nil
      && answers.contains {
        $0.state == .approved && !environments.isDisjoint(with: $0.environments)
      }
  }
}
