import OpsTestSupport
import Testing

/// Approving, rejecting, taking back and looking at it, as terminal sessions.
struct ApprovalScenarioTests {
  @Test
  func twoPeopleApproveABranch() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let (alice, bob) = (try acme.actor("alice"), try acme.actor("bob"))
      try acme.actor("ci").opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "staging",
        "--result",
        "pass"
      ).checked()
      var said = "# Alice\n"
      said += try alice.typed(
        "approve raise-api --dry-run",
        "approve raise-api",
        "approve raise-api --yes --comment ready"
      )
      said += "\n# Bob\n" + (try bob.typed("approve raise-api --yes -q", "show raise-api"))
      said +=
        "\n# Alice\n" + (try alice.typed("reject raise-api --yes --comment wait", "show raise-api"))
      said += "\n# Bob\n" + (try bob.typed("revoke raise-api --yes", "revoke raise-api --yes"))
      try expectGolden(stable(said), "two-people.txt")
      #expect(try acme.repository.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test
  func whatWillNotCountIsSaidAtOnce() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      var said = ""
      for (name, key) in [
        ("dan", "dan"), ("carol", "carol"), ("alice", "unknown"), ("alice", "ci"),
      ] {
        said += "# \(name) with the key of \(key)\n"
        said += try acme.actor(name, key: key).typed("approve raise-api --yes")
        said += "\n"
      }
      said += try acme.actor("alice").typed(
        "show raise-api",
        "approve main --yes",
        "approve raise-api --env staging --yes",
        "approve nowhere --yes",
        "approve raise-api --emergency --yes",
        "approve raise-api --policy x --yes"
      )
      try expectGolden(stable(said), "will-not-count.txt")
    }
  }

  @Test
  func anEmergencyIsSaidSo() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let carol = try acme.actor("carol")
      let run = try carol.opsgate(
        "approve",
        "raise-api",
        "--emergency",
        "--reason",
        "api is down",
        "--incident",
        "INC-42",
        "--yes"
      )
      let shown = try carol.opsgate("show", "raise-api", "--format", "json")
      try expectGolden(stable(run.transcript + "\n" + shown.transcript), "emergency.txt")
    }
  }

  /// The record is found by what it approves, whatever commit lands it; nothing else is.
  @Test(arguments: ["merge", "squash", "rebase"])
  func anApprovalOutlivesTheLanding(_ how: String) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let git = acme.repository
      try acme.actor("alice").opsgate("approve", "raise-api", "--yes").checked()
      try acme.ops.point("web", "dev", at: "v7")
      switch how {
      case "merge": try git.merge("raise-api", message: "Merge raise-api")
      case "squash":
        try git.run(["merge", "--squash", "--quiet", "raise-api"]).checked()
        try git.commit("Raise api (#7)\n\nCo-authored-by: Dan <dan@acme.example>")
      default: try git.run(["cherry-pick", "raise-api"]).checked()
      }
      let shown = try acme.actor("bob").opsgate("show", "main")
      #expect(shown.status == 0, "\(shown)")
      #expect(shown.stdout.contains("\tapprove\talice\tproduction\t"), "\(shown)")
      #expect(shown.stdout.hasSuffix("\t-\n"), "it counts: \(shown)")
      // The same step once more is another change.
      try acme.ops.point("api", "production", at: "v1.0.0")
      try acme.ops.point(
        "api",
        "production",
        at: "v1.1.0",
        author: Person("Dan", "dan@acme.example")
      )
      #expect(try acme.actor("bob").opsgate("show", "main").stdout == "")
    }
  }

  /// A person can check each record with stock tools alone, by what `--raw` prints.
  @Test
  func rawIsAScriptThatChecksEachRecord() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      try acme.actor("ci").opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        "staging",
        "--result",
        "pass"
      ).checked()
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "raise-api", "--yes", "--comment", "it's fine")
          .checked()
      }
      let raw = try acme.actor("alice").opsgate("show", "raise-api", "--raw").checked().stdout
      try acme.repository.write("check.sh", raw)
      let run = try Shell.run(
        "sh",
        ["-eu", "check.sh"],
        in: acme.repository.path,
        environment: acme.repository.environment
      )
      #expect(run.status == 0, "\(run)")
      let good = run.stdout.split(separator: "\n").filter { $0.hasPrefix("Good \"opsgate\"") }
      #expect(good.count == 2, "\(run)")
    }
  }

  /// Forty people at once on one repository: forty records.
  @Test
  func fortyAtOnce() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let alice = try acme.actor("alice")
      let runs = try (0..<40).map { number in
        try Shell.start(
          OpsgateProgram().path,
          ["approve", "raise-api", "--yes", "--comment", "number \(number)"],
          in: acme.repository.path,
          environment: OpsgateProgram.environment(home: scratch, clock: acme.repository.clock)
            .merging(alice.variables) { $1 }
        )
      }
      for run in runs { #expect(try run.wait().status == 0) }
      let note = try acme.repository.git("notes", "--ref=opsgate/approvals", "show", "raise-api")
      #expect(note.split(separator: "\n").count == 40)
      #expect(try acme.repository.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  /// Nobody knows what was never fetched: that is no "no approvals".
  @Test
  func recordsThatWereNotFetchedAreUndecided() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      try acme.actor("alice").opsgate("approve", "raise-api", "--yes").checked()
      let clone = try acme.repository.clone(to: Folder(path: scratch.path("clone")))
      try clone.git("branch", "raise-api", "origin/raise-api")
      let bob = try acme.actor("bob", in: clone)
      let said = try bob.typed("show raise-api", "sync --configure -q", "show raise-api")
      try expectGolden(stable(said).masked(/[0-9a-f]{40}/), "not-fetched.txt")
    }
  }

  @Test
  func checksSpeakOfWhatRuns() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let said = try acme.actor("ci").typed(
        "check record smoke --env staging --result pass",
        "check record smoke --env staging --result fail --service api --tag v1.1.0 --url https://ci.example/7",
        "check record smoke --env staging --result pass --service api --tag v9",
        "check record smoke --env staging --result maybe",
        "check record smoke --env nowhere --result pass",
        "check record smoke --env staging --result pass --service ghost",
        "show main",
        "check"
      )
      let other = try acme.actor("alice").typed("check record smoke --env staging --result pass")
      try expectGolden(stable(said + "\n# Alice\n" + other), "checks.txt")
    }
  }

  @Test
  func aPinHoldsOnTheFirstParentsAlone() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch)
      let git = acme.repository
      let said = try acme.actor("alice").typed(
        "trust",
        "trust pin raise-api",
        "trust pin",
        "trust",
        "trust show --format json"
      )
      try git.merge("raise-api", message: "Merge raise-api")
      let later = try acme.actor("alice").typed("trust", "trust pin main^2", "trust pin main~1")
      try git.git("update-ref", "refs/heads/main", "main~3")
      let rewound = try acme.actor("alice").typed("trust")
      try expectGolden([said, later, rewound].joined(separator: "\n"), "pin.txt")
    }
  }
}

extension String {
  /// The text with what matches hidden.
  func masked(_ pattern: some RegexComponent) -> String { replacing(pattern, with: "<id>") }
}
