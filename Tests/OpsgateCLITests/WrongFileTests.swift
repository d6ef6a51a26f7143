import Foundation
import OpsTestSupport
import Testing

/// Pointer files that are not what the policy promises.
struct WrongFileTests {
  private let api = "apps/api/production/values.yaml"

  @Test
  func keyAbsentInSomeFiles() throws {
    try expectHarmlessFile("key-absent", "image:\n  repository: registry.example/api\n")
  }

  @Test
  func notUTF8() throws {
    try expectHarmlessFile(
      "not-utf-8",
      bytes: Array("image:\n  tag: v1 # caf".utf8) + [0xe9, 0x0a]
    )
  }

  @Test
  func noYAML() throws {
    try expectHarmlessFile("no-yaml", "image:\n  tag: v1\n tag: [v2\n")
  }

  @Test
  func aKeyTwice() throws {
    try expectHarmlessFile("key-twice", "image:\n  tag: v1.1.0\n  tag: v1.2.0\n")
  }

  @Test
  func aTagThatIsAMapping() throws {
    try expectHarmlessFile("tag-is-a-mapping", "image:\n  tag: { name: v1.1.0 }\n")
  }

  @Test
  func nothingInTheFile() throws { try expectHarmlessFile("empty-file", "") }

  @Test
  func aDeepNest() throws {
    let deep = String(repeating: "[", count: 100_000)
    try expectHarmlessFile("deep-nest", "image:\n  tag: v1.1.0\nother: \(deep)\n")
  }

  @Test
  func aliasesThatMultiply() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      let nine = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(nine)]\n"
    }
    try expectHarmlessFile("multiplying-aliases", text + "image:\n  tag: v1.1.0\n")
  }

  @Test
  func terminalEscapesInATag() throws {
    try expectHarmlessFile("terminal-escapes", "image:\n  tag: \"v1\\e[31m\\x07\\r::error::x\"\n")
  }

  @Test
  func tenMegabytes() throws {
    let filler = String(repeating: "# just a comment that goes on and on and on\n", count: 240_000)
    try expectHarmlessFile("ten-megabytes", "image:\n  tag: v1.1.0\n" + filler)
  }

  @Test
  func aSymbolicLink() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.remove(api)
      try FileManager.default.createSymbolicLink(
        atPath: ops.folder.path(api),
        withDestinationPath: "../staging/values.yaml"
      )
      try ops.repository.commit("Link production to staging")
      try expectHarmlessCommands("symbolic-link", in: ops, scratch: scratch)
    }
  }

  @Test
  func aSubmodule() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.git("rm", "--quiet", api)
      let commit = try ops.repository.head()
      try ops.repository.git("update-index", "--add", "--cacheinfo", "160000,\(commit),\(api)")
      try ops.repository.git("commit", "--quiet", "--message", "Put a submodule there")
      _ = try ops.folder.folder(api)
      try expectHarmlessCommands("submodule", in: ops, scratch: scratch)
    }
  }

  @Test
  func aFolder() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.remove(api)
      try ops.repository.write("\(api)/inner.yaml", "image:\n  tag: v1.1.0\n")
      try ops.repository.commit("Put a folder there")
      try expectHarmlessCommands("folder", in: ops, scratch: scratch)
    }
  }

  @Test
  func fiveThousandPointers() throws {
    try withScratch { scratch in
      let ops = try GitFolder.make(at: try scratch.folder("ops"))
      let environments = (1...50).map { "site-\($0)" }
      try ops.write(
        ".opsgate/policy.yaml",
        """
        version: 1
        mainline: main
        pointers:
          - path: tags/{environment}.yaml
            key: "{service}.tag"
        environments: [\(environments.joined(separator: ", "))]

        """
      )
      let tags = (1...100).map { "service-\($0):\n  tag: v1.0.0\n" }.joined()
      for environment in environments { try ops.write("tags/\(environment).yaml", tags) }
      try ops.commit("Begin")
      let moved = tags.replacing("service-100:\n  tag: v1.0.0", with: "service-100:\n  tag: v1.1.0")
      try ops.write("tags/site-50.yaml", moved)
      try ops.commit("Move the last")

      let status = try ops.opsgate("status", "--format", "json").checked()
      #expect(status.stdout.components(separatedBy: #""service""#).count == 5001)
      #expect(try ops.opsgate("get", "service-100", "site-50").transcript == "v1.1.0\n")
      try ops.opsgate("rollback", "service-100", "--env", "site-50").checked()
      #expect(try ops.git("diff", "--stat", "HEAD~2", "HEAD") == "")
      #expect(try ops.git("status", "--porcelain") == "")
    }
  }

  /// One file of the repository holds this text; the others are as they should be.
  private func expectHarmlessFile(
    _ name: String,
    _ text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectHarmlessFile(name, bytes: Array(text.utf8), sourceLocation: sourceLocation)
  }

  private func expectHarmlessFile(
    _ name: String,
    bytes: [UInt8],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.folder.write(api, bytes: bytes)
      try ops.repository.commit("Break a file")
      try expectHarmlessCommands(name, in: ops, scratch: scratch, sourceLocation: sourceLocation)
    }
  }

  private func expectHarmlessCommands(
    _ name: String,
    in ops: OpsRepository,
    scratch: Folder,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expectHarmless(
      name,
      "status",
      "get api production",
      "get web production",
      "log --env production -n 2",
      "rollback api --env production --to v0.1.0",
      "promote api --to production --dry-run",
      in: ops.repository,
      scratch: scratch,
      sourceLocation: sourceLocation
    )
  }
}
