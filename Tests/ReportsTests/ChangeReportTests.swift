import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@testable import Reports

struct ChangeReportTests {
  @Test
  func aDryRunShowsMessageAndPatch() {
    let patch = """
      diff --git a/x b/x
      --- a/x
      +++ b/x
      @@ -1,2 +1,2 @@
       \ttag: # \u{1b}[31m
      -v2
      +v1

      """
    let report = report(.planned(patches: [patch]))
    let expected = #"""
      would commit to main

          Roll back api to v1 in production

          Environment: production

      diff --git a/x b/x
      --- a/x
      +++ b/x
      @@ -1,2 +1,2 @@
       TABtag: # \u{1b}[31m
      -v2
      +v1

      """#
    #expect(World.shown(report) == expected.replacing("TAB", with: "\t"))
    #expect(World.piped(report) == World.shown(report))
  }

  @Test
  func aCommitIsNamedForPeopleAndForScripts() {
    let report = report(.written(commits: [World.id(7)]))
    #expect(World.shown(report) == "[main 7000000000] Roll back api to v1 in production\n")
    #expect(World.piped(report) == "7000000000000000000000000000000000000000\n")
  }

  @Test
  func theMachineContract() {
    #expect(
      report(.written(commits: [World.id(7)]), isPushed: true).json.text == """
        {
          "branch": "main",
          "commit": "7000000000000000000000000000000000000000",
          "commits": [
            "7000000000000000000000000000000000000000"
          ],
          "files": [
            {
              "after": "4000000000000000000000000000000000000000",
              "before": "3000000000000000000000000000000000000000",
              "path": "apps/api/production.yaml"
            }
          ],
          "messages": [
            "Roll back api to v1 in production\\n\\nEnvironment: production\\n"
          ],
          "moves": [
            {
              "environment": "production",
              "from": "v2",
              "path": "apps/api/production.yaml",
              "service": "api",
              "to": "v1"
            }
          ],
          "notices": [
            {
              "hint": null,
              "message": "look out",
              "severity": "warning"
            }
          ],
          "parent": "1000000000000000000000000000000000000000",
          "pullRequest": null,
          "pullRequestURL": null,
          "pushed": true,
          "schema": "opsgate.rollback/1"
        }
        """
    )
    #expect(report(.planned(patches: [""])).json.text.contains("\"commit\": null"))
  }

  private func report(
    _ outcome: ChangeReport.Outcome,
    isPushed: Bool = false
  ) -> ChangeReport {
    let path = "apps/api/production.yaml"
    let move = PlannedMove(
      key: PointerKey(service: "api", environment: "production"),
      before: PointerValue(tag: "v2"),
      after: PointerValue(tag: "v1"),
      path: path
    )
    let message = "Roll back api to v1 in production\n\nEnvironment: production\n"
    return ChangeReport(
      command: "rollback",
      plan: Plan(
        branch: "refs/heads/main",
        parent: World.id(1),
        commits: [PlannedCommit(tree: World.id(2), moves: [move], message: message)],
        notices: [Notice(.warning, "look out")]
      ),
      outcome: outcome,
      isPushed: isPushed,
      files: [
        FileDifference(
          path: path,
          before: TreeFile(path: path, mode: .regular, id: World.id(3)),
          after: TreeFile(path: path, mode: .regular, id: World.id(4))
        )
      ]
    )
  }
}
