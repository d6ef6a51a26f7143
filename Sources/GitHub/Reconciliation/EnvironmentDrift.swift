/// What a policy expects of a GitHub Environment.
public struct EnvironmentExpectation: Hashable, Sendable {
  public var name: String
  /// The accounts of those who may approve, by the policy.
  public var approvers: [Account]
  /// Whether the gate asks people at all.
  public var asksPeople: Bool
  /// Without `refs/heads/`.
  public var mainline: String
  /// The gates of others that are to be switched on.
  public var customGates: [String]
  /// Whether the repository is private, where some plans have no reviewers.
  public var isPrivate: Bool

  public init(
    name: String,
    approvers: [Account],
    asksPeople: Bool,
    mainline: String,
    customGates: [String] = [],
    isPrivate: Bool = false
  ) {
    self.name = name
    self.approvers = approvers
    self.asksPeople = asksPeople
    self.mainline = mainline
    self.customGates = customGates
    self.isPrivate = isPrivate
  }
}

/// An Environment beside the policy (G): each difference with the setting to change.
public struct EnvironmentDrift: Hashable, Sendable {
  public let results: [ReconciliationResult]

  /// - Parameters:
  ///   - expected: What the policy asks.
  ///   - settings: How it is; `nil` where there is none of that name.
  ///   - mode: As what it is judged.
  public init(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings?,
    mode: ReconciliationMode
  ) {
    let claims = settings.map { Self.claims(expected, $0) } ?? Self.missing(expected)
    results = claims.map { claim in
      ReconciliationResult(
        kind: claim.kind,
        outcome: claim.kind.outcome(mode),
        message: claim.message,
        hint: claim.hint,
        note: nil,
        url: nil
      )
    }
  }

  private static func missing(_ expected: EnvironmentExpectation) -> [Claim] {
    [
      Claim(
        .g1,
        "there is no Environment '\(expected.name)'",
        hint: "a workflow that names it would make one without rules: "
          + "Settings, Environments, New environment"
      )
    ]
  }

  private static func claims(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings
  ) -> [Claim] {
    guard expected.asksPeople else { return branches(expected, settings) }
    let isBare = settings.reviewers == nil && settings.customGates == []
    return (isBare ? bare(expected) : []) + reviewers(expected, settings) + bypass(settings)
      + branches(expected, settings) + extras(expected, settings)
  }

  private static func bare(_ expected: EnvironmentExpectation) -> [Claim] {
    let rules = Claim(
      .g1,
      "'\(expected.name)' asks nobody",
      hint: "switch on 'Required reviewers' in the Environment"
    )
    guard expected.isPrivate else { return [rules] }
    return [
      rules,
      Claim(
        .g9,
        "the repository is private, and not every plan has reviewers there: opsgate is the only gate",
        hint: "run `opsgate verify` in the job that deploys"
      ),
    ]
  }

  private static func reviewers(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings
  ) -> [Claim] {
    guard let reviewers = settings.reviewers else { return [] }
    let self_ =
      settings.preventsSelfReview
      ? []
      : [
        Claim(
          .g3,
          "who starts a deployment may let it go",
          hint: "switch on 'Prevent self-review' in the Environment"
        )
      ]
    guard let ids = settings.reviewerIDs else {
      return self_ + [
        Claim(
          .f4,
          "who is in \(teams(reviewers)) is not to be seen",
          hint: "the token needs 'Members: read' of the organisation"
        )
      ]
    }
    let wanted = Set(expected.approvers.map(\.id))
    let missing = expected.approvers.filter { !ids.contains($0.id) }.map(\.login).sorted()
    let others = names(reviewers).filter { !wanted.contains($0.id) }.map(\.login).sorted()
    var claims = self_
    if !missing.isEmpty {
      claims.append(
        Claim(
          .g2,
          "\(missing.joined(separator: ", ")) may approve by the policy, and is no reviewer",
          hint: "add them to 'Required reviewers', or take them out of the policy"
        )
      )
    }
    if !others.isEmpty {
      claims.append(
        Claim(
          .g2,
          "\(others.joined(separator: ", ")) is a reviewer, and may not approve by the policy",
          hint: "take them out of 'Required reviewers', or add them to the policy"
        )
      )
    }
    return claims
  }

  private static func teams(_ reviewers: [EnvironmentSettings.Reviewer]) -> String {
    reviewers.compactMap { reviewer in
      if case .team(let slug, nil) = reviewer { "'\(slug)'" } else { nil }
    }.joined(separator: ", ")
  }

  private static func names(_ reviewers: [EnvironmentSettings.Reviewer]) -> [Account] {
    reviewers.flatMap { reviewer -> [Account] in
      switch reviewer {
      case .account(let account): [account]
      case .team(_, let members): members ?? []
      }
    }
  }

  private static func bypass(_ settings: EnvironmentSettings) -> [Claim] {
    switch settings.canAdminsBypass {
    case false?: []
    case true?:
      [
        Claim(
          .g4,
          "administrators may go past its rules",
          hint: "switch off 'Allow administrators to bypass configured protection rules'"
        )
      ]
    case nil:
      [
        Claim(
          .g5,
          "whether administrators may go past its rules is not said",
          hint: "look at the Environment's settings yourself"
        )
      ]
    }
  }

  private static func branches(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings
  ) -> [Claim] {
    let hint =
      "set 'Deployment branches and tags' to selected branches, and '\(expected.mainline)' alone"
    switch settings.branches {
    case .protected: return []
    case .any: return [Claim(.g6, "any branch may be deployed there", hint: hint)]
    case .named(let names):
      let others = names.filter { $0 != expected.mainline }
      guard !others.isEmpty || names.isEmpty else { return [] }
      let words = others.isEmpty ? "no branch" : others.joined(separator: ", ")
      return [Claim(.g6, "\(words) may be deployed there", hint: hint)]
    case .unknown:
      return [
        Claim(
          .x2,
          "from which branches may be deployed is not to be seen",
          hint: "the token needs 'Actions: read'"
        )
      ]
    }
  }

  private static func extras(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings
  ) -> [Claim] {
    let timer =
      settings.waitTimer == 0
      ? []
      : [
        Claim(
          .g7,
          "it waits \(settings.waitTimer) minutes, of which the policy knows nothing",
          hint: "take 'Wait timer' away, or leave it where it is meant"
        )
      ]
    return timer + gates(expected, settings)
  }

  private static func gates(
    _ expected: EnvironmentExpectation,
    _ settings: EnvironmentSettings
  ) -> [Claim] {
    guard let switchedOn = settings.customGates else {
      let isOfNoUse = settings.reviewers != nil && expected.customGates.isEmpty
      return isOfNoUse ? [] : [unseenGates]
    }
    return expected.customGates.filter { !switchedOn.contains($0) }.map { gate in
      Claim(
        .g8,
        "the gate '\(gate)' is missing or switched off",
        hint: "switch it on below 'Deployment protection rules'"
      )
    }
  }

  private static var unseenGates: Claim {
    Claim(
      .x2,
      "which gates of others it has may not be seen",
      hint: "let the token read Actions (actions=read)"
    )
  }
}
