import OpsTestSupport
import Testing

/// `promote --auto`: what may pass every gate now, and nothing else.
struct AutomaticPromotionTests {
  @Test
  func onlyWhatIsOpenMoves() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let ci = try acme.actor("ci")
      try acme.ops.set("web", "dev", to: "v2.0.0")
      try acme.ops.point("api", "dev", at: "v1.2.0")
      try ci.opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "dev",
        "--result",
        "pass",
        "--service",
        "web"
      ).checked()
      var said = try ci.typed("promote --auto --dry-run", "promote --auto --format json")
      try ci.opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "dev",
        "--result",
        "fail",
        "--service",
        "api"
      ).checked()
      said += "\n" + (try ci.typed("promote --auto"))
      try expectGolden(stable(said), "only-open.txt")
    }
  }

  /// Two that were approved apart go one after the other; approved together, they go together.
  @Test(arguments: [true, false])
  func anApprovalIsOneOfAWholeChange(_ together: Bool) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.stage("web", "v2.0.0")
      let dan = try acme.actor("dan")
      let branches = together ? [["api", "web"]] : [["api"], ["web"]]
      for services in branches {
        let name = "raise-" + services.joined(separator: "-") + "-2"
        try dan.opsgate(["promote"] + services + ["--to", "production", "--branch", name]).checked()
        for person in ["alice", "bob"] {
          try acme.actor(person).opsgate("approve", name, "--yes").checked()
        }
      }
      let ci = try acme.actor("ci")
      let before = try acme.repository.head()
      for _ in 0..<3 { try ci.opsgate("promote", "--auto").checked() }
      let commits = try acme.repository.git("log", "--format=%s", "\(before)..main")
        .split(separator: "\n").map(String.init)
      #expect(
        commits
          == (together
            ? ["Promote 2 services to production"]
            : ["Promote web to v2.0.0 in production", "Promote api to v1.2.0 in production"])
      )
      #expect(try acme.verdict().status == 0)
    }
  }

  /// Nothing automatic brings back what was rolled back from, or what only an emergency lets pass.
  @Test
  func nothingIsForced() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      let ci = try acme.actor("ci")
      try ci.opsgate("rollback", "api", "--env", "staging").checked()
      let run = try ci.opsgate("promote", "--auto")
      #expect(run.status == 0 && run.stdout == "", "\(run)")
      #expect(
        run.stderr.contains("'api' is left out of 'staging': 'v1.2.0' was rolled back from"),
        "\(run)"
      )
      try acme.stage("web", "v2.0.0")
      try acme.actor("dan").opsgate(
        "promote",
        "web",
        "--to",
        "production",
        "--branch",
        "fast"
      ).checked()
      try acme.actor("carol").opsgate([
        "approve", "fast", "--yes", "--emergency", "--reason", "down", "--incident", "INC-1",
      ]).checked()
      let later = try ci.opsgate("promote", "--auto")
      #expect(later.status == 0 && later.stdout == "", "\(later)")
      #expect(
        later.stderr.contains("'web' waits before 'production': only as an emergency"),
        "\(later)"
      )
    }
  }

  @Test
  func twentyJobsAtOnce() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let ci = try acme.actor("ci")
      try acme.ops.set("web", "dev", to: "v2.0.0")
      try acme.ops.point("api", "dev", at: "v1.2.0")
      try ci.opsgate("check", "record", "smoke", "--env", "dev", "--result", "pass").checked()
      let bare = try acme.repository.bareClone(to: Folder(path: scratch.path("bare.git")))
      try acme.repository.git(
        "push",
        "--quiet",
        bare.path,
        "refs/notes/opsgate/*:refs/notes/opsgate/*"
      )
      let clones = try (0..<20).map { number in
        let clone = try bare.clone(to: Folder(path: scratch.path("clone-\(number)")))
        let copies = "+refs/notes/opsgate/*:refs/notes/remotes/origin/opsgate/*"
        try clone.git("config", "--add", "remote.origin.fetch", copies)
        try clone.git("fetch", "--quiet", "origin")
        return clone
      }
      let before = try bare.head("main")
      for run in try clones.map({ try $0.startOpsgate("promote", "--auto", "--push") }) {
        let end = try run.wait()
        #expect(end.status == 0, "\(end)")
      }
      let commits = try bare.git("log", "--format=%s", "\(before)..main")
      #expect(commits == "Promote 2 services to staging")
      #expect(try bare.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test
  func aCandidateThatCannotBeMadeLeavesNoBranch() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let dan = try acme.actor("dan")
      for (name, status) in [("raise-api", 1), ("bad..name", 64)] {
        let run = try dan.opsgate("promote", "api", "--to", "production", "--branch", name)
        #expect(run.status == Int32(status), "\(run)")
      }
      let nothing = try dan.opsgate("promote", "web", "--to", "staging", "--branch", "nothing")
      #expect(nothing.status == 0, "\(nothing)")
      let branches = try acme.repository.git("branch", "--format=%(refname:short)")
      #expect(branches == "main\nraise-api")
    }
  }
}
