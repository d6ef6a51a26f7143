import FoundationEssentials

/// How an Environment is set up.
public struct EnvironmentReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  /// - Parameter name: What GitHub calls it.
  /// - Returns: `nil` where there is none of that name.
  /// - Throws: `Unknown`.
  public func settings(of name: String) async throws(Unknown) -> EnvironmentSettings? {
    let operation = "read the Environment '\(name)'"
    let path = "/repos/\(slug.owner)/\(slug.name)/environments/\(URLPart.escaped(name))"
    let response: HTTPResponse
    do throws(Unknown) {
      response = try await client.get(path, to: operation)
    } catch {
      guard error.kind == .notFoundOrHidden else { throw error }
      // What is not there and what may not be seen look alike, but for the repository itself.
      _ = try await client.get("/repos/\(slug.owner)/\(slug.name)", to: "find \(slug)")
      return nil
    }
    let body = try response.decoded(as: Body.self, operation)
    var settings = EnvironmentSettings(name: body.name, canAdminsBypass: body.can_admins_bypass)
    for rule in body.protection_rules ?? [] { try await take(rule, into: &settings) }
    settings.branches = try await branches(body.deployment_branch_policy, path)
    settings.customGates = try await customGates(path)
    return settings
  }

  private func take(_ rule: Rule, into settings: inout EnvironmentSettings) async throws(Unknown) {
    switch rule.type {
    case "wait_timer": settings.waitTimer = rule.wait_timer ?? 0
    case "required_reviewers":
      settings.preventsSelfReview = rule.prevent_self_review ?? false
      var reviewers: [EnvironmentSettings.Reviewer] = []
      for reviewer in rule.reviewers ?? [] {
        if let one = await self.reviewer(reviewer) { reviewers.append(one) }
      }
      settings.reviewers = reviewers
    default: break
    }
  }

  private func reviewer(_ given: Reviewer) async -> EnvironmentSettings.Reviewer? {
    guard let who = given.reviewer else { return nil }
    if given.type == "Team", let team = who.slug {
      return .team(slug: team, members: try? await members(of: team))
    }
    guard let login = who.login else { return nil }
    return .account(Account(id: who.id, login: login, kind: Account.Kind(who.type ?? "User")))
  }

  private func members(of team: String) async throws(Unknown) -> [Account] {
    var members: [Account] = []
    let operation = "read the team '\(team)'"
    let path = "/orgs/\(slug.owner)/teams/\(URLPart.escaped(team))/members?per_page=100"
    try await client.pages(path, to: operation) { response throws(Unknown) in
      for user in try response.decoded(as: [User].self, operation) {
        guard let login = user.login else { continue }
        members.append(Account(id: user.id, login: login, kind: Account.Kind(user.type ?? "User")))
      }
    }
    return members
  }

  private func branches(
    _ policy: BranchPolicy?,
    _ path: String
  ) async throws(Unknown) -> EnvironmentSettings.Branches {
    guard let policy else { return .any }
    if policy.protected_branches { return .protected }
    let operation = "read from which branches may be deployed"
    var names: [String] = []
    do throws(Unknown) {
      try await client.pages(path + "/deployment-branch-policies?per_page=100", to: operation) {
        response throws(Unknown) in
        names += try response.decoded(as: BranchPolicies.self, operation).branch_policies.map(
          \.name
        )
      }
    } catch {
      guard error.kind.isOfRights else { throw error }
      return .unknown
    }
    return .named(names)
  }

  private func customGates(_ path: String) async throws(Unknown) -> [String]? {
    do throws(Unknown) {
      let operation = "read the gates of others"
      let response = try await client.get(path + "/deployment_protection_rules", to: operation)
      let body = try response.decoded(as: Gates.self, operation)
      return (body.custom_deployment_protection_rules ?? []).filter(\.enabled).map(\.app.slug)
    } catch {
      guard error.kind.isOfRights else { throw error }
      return nil
    }
  }
}

extension Unknown.Kind {
  /// Whether the token is all that stands in the way.
  var isOfRights: Bool {
    switch self {
    case .forbidden, .notFoundOrHidden: true
    default: false
    }
  }
}

// The shapes of the answers, by GitHub's own names.
extension EnvironmentReading {
  private struct Body: Decodable {
    let name: String
    let protection_rules: [Rule]?
    let deployment_branch_policy: BranchPolicy?
    let can_admins_bypass: Bool?
  }

  private struct Rule: Decodable {
    let type: String
    let wait_timer: Int?
    let prevent_self_review: Bool?
    let reviewers: [Reviewer]?
  }

  private struct Reviewer: Decodable {
    let type: String?
    let reviewer: User?
  }

  private struct User: Decodable {
    let id: Int
    let login: String?
    let slug: String?
    let type: String?
  }

  private struct BranchPolicy: Decodable {
    let protected_branches: Bool
    let custom_branch_policies: Bool
  }

  private struct BranchPolicies: Decodable {
    let branch_policies: [Pattern]

    struct Pattern: Decodable { let name: String }
  }

  private struct Gates: Decodable {
    let custom_deployment_protection_rules: [Gate]?

    struct Gate: Decodable {
      let enabled: Bool
      let app: App
    }

    struct App: Decodable { let slug: String }
  }
}
