import Gate
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct PolicyTreeTests {
  private func read(_ world: ChangeWorld) throws -> PolicyTree? {
    let repository = try Repository(discovering: world.git.path, environment: [:])
    return try PolicyTree.read(at: repository.resolve("main"), in: repository)
  }

  @Test
  func readsAllThatIsCommitted() async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      var found = try #require(try read(world))
      #expect(found.policy.layout.environments.map(\.name) == ["dev", "production"])
      #expect(found.allowedSigners == nil && found.revoked == nil && found.keys.isEmpty)
      for name in ["allowed_signers", "revoked", "keys/b.asc", "keys/a.asc", "keys/README"] {
        try world.git.write(".opsgate/\(name)", name)
      }
      try world.git.commit("Keys")
      try world.git.write(".opsgate/allowed_signers", "not committed")
      found = try #require(try read(world))
      #expect(found.allowedSigners?.bytes == Array("allowed_signers".utf8))
      #expect(found.revoked?.path == ".opsgate/revoked")
      #expect(found.keys.map(\.path) == [".opsgate/keys/a.asc", ".opsgate/keys/b.asc"])
      #expect(found.tree.hex == (try world.git.git("rev-parse", "main:.opsgate")))
      #expect(
        found.policyBlob.hex == (try world.git.git("rev-parse", "main:.opsgate/policy.yaml"))
      )
    }
  }

  @Test
  func noPolicyIsNoError() async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.remove(".opsgate")
      try world.git.commit("Remove")
      #expect(try read(world) == nil)
    }
  }

  @Test(arguments: ["allowed_signers", "keys", "policy.yaml", "keys/a.asc"])
  func aLinkIsNotFollowed(name: String) async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.git("rm", "--quiet", "--cached", "--ignore-unmatch", ".opsgate/\(name)")
      let target = try world.git.run(["hash-object", "-w", "--stdin"], input: Array("/x".utf8))
      let entry = "120000,\(target.stdout.prefix(40)),.opsgate/\(name)"
      try world.git.git("update-index", "--add", "--cacheinfo", entry)
      world.git.clock.tick()
      try world.git.git("commit", "--quiet", "-m", "Link")
      #expect(throws: FileMistake.self) { try read(world) }
    }
  }

  @Test
  func aWrongPolicyIsSaidToBeWrong() async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.write(".opsgate/policy.yaml", "version: 9\n")
      try world.git.commit("Wrong")
      #expect(throws: PolicyMistakes.self) { try read(world) }
    }
  }
}
