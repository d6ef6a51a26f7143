import Gate
import GitHub
import Reports

/// Asks for GitHub's settings, and lays them beside the policy.
struct SettingsAsking {
  let client: Client
  let slug: Slug
  let policy: Policy
  let mainline: String

  /// What is said of one Environment, or of the branch.
  struct Part: Sendable {
    let report: GitHubCheckReport.Part
    let outcomes: [ReconciliationOutcome]
  }

  func environment(_ name: String) async -> Part {
    do throws(Unknown) {
      let settings = try await EnvironmentReading(client, in: slug).settings(of: name)
      let asks = policy.asks(in: name)
      // Nobody needs an Environment where nothing is asked.
      guard settings != nil || asks else { return part("environment", name, []) }
      let drift = EnvironmentDrift(await expectation(name), settings, mode: .audit)
      return part("environment", name, drift.results.map(\.said))
    } catch {
      return part("environment", name, [error.said])
    }
  }

  func branch() async -> Part {
    do throws(Unknown) {
      let rules = try await BranchReading(client, in: slug).rules(of: mainline)
      let drift = BranchDrift(rules, of: mainline, needed: needed)
      return part(
        "branch",
        mainline,
        drift.results.map { Said($0.kind, $0.outcome, $0.message, $0.hint) }
      )
    } catch {
      return part("branch", mainline, [error.said])
    }
  }

  /// The most approvals that any gate wants to see on GitHub.
  private var needed: Int {
    policy.environments.filter { $0.require != .note }.compactMap { environment in
      guard case .requirements(let gate) = environment.gate else { return nil }
      return gate.approvals
    }.max() ?? 0
  }

  private func expectation(_ name: String) async -> EnvironmentExpectation {
    let rule = policy.approvalRule(of: name)
    let approvers = policy.people(for: rule?.approvers ?? [])
    let accounts = policy.people.filter { approvers.contains($0.name) }.compactMap { person in
      person.github.flatMap { github in
        github.id.map { Account(id: $0, login: github.login) }
      }
    }
    return EnvironmentExpectation(
      name: name,
      approvers: accounts,
      asksPeople: (rule?.approvals ?? 0) > 0,
      mainline: mainline,
      isPrivate: (try? await RepositoryReading(client, in: slug).isPrivate()) ?? false
    )
  }

  private func part(_ kind: String, _ name: String, _ said: [Said]) -> Part {
    Part(
      report: GitHubCheckReport.Part(kind: kind, name: name, results: said.map(\.result)),
      outcomes: said.map(\.outcome)
    )
  }
}

/// One thing that is said.
private struct Said {
  let result: ReconcileReport.Result
  let outcome: ReconciliationOutcome

  init(_ kind: String, _ outcome: ReconciliationOutcome, _ message: String, _ hint: String?) {
    self.outcome = outcome
    result = ReconcileReport.Result(
      kind: kind,
      outcome: outcome.rawValue,
      message: message,
      hint: hint,
      note: nil,
      review: nil
    )
  }
}

extension ReconciliationResult {
  fileprivate var said: Said { Said(kind.rawValue, outcome, message, hint) }
}

extension Unknown {
  fileprivate var said: Said {
    let words = "cannot \(operation): \(reason)"
    let missing: String? =
      if case .forbidden(let permission?) = kind { "the token needs '\(permission)'" } else { hint }
    switch kind {
    case .forbidden, .unauthorized: return Said("X2", .undecided, words, missing)
    case .notFoundOrHidden: return Said("X3", .undecided, words, missing)
    case .partial: return Said("X4", .undecided, words, missing)
    case .notUnderstood: return Said("X6", .undecided, words, missing)
    case .anotherRepository: return Said("X7", .fail, words, missing)
    case .rateLimited, .unavailable, .refused: return Said("X1", .undecided, words, missing)
    }
  }
}
