import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// Histories in which the policy moved together with the files.
@Suite
struct LayoutVersionsTests {
  private let key = PointerKey(service: "api", environment: "production")

  @Test
  func filesThatMoveWithThePolicyKeepTheirHistory() throws {
    try withStory { git in
      try write(git, layout: "old", "old/api.yaml", "tag: v1\n")
      try write(git, layout: "old", "old/api.yaml", "tag: v2\n")
      try git.run(["rm", "-q", "old/api.yaml"]).checked()
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v2 }\n")
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v3 }\n")
      let timeline = try read(git)
      #expect(
        words(timeline.moves) == [
          "api production -→v1 added skipped", "api production v1→v2 change skipped",
          "api production v2→v3 change skipped",
        ]
      )
      #expect(timeline.moves.map(\.path) == ["old/api.yaml", "old/api.yaml", "new/api.yaml"])
      #expect(timeline.history(of: key).rollbackTarget()?.tag == "v2")
      #expect(timeline.history(of: key).current?.path == "new/api.yaml")
    }
  }

  @Test
  func whatStoodBeforeTheFirstPolicyIsReadByTheFirst() throws {
    try withStory { git in
      try write(git, layout: nil, "old/api.yaml", "tag: v1\n")
      try write(git, layout: nil, "old/api.yaml", "tag: v2\n")
      try write(git, layout: "old", "README", "ops\n")
      try git.run(["rm", "-q", "old/api.yaml"]).checked()
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v2 }\n")
      #expect(
        words(try read(git).moves) == [
          "api production -→v1 added skipped", "api production v1→v2 change skipped",
        ]
      )
    }
  }

  @Test
  func aPolicyThatLearnsMoreFindsItsPointersInAllOfHistory() throws {
    try withStory { git in
      try write(git, layout: "old", "new/api.yaml", "image: { tag: v1 }\n")
      try write(git, layout: "old", "new/api.yaml", "image: { tag: v2 }\n")
      try write(git, layout: "both", "README", "ops\n")
      #expect(
        words(try read(git).moves) == [
          "api production -→v1 added skipped", "api production v1→v2 change skipped",
        ]
      )
    }
  }

  @Test
  func whatAPolicyNoLongerNamesIsRemovedAndNoGhost() throws {
    try withStory { git in
      try write(git, layout: "old", "old/web.yaml", "tag: v7\n")
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v1 }\n")
      try write(git, layout: "new", "old/web.yaml", "tag: v8\n")
      #expect(
        words(try read(git).moves) == [
          "web production -→v7 added skipped", "api production -→v1 added skipped",
          "web production v7→- removed",
        ]
      )
    }
  }

  @Test
  func aPolicyThatIsWrongOrGoneChangesNothing() throws {
    try withStory { git in
      try write(git, layout: "old", "old/api.yaml", "tag: v1\n")
      try write(git, layout: "nonsense", "old/api.yaml", "tag: v2\n")
      try git.run(["rm", "-q", "policy"]).checked()
      try write(git, layout: nil, "old/api.yaml", "tag: v3\n")
      try git.run(["rm", "-q", "old/api.yaml"]).checked()
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v3 }\n")
      #expect(
        words(try read(git).moves) == [
          "api production -→v1 added skipped", "api production v1→v2 change skipped",
          "api production v2→v3 change skipped",
        ]
      )
    }
  }

  @Test
  func withoutVersionsThePresentLayoutAloneHolds() throws {
    try withStory { git in
      try write(git, layout: "old", "old/api.yaml", "tag: v1\n")
      try git.run(["rm", "-q", "old/api.yaml"]).checked()
      try write(git, layout: "new", "new/api.yaml", "image: { tag: v1 }\n")
      let timeline = try readTimeline(git, try layout("new"))
      #expect(words(timeline.moves) == ["api production -→v1 added skipped"])
    }
  }

  private func withStory(_ tell: (GitFolder) throws -> Void) throws {
    try withScratch { try tell(try GitFolder.make(at: $0)) }
  }

  /// Commits a file and, where it is given, another policy.
  private func write(
    _ git: GitFolder,
    layout: String?,
    _ path: String,
    _ text: String
  ) throws {
    if let layout { try git.write("policy", layout) }
    try git.write(path, text)
    try git.commit("Write \(path)")
  }

  private func read(_ git: GitFolder) throws -> Timeline {
    let layouts = try ["old": layout("old"), "new": layout("new"), "both": layout("both")]
    let repository = try Repository(discovering: git.path, environment: [:])
    let versions = LayoutVersions(path: "policy") { layouts[String(decoding: $0, as: UTF8.self)] }
    let tip = String(decoding: try git.folder.bytes("policy"), as: UTF8.self)
    return try Timeline.read(
      repository,
      head: try repository.resolve("HEAD"),
      layout: try #require(layouts[tip]),
      versions: versions
    )
  }

  private func layout(_ name: String) throws -> Layout {
    let old = TestLayout.Entry(
      paths: ["old/{service}.yaml"],
      key: "tag",
      environment: "production"
    )
    let new = TestLayout.Entry(
      paths: ["new/{service}.yaml"],
      key: "image.tag",
      environment: "production"
    )
    let entries = ["old": [old], "new": [new], "both": [old, new]]
    return try TestLayout.make(try #require(entries[name]))
  }
}
