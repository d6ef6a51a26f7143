/// What a branch's rules leave open, beside a policy that relies on the mainline.
public struct BranchDrift: Hashable, Sendable {
  /// One difference.
  public struct Result: Hashable, Sendable {
    /// `P1` to `P6`; `H7` as the classes of reconciliation have it.
    public let kind: String
    public let outcome: ReconciliationOutcome
    public let message: String
    public let hint: String?
  }

  public let results: [Result]

  /// - Parameters:
  ///   - rules: What GitHub asks.
  ///   - branch: The mainline.
  ///   - needed: The most approvals that the policy wants to see on GitHub; 0 where it goes by notes alone.
  public init(_ rules: BranchRules, of branch: String, needed: Int) {
    var found: [Result] = []
    func say(_ kind: String, _ outcome: ReconciliationOutcome, _ words: String, _ hint: String) {
      found.append(Result(kind: kind, outcome: outcome, message: words, hint: hint))
    }
    // What classic protection might ask is not known: then nothing is missing for certain.
    let missing: ReconciliationOutcome = rules.unseen == nil ? .fail : .undecided
    if !rules.asksPullRequests {
      say(
        "P1",
        missing,
        "changes of '\(branch)' need no pull request",
        "switch on 'Require a pull request before merging' in a ruleset of '\(branch)'"
      )
    } else if rules.approvals < needed {
      say(
        "P2",
        missing,
        "'\(branch)' asks for \(rules.approvals) approvals, and the policy for \(needed) on GitHub",
        "raise 'Required approvals' to \(needed)"
      )
    }
    if !rules.forbidsForcePushes {
      say("P3", missing, "'\(branch)' may be forced", "switch on 'Block force pushes'")
    }
    if !rules.forbidsDeletion {
      say("P4", missing, "'\(branch)' may be deleted", "switch on 'Restrict deletions'")
    }
    if rules.checks.isEmpty {
      say(
        "P5",
        rules.unseen == nil ? .warn : .undecided,
        "no check must pass before '\(branch)' changes",
        "require the job that runs `opsgate verify --candidate`"
      )
    }
    if !rules.exempt.isEmpty {
      say(
        "H7",
        .warn,
        "\(rules.exempt.joined(separator: ", ")) may go past the rules, and leaves no trace",
        "set their bypass to 'For pull requests only', or take them out"
      )
    } else if rules.bypassers == nil {
      say(
        "P6",
        .info,
        "who may go past the rules is not to be seen",
        "the token needs 'Administration: write' to see it"
      )
    }
    if let unseen = rules.unseen {
      say(
        "X2",
        .info,
        "whether the branch has classic protection is not to be seen: \(unseen.reason)",
        "the token needs 'Administration: read', which a workflow's own token never has"
      )
    }
    results = found
  }
}
