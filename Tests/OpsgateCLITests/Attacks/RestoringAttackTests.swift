import OpsTestSupport
import Testing

/// What somebody may dress up as a rollback, which asks nobody.
struct RestoringAttackTests {
  /// Held tags stay held whatever is pushed in between, and what was refused is no state to go back to.
  @Test
  func aRefusedStateLiftsNoHold() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.promoted("v1.2.0")
      try acme.ops.point("api", "production", at: "v1.0.0", author: .dan)
      #expect(try acme.verdict().status == 0)
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      #expect(try acme.verdict().status == 1)
      try acme.ops.point("api", "production", at: "v99", author: .dan)
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("error\tapprovals\t2 of"), "\(run)")
    }
  }

  /// Pushing junk does not push the last good state out of reach.
  @Test
  func refusedStatesDoNotCount() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.promoted("v1.2.0")
      for number in 1...6 {
        try acme.ops.point("api", "production", at: "junk\(number)", author: .dan)
      }
      #expect(try acme.verdict().status == 1)
      try acme.actor("dan").opsgate("rollback", "api", "--env", "production", "-q").checked()
      #expect(try acme.repository.git("log", "-1", "--format=%s").contains("v1.2.0"))
      let run = try acme.verdict()
      #expect(run.status == 0, "\(run)")
    }
  }

  /// Two places hold the pointer: one of them alone was never a state, and both have a folder.
  @Test
  func everyCopyIsRestoredWithItsFolder() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch) { acme in
        try DecisionFlowTests.policy(acme).replacing(
          "    key: image.tag\n",
          with: """
                key: image.tag
              - { path: 'jobs/{service}/{environment}/job.yaml', key: tag }

            """
        )
      }
      let git = acme.repository
      func set(_ tag: String, job: String? = nil) throws {
        try git.write("jobs/api/production/job.yaml", "tag: \(job ?? tag)\n")
        try acme.ops.point("api", "production", at: tag, author: .dan)
      }
      try acme.promoted("v1.1.5")
      try set("v1.1.5")
      try acme.approveLanded()
      try acme.stage("api", "v1.2.0")
      try set("v1.2.0")
      try acme.approveLanded()
      #expect(try acme.verdict().status == 0)
      try set("v1.1.5", job: "v1.2.0")
      #expect(try acme.verdict().status == 1)
      try git.git("revert", "--no-edit", "HEAD")
      try git.write("jobs/api/production/evil.yaml", "kind: Evil\n")
      try set("v1.1.5")
      #expect(try acme.verdict().status == 1)
      try git.git("revert", "--no-edit", "HEAD")
      try set("v1.1.5")
      let run = try acme.verdict()
      #expect(run.status == 0, "\(run)")
    }
  }

  /// The tag had come in good order, what stood beside it had not.
  @Test
  func aStateWhoseFilesWereRefusedIsNotRestored() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let git = acme.repository
      let wall = "apps/api/production/wall.yaml"
      try git.write(wall, "kind: NetworkPolicy\n")
      try git.commit("A wall", author: .dan)
      try acme.approveLanded()
      try acme.promoted("v1.2.0")
      try git.remove(wall)
      try git.commit("No wall", author: .dan)
      #expect(try acme.verdict().status == 1)
      try acme.stage("api", "v1.3.0")
      try git.write(wall, "kind: NetworkPolicy\n")
      try acme.ops.point("api", "production", at: "v1.3.0", author: .dan)
      try acme.approveLanded()
      #expect(try acme.verdict().status == 0)
      try git.remove(wall)
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      #expect(try acme.verdict().status == 1)
      try git.git("revert", "--no-edit", "HEAD")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 0, "\(run)")
    }
  }

  /// Without its quotes `1.10` is a number, and another tag.
  @Test
  func anotherSpellingIsNotRestored() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.promoted("\"1.10\"")
      try acme.promoted("\"1.20\"")
      #expect(try acme.verdict().status == 0)
      try acme.ops.point("api", "production", at: "1.10", author: .dan)
      #expect(try acme.verdict().status == 1)
      try acme.ops.point("api", "production", at: "\"1.10\"", author: .dan)
      #expect(try acme.verdict().status == 0)
    }
  }
}

extension Acme {
  /// Brings a tag of api through all environments, as the policy wants it.
  func promoted(_ tag: String) throws {
    let name = tag.filter { $0 != "\"" }
    for (environment, next) in [("dev", true), ("staging", true), ("production", false)] {
      try ops.point("api", environment, at: tag, author: .dan)
      guard next else { continue }
      try actor("ci").opsgate(
        "check",
        "record",
        "smoke",
        "--env",
        environment,
        "--result",
        "pass",
        "--service",
        "api"
      ).checked()
    }
    try approveLanded()
    #expect(try verdict().status == 0, "\(name)")
  }

  /// The two approvals of what stands at the tip.
  func approveLanded() throws {
    for name in ["alice", "bob"] {
      try actor(name).opsgate("approve", "main", "--env", "production", "--yes").checked()
    }
  }
}
