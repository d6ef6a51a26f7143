import Foundation
import OpsTestSupport
import StandIn
import Testing

/// The example workflows, run as they stand, in a clone as they make it.
struct WorkflowTests {
  private static let catalogue = "Sources/OpsgateCLI/OpsgateCLI.docc/Workflows"

  /// A clone that has its origin, scripts that deploy, and a runner which has the machine's key.
  private func runner(
    _ acme: Acme,
    at scratch: Folder,
    _ more: [String: String] = [:]
  ) throws -> ActionsRunner {
    let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
    let notes = "refs/notes/opsgate/*:refs/notes/opsgate/*"
    try acme.repository.git("push", "--quiet", bare.path, notes)
    let clone = try bare.clone(to: Folder(path: scratch.path("clone")))
    for name in ["deploy", "smoke"] {
      try clone.write(name, "#!/bin/sh\n")
      try Shell.run("chmod", ["+x", clone.folder.path(name)]).checked()
    }
    let program = try OpsgateProgram().path
    let own = URL(filePath: program).deletingLastPathComponent().path
    var machine = OpsgateProgram.environment(home: scratch, clock: clone.clock)
    machine["PATH"] = "\(own):\(machine["PATH"] ?? "")"
    machine["RUNNER_TEMP"] = try scratch.folder("runner").path
    let key = try TestKey("ci").write(to: scratch.folder("secrets"))
    return ActionsRunner(
      folder: clone,
      machine: machine.merging(more) { $1 },
      values: [
        "vars.OPSGATE_PIN": try pin(of: acme), "github.token": AcmeGitHub.token,
        "secrets.OPSGATE_KEY": try String(contentsOfFile: key, encoding: .utf8),
        "github.action_path": packageFolder().path(".github/actions/opsgate"),
      ]
    )
  }

  private func pin(of acme: Acme) throws -> String {
    let said = try acme.repository.opsgate("trust", "pin").checked().stdout
    return String(try #require(said.split(separator: "\n").first))
  }

  private func workflow(_ name: String) throws -> String {
    try packageFolder().text("\(Self.catalogue)/\(name).yml")
  }

  /// The mainline after a merge to dev: everything passes, staging is promoted, and the records are where all find them.
  @Test
  func theMainlinesWorkflowsRun() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      let runner = try runner(acme, at: scratch)
      var ran: [ActionsRunner.Ran] = []
      for name in ["pull-request", "promote", "production"] {
        ran += try runner.run(try workflow(name))
      }
      for step in ran { #expect(step.run.status == 0, "\(step.run)") }
      let commands = ran.map(\.line).filter { $0.hasPrefix("opsgate ") }
      #expect(
        commands == [
          "opsgate verify --candidate HEAD --format github",
          "opsgate verify --env dev --at HEAD --format github",
          "opsgate check record smoke --env dev --at HEAD --result pass --push",
          "opsgate check record smoke --env staging --at HEAD --result pass --push",
          "opsgate promote --auto --push",
          "opsgate verify --env production --at HEAD --strict --format github",
          "opsgate verify --at HEAD --record", "opsgate sync",
        ]
      )
      let refspecs = try runner.folder.git("config", "--get-all", "remote.origin.fetch")
      #expect(refspecs.split(separator: "\n").count == 2, "\(refspecs)")
      let kept = try Shell.run("stat", ["-c", "%a", "\(scratch.path("runner"))/opsgate-key"])
      #expect(kept.stdout == "600\n")
    }
  }

  /// Every night: what GitHub said is kept where all find it, and what it would have to change is an error.
  @Test
  func theNightsWorkflowRuns() async throws {
    try await AcmeGitHub.withPromotion(
      signedBy: ["alice", "bob"],
      reviewedBy: [(1, "APPROVED"), (2, "APPROVED")]
    ) { acme, world in
      try await StandInServer.run(world) { github in
        try withScratch { scratch in
          let runner = try runner(acme, at: scratch, AcmeGitHub.variables(of: github))
          let ran = try runner.run(try workflow("nightly"))
          let said = ran.filter { $0.line.hasPrefix("opsgate ") }.map {
            "\($0.line): \($0.run.status)"
          }
          #expect(
            said == [
              "opsgate verify --strict --format github: 0", "opsgate reconcile --record: 0",
              "opsgate github check: 1", "opsgate sync: 0",
            ],
            "\(ran.map(\.run))"
          )
          let bare = GitFolder(at: Folder(path: scratch.path("bare.git")))
          #expect(try bare.git("notes", "--ref", "opsgate/evidence", "list") != "")
        }
      }
    }
  }
}
