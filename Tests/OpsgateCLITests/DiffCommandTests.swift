import OpsTestSupport
import Testing

struct DiffCommandTests {
  @Test
  func whatAPromotionWouldMove() throws {
    try withScratch { scratch in
      let demo = try Example.make(at: try scratch.folder("ops"))
      try expectGolden(
        demo.typed(
          "diff staging production",
          "diff dev staging",
          "diff staging production --format json",
          "diff staging prod"
        ) + demo.typedOnTerminal("diff staging production")
          + demo.typedOnTerminal("diff dev staging"),
        "session.txt"
      )
    }
  }
}
