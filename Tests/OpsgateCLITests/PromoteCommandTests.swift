import OpsTestSupport
import Testing

struct PromoteCommandTests {
  @Test
  func aDryRunShowsAndWritesNothing() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let before = try FolderState(of: scratch)
      try expectGolden(
        demo.typed(
          "promote web --to production --dry-run",
          "promote worker --to production -n",
          "promote worker --to staging --tag v0.9.1 -n",
          "promote api --to production",
          "promote --all --to production",
          "promote --to production",
          "promote api --all --to production",
          "promote --all --tag v1 --to production",
          "promote api --to dev",
          "promote --all --to dev",
          "promote api --to dev --tag v1.6.0 -n",
          "promote ghost --to production"
        ),
        "dry-run.txt"
      )
      let empty = try demo.opsgate("promote", "api", "--to", "production", "--tag", "")
      #expect(empty.status == 64)
      #expect(empty.stderr.hasPrefix("error: --tag must name a tag, and is empty\n"))
      #expect(try FolderState(of: scratch).differences(from: before) == [])
    }
  }

  @Test
  func nothingIsCopiedFromWhatCannotBeTold() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.write(ops.file("api", "dev"), "image:\n  tag: [v1]\n")
      try ops.point("web", "dev", at: "v2.0.0")
      let before = try ops.repository.head()
      try expectGolden(
        ops.repository.typed(
          "promote --all --to staging",
          "promote api --to staging",
          "promote web --to staging --dry-run"
        ),
        "unreadable-source.txt"
      )
      let blank = try ops.repository.opsgate("promote", "web", "--to", "staging", "--tag", " v2")
      #expect(blank.status == 64)
      #expect(blank.stderr.hasPrefix("error: "))
      #expect(try ops.repository.head() == before)
    }
  }

  @Test
  func copiesThatDisagreeAreNoSource() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"), services: ["api"])
      try ops.repository.write(
        ".opsgate/policy.yaml",
        ops.policy.replacing("key: image.tag", with: "key: 'images[*].tag'\n    service: api")
          .replacing("{service}", with: "api")
      )
      for (name, second) in [("dev", "v2"), ("staging", "v1"), ("production", "v1")] {
        try ops.repository.write(
          ops.file("api", name),
          "images:\n  - tag: v1\n  - tag: \(second)\n"
        )
      }
      try ops.repository.commit("Two copies")
      try expectGolden(
        ops.repository.typed("promote api --to staging", "promote --all --to staging"),
        "disagreeing-source.txt"
      )
    }
  }

  @Test
  func allThatDiffersGoesInOneCommit() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.set("api", "dev", to: "v1.1.0")
      try ops.point("web", "dev", at: "v2.0.0")
      try expectGolden(
        ops.repository.typed("promote --all --to staging", "status --env staging", "log -n 2"),
        "all.txt"
      )
      #expect(try ops.repository.git("status", "--porcelain") == "")
      #expect(try ops.repository.git("rev-list", "--count", "HEAD") == "3")
    }
  }
}
