import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// Files that cannot be read for a while: they move nothing, and the doubt is named.
@Suite
struct TimelineBrokenFileTests {
  @Test
  func aBrokenFileMovesNothing() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try git.write("apps/api/prod.yaml", "tag: [\n")
      let broken = try git.commit("Break it")
      try point(git, "api/dev", "v2")
      try git.commit("Beside")
      let key = PointerKey(service: "api", environment: "production")
      let during = try readTimeline(git, TestLayout.plain())
      #expect(during.history(of: key).current == nil)
      #expect(during.gaps.map(\.commit.hex) == [broken])
      #expect(during.gaps.first?.path?.hasPrefix("apps/api/prod.yaml") == true)
      #expect(during.gaps.first?.keys == [key])
      try point(git, "api/prod", "v1")
      try git.commit("Mend it")
      let after = try readTimeline(git, TestLayout.plain())
      #expect(words(after.moves.dropFirst(3)) == ["api dev v1→v2 change"])
      #expect(after.history(of: key).current?.tag == "v1")
      #expect(!after.history(of: key).isCertain)
      #expect(after.history(of: PointerKey(service: "api", environment: "dev")).isCertain)
    }
  }

  @Test
  func aFileMendedWithAnotherTagMovedNobodyKnowsWhen() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try point(git, "api/staging", "v2")
      try git.commit("Two")
      try git.git("rm", "-q", "apps/api/prod.yaml")
      try git.git(
        "update-index",
        "--add",
        "--cacheinfo",
        "120000,\(try git.git("hash-object", "-w", "apps/api/dev.yaml")),apps/api/prod.yaml"
      )
      try git.git("commit", "--quiet", "--message", "A link")
      try git.git("checkout", "--force", "--quiet")
      try git.remove("apps/api/prod.yaml")
      try point(git, "api/prod", "v2")
      try git.commit("A file again")
      let timeline = try readTimeline(git, TestLayout.plain())
      #expect(words(timeline.moves.suffix(1)) == ["api production v1→v2 promotion uncertain"])
    }
  }
}
