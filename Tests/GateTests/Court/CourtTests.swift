import OpsTestSupport
import Testing

/// What is allowed rests on what was allowed before.
struct CourtTests {
  @Test
  func aTagGoesThroughTheEnvironments() async throws {
    try await withScratch { scratch in
      var world = try CourtWorld.make(at: scratch)
      try world.ops.point("api", "dev", at: "v2")
      try await expect(world, "main", "dev", "allowed")
      try world.ops.point("api", "staging", at: "v2")
      try await expect(world, "main", "staging", "allowed")
      try world.ops.point("api", "production", at: "v2")
      try await expect(world, "main", "production", "refused approvals")
      try await world.approve("main", in: "production", by: "bob")
      try await expect(world, "main", "production", "allowed")
    }
  }

  /// It did run in staging, but nothing let it.
  @Test
  func whatWasRefusedOpensNothing() async throws {
    try await withScratch { scratch in
      var world = try CourtWorld.make(at: scratch)
      try world.ops.point("api", "staging", at: "v3")
      try await expect(world, "main", "staging", "refused promotion-order")
      try world.ops.point("api", "production", at: "v3")
      try await world.approve("main", in: "production", by: "alice")
      try await expect(world, "main", "production", "refused promotion-order")
      // Once it has run in dev, and comes to staging again, it may.
      try world.ops.point("api", "dev", at: "v3")
      try world.ops.point("api", "staging", at: "v2.9")
      try world.ops.point("api", "staging", at: "v3")
      try await expect(world, "main", "staging", "allowed")
    }
  }

  @Test
  func aRollbackIsFast() async throws {
    try await withScratch { scratch in
      var world = try CourtWorld.make(at: scratch)
      for environment in ["dev", "staging", "production"] {
        try world.ops.point("api", environment, at: "v2")
      }
      try await world.approve("main", in: "production", by: "alice")
      try world.ops.point("api", "production", at: "v1.0.0")
      try await expect(world, "main", "production", "allowed rollback")
      // Forth again is no rollback: the tag is held.
      try world.ops.point("api", "production", at: "v2")
      try await expect(world, "main", "production", "refused approvals")
    }
  }

  /// Back to what nobody had allowed.
  @Test
  func aRollbackGoesToAnAllowedState() async throws {
    try await withScratch { scratch in
      let world = try CourtWorld.make(at: scratch)
      for tag in ["v2", "v3"] {
        for environment in ["dev", "staging", "production"] {
          try world.ops.point("api", environment, at: tag)
        }
      }
      try world.ops.point("api", "production", at: "v2")
      try await expect(world, "main", "production", "refused approvals")
      // What was refused is no state, and does not count towards how far it goes back.
      try world.ops.point("api", "production", at: "v1.0.0")
      try await expect(world, "main", "production", "allowed rollback")
    }
  }

  /// A rollback with one byte more is none.
  @Test
  func aRollbackBringsNothingElse() async throws {
    try await withScratch { scratch in
      var world = try CourtWorld.make(at: scratch)
      for environment in ["dev", "staging", "production"] {
        try world.ops.point("api", environment, at: "v2")
      }
      try await world.approve("main", in: "production", by: "alice")
      try world.git.branch("back")
      try world.ops.set("api", "production", to: "v1.0.0")
      try world.git.commit("Back")
      try await expect(world, "back", "production", "allowed rollback")
      let path = world.ops.file("web", "production")
      let text = String(decoding: try world.git.folder.bytes(path), as: UTF8.self)
      try world.git.write(path, text + "extra: 1\n")
      try world.git.commit("And more")
      try await expect(world, "back", "production", "refused approvals")
      try world.git.go(to: "main")
    }
  }

  @Test
  func aPolicyThatWasNotAllowedIsNotInForce() async throws {
    try await withScratch { scratch in
      var world = try CourtWorld.make(at: scratch)
      try world.git.write(".opsgate/policy.yaml", try world.policy(production: "automatic"))
      try world.git.commit("Ask nobody")
      try await expect(world, "main", "policy", "refused approvals")
      for environment in ["dev", "staging", "production"] {
        try world.ops.point("api", environment, at: "v2")
      }
      try await expect(world, "main", "production", "refused approvals")
      // Approved later, it counts from where it stands.
      try await world.approve("main~3", in: "policy", by: "alice")
      try await expect(world, "main", "production", "allowed")
    }
  }

  @Test
  func whatStoodBeforeTheFirstPolicyIsTheBaseline() async throws {
    try await withScratch { scratch in
      let ops = try OpsRepository.make(at: scratch)
      try ops.repository.git("rm", "--quiet", "-r", ".opsgate")
      try ops.repository.git("commit", "--quiet", "--amend", "--no-edit")
      try ops.point("api", "production", at: "v7")
      let world = CourtWorld(ops: ops)
      try ops.repository.write(".opsgate/policy.yaml", try world.policy())
      try ops.repository.commit("The first policy that counts")
      try ops.point("api", "production", at: "v1.0.0")
      try await expect(world, "main", "production", "allowed rollback")
    }
  }

  private func expect(
    _ world: CourtWorld,
    _ revision: String,
    _ environment: String,
    _ outcome: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let said = try await world.outcome(of: revision, on: environment)
    #expect(said == outcome, sourceLocation: sourceLocation)
  }
}
