import OpsTestSupport
import Testing

struct StatusCommandTests {
  @Test
  func aPipeAMachineAndAPerson() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "status",
          "status web --env production",
          "status api worker --env dev --format json",
          "status --at HEAD~10 --env production",
          "-C apps/api --format=json status web --env staging"
        ),
        "pipe.txt"
      )
      let terminal =
        try demo.typedOnTerminal("status") + demo.typedOnTerminal("status", columns: 44)
      try expectGolden(terminal, "terminal.txt")
      try expectGolden(demo.typedOnTerminal("status", colour: true), "colour.txt")
    }
  }

  @Test
  func whatIsWrongIsSaidBesideTheAnswer() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.set("api", "dev", to: "latest")
      try ops.point("web", "dev", at: "main")
      try ops.repository.write("apps/web/staging/values.yaml", "image: [\n")
      try ops.repository.commit("Break a file")
      try expectGolden(
        ops.repository.typed("status", "status -q api", "status --format json --env staging"),
        "findings.txt"
      )
    }
  }

  @Test
  func copiesThatDisagreeAreADisagreement() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let policy = ops.policy.replacing(
        "environments:",
        with: "  - path: copies/{service}.{environment}\n    pattern: '(?<tag>.+)'\nenvironments:"
      )
      try ops.repository.write(".opsgate/policy.yaml", policy)
      try ops.repository.write("copies/api.production", "v9.9.9\n")
      try ops.repository.commit("Copy a tag")
      try expectGolden(
        ops.repository.typed(
          "status api",
          "get api production",
          "get api staging",
          "why api production"
        ),
        "copies.txt"
      )
    }
  }

  @Test
  func theMainlineIsTheOneThePolicyNames() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.point("api", "production", at: "v1.1.0")
      let main = try ops.repository.head()
      try ops.repository.branch("feature")
      try ops.point("api", "production", at: "v6.6.6")
      let onBranch = try ops.repository.typed("get api production")
      #expect(onBranch == "$ opsgate get api production\nv1.1.0\n")

      // A checkout of CI: no branch, and the mainline is known as the remote's only.
      let clone = try ops.repository.clone(to: Folder(path: scratch.path("clone")))
      try clone.git("switch", "--quiet", "--detach")
      try clone.git("branch", "--quiet", "-D", "feature")
      try clone.git("update-ref", "refs/remotes/origin/main", main)
      #expect(try clone.opsgate("get", "api", "production").transcript == "v1.1.0\n")
      #expect(try clone.opsgate("get", "api", "production", "--at", "HEAD").stdout == "v6.6.6\n")
      #expect(
        try clone.opsgate("rollback", "api", "--env", "production").transcript == """
          ------- stderr -------
          error: there is no branch here to commit to
            because: the mainline is known only as 'origin/main'
            hint: make it: `git branch main origin/main`
          [exit status: 1]

          """
      )
    }
  }

  @Test
  func noMainlineMeansHead() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      let policy = ops.policy.replacing("mainline: main\n", with: "")
      try ops.repository.write(".opsgate/policy.yaml", policy)
      try ops.repository.commit("Name no mainline")
      try ops.repository.branch("feature")
      try ops.point("api", "production", at: "v6.6.6")
      #expect(try ops.repository.opsgate("get", "api", "production").stdout == "v6.6.6\n")
      let policyFile = scratch.path("given.yaml")
      try scratch.write("given.yaml", ops.policy)
      let given = try ops.repository.opsgate("get", "api", "production", "--policy", policyFile)
      #expect(given.transcript == "v1.0.0\n")
    }
  }
}
