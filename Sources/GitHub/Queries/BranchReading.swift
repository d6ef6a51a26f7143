import FoundationEssentials

/// What GitHub asks of a branch, of all rulesets that hold there; classic protection where the token may see it.
public struct BranchRules: Hashable, Sendable {
  /// Whether changes come by pull requests.
  public var asksPullRequests = false
  public var approvals = 0
  public var dismissesStale = false
  public var asksOthersThanPusher = false
  public var forbidsForcePushes = false
  public var forbidsDeletion = false
  /// The checks that must pass.
  public var checks: [String] = []
  /// Who may go past the rules; `nil` where the token may not see it.
  public var bypassers: [String]?
  /// Those of them of whom no trace would remain.
  public var exempt: [String] = []
  /// Why classic protection is not known; `nil` where it is.
  public var unseen: Unknown?

  public init() {}
}

/// Reads what GitHub asks of a branch.
public struct BranchReading: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  private var home: String { "/repos/\(slug.owner)/\(slug.name)" }

  /// - Parameter branch: Without `refs/heads/`.
  /// - Returns: What is asked; what may not be seen is said in it.
  /// - Throws: `Unknown` where nothing can be read.
  public func rules(of branch: String) async throws(Unknown) -> BranchRules {
    var rules = BranchRules()
    let operation = "read the rules of '\(branch)'"
    let path = "\(home)/rules/branches/\(URLPart.escaped(branch))?per_page=100"
    var sources: Set<Int> = []
    try await client.pages(path, to: operation) { response throws(Unknown) in
      for rule in try response.decoded(as: [Rule].self, operation) {
        rules.take(rule)
        if let id = rule.ruleset_id { sources.insert(id) }
      }
    }
    try await takeBypassers(of: sources.sorted(), into: &rules)
    await takeClassic(branch, into: &rules)
    return rules
  }

  private func takeBypassers(
    of rulesets: [Int],
    into rules: inout BranchRules
  ) async throws(Unknown) {
    var bypassers: [String]? = []
    for id in rulesets {
      let operation = "read the ruleset \(id)"
      let response = try await client.get("\(home)/rulesets/\(id)", to: operation)
      let ruleset = try response.decoded(as: Ruleset.self, operation)
      guard let actors = ruleset.bypass_actors else {
        bypassers = nil
        continue
      }
      for actor in actors {
        let name = "\(actor.actor_type) \(actor.actor_id.map(String.init) ?? "")"
          .trimmingSpaces
        bypassers?.append(name)
        if actor.bypass_mode == "exempt" { rules.exempt.append(name) }
      }
    }
    rules.bypassers = bypassers
  }

  /// Only administrators may see it, so that nothing is said where it may not be.
  private func takeClassic(_ branch: String, into rules: inout BranchRules) async {
    let operation = "read the protection of '\(branch)'"
    do throws(Unknown) {
      let path = "\(home)/branches/\(URLPart.escaped(branch))/protection"
      let response = try await client.get(path, to: operation)
      rules.take(try response.decoded(as: Protection.self, operation))
    } catch {
      if !error.reason.contains("Branch not protected") { rules.unseen = error }
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

// The shapes of the answers, by GitHub's own names.
private struct Rule: Decodable {
  let type: String
  let ruleset_id: Int?
  let parameters: Parameters?

  struct Parameters: Decodable {
    let required_approving_review_count: Int?
    let dismiss_stale_reviews_on_push: Bool?
    let require_last_push_approval: Bool?
    let required_status_checks: [Check]?
  }

  struct Check: Decodable { let context: String }
}

private struct Ruleset: Decodable {
  let bypass_actors: [Actor]?

  struct Actor: Decodable {
    let actor_id: Int?
    let actor_type: String
    let bypass_mode: String?
  }
}

private struct Protection: Decodable {
  let required_pull_request_reviews: Reviews?
  let required_status_checks: Checks?
  let allow_force_pushes: Switch?
  let allow_deletions: Switch?

  struct Reviews: Decodable {
    let required_approving_review_count: Int?
    let dismiss_stale_reviews: Bool?
    let require_last_push_approval: Bool?
  }

  struct Checks: Decodable { let contexts: [String]? }
  struct Switch: Decodable { let enabled: Bool? }
}

extension BranchRules {
  fileprivate mutating func take(_ rule: Rule) {
    switch rule.type {
    case "pull_request":
      asksPullRequests = true
      approvals = max(approvals, rule.parameters?.required_approving_review_count ?? 0)
      dismissesStale = dismissesStale || rule.parameters?.dismiss_stale_reviews_on_push == true
      asksOthersThanPusher =
        asksOthersThanPusher || rule.parameters?.require_last_push_approval == true
    case "non_fast_forward": forbidsForcePushes = true
    case "deletion": forbidsDeletion = true
    case "required_status_checks":
      checks += rule.parameters?.required_status_checks?.map(\.context) ?? []
    default: break
    }
  }

  fileprivate mutating func take(_ protection: Protection) {
    if let reviews = protection.required_pull_request_reviews {
      asksPullRequests = true
      approvals = max(approvals, reviews.required_approving_review_count ?? 0)
      dismissesStale = dismissesStale || reviews.dismiss_stale_reviews == true
      asksOthersThanPusher = asksOthersThanPusher || reviews.require_last_push_approval == true
    }
    forbidsForcePushes = forbidsForcePushes || protection.allow_force_pushes?.enabled != true
    forbidsDeletion = forbidsDeletion || protection.allow_deletions?.enabled != true
    checks += protection.required_status_checks?.contexts ?? []
  }
}
