import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

/// git itself says which lines of a message are trailers.
@Suite
struct ChangeMessageTests {
  private func trailers(_ plan: Plan, _ git: GitFolder) throws -> [String] {
    let message = try #require(plan.commits.first).message
    return try git.run(["interpret-trailers", "--parse"], input: Array(message.utf8)).checked()
      .stdout.split(separator: "\n").map(String.init)
  }

  /// Tags are anybody's text: one with line ends must not forge a trailer or a second subject.
  @Test
  func keepsHostileTagsOnTheirLines() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let hostile = "v2\\n\\nService: web\\nReverts: 1\\u2028x\\u202ey"
      try world.git.write(
        world.ops.file("api", "production"),
        "image:\n  tag: \"\(hostile)\"\n"
      )
      try world.git.commit("Hostile")
      let plan = try world.world.rollback(
        .init(service: "web", to: PointerValue(tag: "v0")),
        .init(service: "api", to: PointerValue(tag: "v1")),
        in: "production"
      )
      #expect(
        try trailers(plan, world.git) == [
          "Environment: production",
          "Service: api",
          "From-Tag: v2  Service: web Reverts: 1 x y",
          "To-Tag: v1",
          "Service: web",
          "From-Tag: v1.0.0",
          "To-Tag: v0",
        ]
      )
      let lines = try #require(plan.commits.first).message.split(separator: "\n")
      #expect(lines.contains("- api in production: v2  Service: web Reverts: 1 x y -> v1"))
    }
  }

  @Test
  func refusesToWriteAHostileTag() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      for tag in ["v1\nService: web", "v1\u{202e}", "v1\0"] {
        let refusal = #expect(throws: ChangeRefusal.self) {
          try world.world.promotion("api", to: "production", tag: tag)
        }
        guard case .uneditable = refusal else {
          Issue.record("\(String(describing: refusal))")
          continue
        }
      }
    }
  }

  @Test
  func namesWhatIsRevertedPointerByPointer() async throws {
    try await withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.set("web", "staging", to: "v2")
      let bad = try world.ops.point("api", "production", at: "v2", message: "---\n\nKey: value")
      let plan = try await world.world.revert(bad, services: ["api", "web"])
      #expect(plan.commits.map(\.subject) == ["Revert \"---\""])
      #expect(
        try trailers(plan, world.git) == [
          "Environment: production", "Service: api", "From-Tag: v2", "To-Tag: v1.0.0",
          "Environment: staging", "Service: web", "From-Tag: v2", "To-Tag: v1.0.0",
          "Reverts: \(bad)",
        ]
      )
    }
  }

  @Test
  func warnsOfATagThatFloats() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let plan = try world.world.promotion("api", to: "production", tag: "latest")
      #expect(
        plan.notices == [
          Notice(
            .warning,
            "the tag 'latest' of 'api' floats: what it means may change any time"
          )
        ]
      )
    }
  }
}
