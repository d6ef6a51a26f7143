import Pointers
import Testing

@testable import Gate

@Suite
struct PolicyTests {
  @Test
  func aMinimalPolicyIsEnough() throws {
    let policy = try read(
      """
      version: 1
      pointers:
        - { path: 'apps/{service}/{environment}/values.yaml', key: image.tag }
      environments: [dev, staging, production]
      """
    )
    #expect(policy.layout.environments.map(\.name) == ["dev", "staging", "production"])
    #expect(policy.layout.environments.map(\.from) == [nil, "dev", "staging"])
    #expect(policy.environments.map(\.gate) == [.unstated, .unstated, .unstated])
    #expect(policy.environments.map(\.require) == [.note, .note, .note])
    #expect(policy.environments.map(\.authorship) == [.claimed, .claimed, .claimed])
    #expect(policy.epoch == 0)
    #expect(policy.repository == nil)
    #expect(policy.mainline == nil)
    #expect(policy.policyGate == nil)
  }

  @Test
  func theDesignsExampleIsReadWhole() throws {
    let policy = try read(wholePolicy)
    #expect(policy.epoch == 3)
    #expect(policy.repository == "github.com/acme/ops")
    #expect(policy.mainline == "main")
    #expect(
      policy.layout.entries.map { $0.paths.map(\.text) } == [
        ["apps/{service}/{environment}/values.yaml"],
        ["apps/{service}/overlays/{environment}/kustomization.yaml"],
        ["clusters/{environment}/{service}.yaml"], ["terraform/{environment}/{service}.tf"],
      ]
    )
    #expect(policy.layout.entries.map(\.line) == [7, 9, 11, 14])
    #expect(policy.layout.environments.map(\.directory) == ["dev", "staging", "prod"])
    #expect(
      policy.layout.environments.map { $0.scope?.map(\.text) } == [nil, nil, ["apps/*/prod/**"]]
    )
    #expect(policy.policyGate == ApprovalRule(approvals: 2, approvers: ["admins"]))
    #expect(policy.holidays.map(\.description) == ["2026-12-25", "2027-01-01"])
  }

  @Test
  func theDesignsGates() throws {
    let policy = try read(wholePolicy)
    #expect(policy.environment(named: "dev")?.gate == .automatic)
    #expect(
      policy.environment(named: "staging")?.gate
        == .requirements(
          GateRequirements(checks: ["smoke"], approvals: 0, approvers: [], expires: nil)
        )
    )
    let production = try #require(policy.environment(named: "production"))
    #expect(
      production.gate
        == .requirements(
          GateRequirements(
            checks: ["smoke"],
            approvals: 2,
            approvers: ["release-managers"],
            expires: .seconds(7 * 86_400)
          )
        )
    )
    #expect(production.rollback == RollbackRule(approvals: 0, within: 5))
    #expect(
      production.emergency?.rule
        == ApprovalRule(approvals: 1, approvers: ["incident-commanders"])
    )
    #expect(production.emergency?.reviewWithin == .seconds(86_400))
    #expect(production.response?.within == .seconds(7_200))
    #expect(production.response?.hours == BusinessHours("Mon-Fri 09:00-17:00"))
    #expect(production.response?.timeZone == "Europe/London")
    #expect(production.require == .note)
    #expect(policy.environment(named: "prod") == nil)
  }

  @Test
  func theDesignsPeople() throws {
    let policy = try read(wholePolicy)
    let bob = try #require(policy.people.last)
    #expect(bob.github == GitHubAccount(login: "bob", id: 1002))
    #expect(bob.emails == ["bob@acme.example"])
    #expect(bob.keys.map(\.kind) == [.openpgp])
    #expect(bob.retired.map(\.kind) == [.ssh])
    #expect(policy.people(for: ["incident-commanders", "alice"]) == ["alice", "bob"])
    #expect(policy.people(for: ["nobody"]).isEmpty)
    #expect(policy.checkers.map(\.may) == [[.checks, .evidence, .checkpoints]])
  }

  @Test
  func theDesignsFreezes() throws {
    let policy = try read(wholePolicy)
    #expect(policy.freezes.map(\.environments) == [["production"], ["production"]])
    #expect(policy.freezes.map(\.except) == [[.rollback, .emergency], []])
    let from = try #require(CivilTime("2026-12-20T18:00"))
    let until = try #require(CivilTime("2027-01-04T08:00"))
    let weekly = try #require(WeeklyWindow("Fri 16:00 - Mon 08:00"))
    #expect(policy.freezes.map(\.window) == [.once(from: from, until: until), .weekly(weekly)])
  }

  private func read(_ text: String) throws -> Policy { try Policy.read(Array(text.utf8)) }
}
