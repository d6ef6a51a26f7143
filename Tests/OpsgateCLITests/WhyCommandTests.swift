import OpsTestSupport
import Testing

struct WhyCommandTests {
  @Test
  func theStoryOfOnePointer() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      let terminal = try ["api production", "web production", "worker production", "api dev"]
        .map { try demo.typedOnTerminal("why \($0)") }
      try expectGolden(terminal.joined(separator: "\n"), "terminal.txt")
      try expectGolden(
        demo.typed("why web production", "why web production --format json"),
        "pipe.txt"
      )
    }
  }

  @Test
  func aPointerThatIsGoneHasAStoryToo() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try ops.repository.remove("apps/api/production/values.yaml")
      try ops.repository.commit("Take api out of production")
      try ops.repository.write("apps/new/dev/values.yaml", "image: {tag: v1}\n")
      try ops.repository.commit("Begin")
      try expectGolden(
        ops.repository.typedOnTerminal("why api production")
          + ops.repository.typed("why api production", "why new production"),
        "gone.txt"
      )
    }
  }
}
