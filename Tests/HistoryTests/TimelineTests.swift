import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// Stories that people know, told by stock git and read by the engine.
@Suite
struct TimelineTests {
  @Test
  func theWayOfATagAndBack() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      for environment in ["dev", "staging", "prod"] {
        try point(git, "api/\(environment)", "v2")
        try git.commit("Set api to v2 in \(environment)", author: .bo)
      }
      try point(git, "api/prod", "v1")
      try git.commit("Roll back api in production", author: .cy)
      try point(git, "api/staging", "v1")
      try git.commit("Set api to v1 in staging")
      let timeline = try readTimeline(git, TestLayout.plain())
      #expect(
        words(timeline.moves) == [
          "api dev -→v1 added", "api staging -→v1 added", "api production -→v1 added",
          "api dev v1→v2 change", "api staging v1→v2 promotion", "api production v1→v2 promotion",
          "api production v2→v1 rollback downgrade",
          "api staging v2→v1 rollback downgrade unlabelled",
        ]
      )
      let rollback = try #require(timeline.moves.dropLast().last)
      #expect(rollback.author.name == "Cy Chen" && rollback.committer.name == "Ana Alves")
      #expect((rollback.path, rollback.line) == ("apps/api/prod.yaml", 2))
      #expect(rollback.time == git.clock.now - 60)
      let key = PointerKey(service: "api", environment: "staging")
      #expect(timeline.history(of: key).isHeld("v2"))
      #expect(timeline.behind(key) == 1)
      #expect(timeline.behind(PointerKey(service: "api", environment: "production")) == 0)
      #expect(timeline.behind(PointerKey(service: "api", environment: "dev")) == nil)
    }
  }

  @Test
  func aMergeMovesWhatItsBranchMoved() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try git.branch("feature")
      try point(git, "api/dev", "v2")
      try git.commit("Two", author: .bo)
      try point(git, "api/dev", "v3")
      try git.commit("Three", author: .bo)
      try git.go(to: "main")
      try point(git, "api/staging", "v9")
      try git.commit("Beside")
      let merge = try git.merge("feature", message: "Merge feature")
      let timeline = try readTimeline(git, TestLayout.plain())
      #expect(
        words(timeline.moves.dropFirst(3)) == [
          "api staging v1→v9 change skipped", "api dev v1→v3 change",
        ]
      )
      #expect(timeline.moves.last?.commit.id.hex == merge)
      #expect(timeline.moves.last?.author.name == "Ana Alves")
      // From the branch's own side, its commits are the mainline.
      let side = try readTimeline(git, TestLayout.plain(), "feature")
      #expect(words(side.moves.dropFirst(3)) == ["api dev v1→v2 change", "api dev v2→v3 change"])
    }
  }

  @Test
  func movedFilesAndChangedLayoutsAreNoMoves() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("old/prod/api", "TAG=v1\n")
      try git.write("old/dev/api", "TAG=v1\n")
      try git.commit("Text files")
      try git.write("all.yaml", "prod:\n  api:\n    tag: v1\ndev: {api: {tag: v2}}\n")
      try git.remove("old")
      try git.commit("One file for all")
      try git.git("mv", "all.yaml", "gone.yaml")
      try git.write("apps/api/prod/values.yaml", "image: {tag: v1}\n")
      try git.write("apps/api/base.yaml", "image: {tag: v2}\n")
      try git.commit("Overlay and base")
      let timeline = try readTimeline(git, TestLayout.mixed())
      #expect(
        words(timeline.moves) == [
          "api dev -→v1 added", "api production -→v1 added skipped", "api dev v1→v2 change",
          "api staging -→v2 added",
        ]
      )
      let history = timeline.history(of: PointerKey(service: "api", environment: "production"))
      #expect(history.periods.count == 1)
      #expect(history.current?.path == "apps/api/prod/values.yaml")
      #expect(history.current?.since?.position == 0)
    }
  }

  @Test
  func aBaseMovesAllThatInheritIt() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("apps/api/base.yaml", "image: {tag: v1}\n")
      try git.write("apps/api/prod/values.yaml", "image: {tag: v1}\n")
      try git.commit("Start")
      try git.write("apps/api/base.yaml", "image: {tag: v2}\n")
      try git.commit("Base")
      try git.remove("apps/api/prod/values.yaml")
      try git.commit("Drop the overlay")
      let timeline = try readTimeline(git, TestLayout.mixed())
      #expect(
        words(timeline.moves.dropFirst(3)) == [
          "api dev v1→v2 change", "api staging v1→v2 change skipped",
          "api production v1→v2 promotion",
        ]
      )
    }
  }

  @Test
  func commitsThatChangeNoTagMoveNothing() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try git.commit("Empty")
      try git.write("apps/api/prod.yaml", "# another comment\n\ntag:   'v1'\nother: 2\n")
      try git.commit("Around the tag")
      try git.git("update-index", "--chmod=+x", "apps/api/prod.yaml")
      try git.git("commit", "--quiet", "--message", "Mode")
      try git.git("mv", "apps/api/dev.yaml", "apps/dev.yaml")
      try git.git("mv", "apps/dev.yaml", "apps/api/dev.yaml")
      try git.commit("To and fro")
      let timeline = try readTimeline(git, TestLayout.plain())
      #expect(timeline.moves.count == 3)
      #expect(timeline.mainline.count == 5)
    }
  }

  @Test
  func deletedAndAddedAgainWithASwapBetween() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try git.remove("apps/api/prod.yaml")
      try git.write("apps/api/prod.yaml/inside", "a directory now\n")
      try git.commit("Swap")
      try git.remove("apps/api/prod.yaml")
      try point(git, "api/prod", "v1")
      try git.commit("Back")
      let timeline = try readTimeline(git, TestLayout.plain())
      #expect(
        words(timeline.moves.dropFirst(3)) == [
          "api production v1→- removed", "api production -→v1 added",
        ]
      )
      let history = timeline.history(of: PointerKey(service: "api", environment: "production"))
      #expect(history.periods.map(\.tag) == ["v1", nil, "v1"])
      #expect(history.rollbackTarget() == nil)
    }
  }

  @Test
  func namesWhoMovedAPointerSince() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      try point(git, "api/prod", "v2")
      let two = try git.commit("Two")
      try point(git, "api/dev", "v9")
      try git.commit("Beside")
      try point(git, "api/prod", "v3")
      let three = try git.commit("Three")
      let timeline = try readTimeline(git, TestLayout.plain())
      let key = PointerKey(service: "api", environment: "production")
      let from = try #require(ObjectID(hex: two))
      #expect(timeline.moves(of: [key], after: from)?.map(\.commit.id.hex) == [three])
      #expect(timeline.moves(at: try #require(timeline.position(of: from))).map(\.to) == ["v2"])
      let stranger = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
      #expect(timeline.moves(of: [key], after: stranger) == nil)
      #expect(timeline.position(of: stranger) == nil)
    }
  }

  @Test
  func anEmptyLayoutHasNoMoves() throws {
    try withScratch { scratch in
      let git = try startStory(scratch)
      let timeline = try readTimeline(
        git,
        Layout(environments: TestLayout.environments, entries: [])
      )
      #expect(timeline.moves.isEmpty && timeline.keys.isEmpty && timeline.isComplete)
      let key = PointerKey(service: "api", environment: "dev")
      #expect(timeline.history(of: key).current == nil)
    }
  }
}
