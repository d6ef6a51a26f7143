import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// Clones that lack a part: what is missing is named, and nothing is claimed that rests on it.
@Suite
struct TimelineGapTests {
  private let production = PointerKey(service: "api", environment: "production")
  private let staging = PointerKey(service: "api", environment: "staging")

  /// v1, v2, v3 in staging, then v2, then v1 in production, which had v1 at first.
  private func story(_ scratch: Folder) throws -> GitFolder {
    let git = try GitFolder.make(at: try scratch.folder("origin"))
    try git.git("config", "uploadpack.allowFilter", "true")
    for environment in ["staging", "prod"] {
      try git.write("apps/api/\(environment).yaml", "tag: v1\n")
    }
    try git.commit("Start")
    for (environment, tag) in [
      ("staging", "v2"), ("staging", "v3"), ("prod", "v2"), ("prod", "v1"),
    ] {
      try git.write("apps/api/\(environment).yaml", "tag: \(tag)\n")
      try git.commit("\(environment) \(tag)")
    }
    return git
  }

  private func read(_ git: GitFolder) throws -> Timeline {
    let repository = try Repository(discovering: git.path, environment: [:])
    return try Timeline.read(
      repository,
      head: try repository.resolve("HEAD"),
      layout: try TestLayout.plain()
    )
  }

  @Test
  func theWholeStory() throws {
    try withScratch { scratch in
      let timeline = try read(story(scratch))
      #expect(timeline.isComplete && timeline.gaps.isEmpty)
      #expect(
        timeline.moves.map(\.kind) == [.added, .added, .change, .change, .promotion, .rollback]
      )
      #expect(timeline.moves.map(\.isCertain).allSatisfy { $0 })
    }
  }

  @Test
  func aShallowCloneClaimsNothingAboutItsOldestCommit() throws {
    try withScratch { scratch in
      let clone = try story(scratch).clone(
        to: Folder(path: scratch.path("clone")),
        options: ["--depth", "2"]
      )
      let timeline = try read(clone)
      #expect(!timeline.isComplete)
      #expect(timeline.mainline.count == 2)
      #expect(timeline.gaps.count == 1)
      #expect(timeline.gaps.first?.hint?.contains("--unshallow") == true)
      // By what is here, v1 is new to production and never ran in staging: that is in doubt.
      #expect(timeline.moves.map(\.kind) == [.change])
      #expect(timeline.moves.map(\.isCertain) == [false])
      let history = timeline.history(of: production)
      #expect(history.periods.map(\.tag) == ["v2", "v1"])
      #expect(history.periods.first?.since == nil)
      #expect(!history.isCertain)
      #expect(timeline.history(of: staging).current?.since == nil)
      #expect(timeline.history(of: staging).current?.tag == "v3")
    }
  }

  @Test
  func aPartialCloneNamesTheBlobsItLacks() throws {
    try withScratch { scratch in
      let clone = try story(scratch).clone(
        to: Folder(path: scratch.path("clone")),
        options: ["--filter=blob:none", "--no-checkout"]
      )
      let timeline = try read(clone)
      #expect(timeline.isComplete)
      #expect(timeline.moves.isEmpty)
      #expect(Set(timeline.gaps.flatMap { $0.keys ?? [] }) == [production, staging])
      #expect(timeline.gaps.allSatisfy { $0.reason.contains("partial clone") && $0.hint != nil })
      #expect(timeline.history(of: production).current == nil)
    }
  }

  @Test
  func aPartialCloneWithItsWorktreeKnowsWhatRunsNow() throws {
    try withScratch { scratch in
      let clone = try story(scratch).clone(
        to: Folder(path: scratch.path("clone")),
        options: ["--filter=blob:none"]
      )
      let timeline = try read(clone)
      #expect(timeline.history(of: production).current?.tag == "v1")
      #expect(timeline.history(of: staging).current?.tag == "v3")
      #expect(!timeline.gaps.isEmpty)
      // v1 was there from the start, so nobody can tell what production held between.
      #expect(timeline.moves.contains { !$0.isCertain })
    }
  }

  @Test
  func aTreelessCloneNamesEachDirectoryOnce() throws {
    try withScratch { scratch in
      let clone = try story(scratch).clone(
        to: Folder(path: scratch.path("clone")),
        options: ["--filter=tree:0", "--no-checkout"]
      )
      let timeline = try read(clone)
      #expect(timeline.moves.isEmpty)
      #expect(timeline.gaps.count == 1)
      #expect(timeline.gaps.first?.path == "")
      #expect(timeline.gaps.first?.concerns(production) == true)
    }
  }

  @Test
  func aLostBlobBlursTheNextMoveOnly() throws {
    try withScratch { scratch in
      let git = try story(scratch)
      let lost = try git.git("rev-parse", "HEAD~3:apps/api/staging.yaml")
      try git.remove(".git/objects/\(lost.prefix(2))/\(lost.dropFirst(2))")
      // The same blob is production's v2, so both pointers have a hole.
      let timeline = try read(git)
      let told = timeline.moves.dropFirst(2).map {
        "\($0.environment) \($0.from ?? "-")→\($0.to ?? "-") \($0.kind) \($0.isCertain)"
      }
      #expect(told == ["staging v1→v3 change false"])
      #expect(timeline.gaps.map(\.keys) == [[staging], [production]])
      #expect(timeline.history(of: production).current?.tag == "v1")
      #expect(!timeline.history(of: production).isCertain)
    }
  }

  @Test
  func aHeadThatIsNotHereIsAnError() throws {
    try withScratch { scratch in
      let repository = try Repository(
        discovering: try story(scratch).path,
        environment: [:]
      )
      let stranger = try #require(ObjectID(hex: String(repeating: "1", count: 40)))
      let layout = try TestLayout.plain()
      #expect(throws: GitError.self) {
        _ = try Timeline.read(repository, head: stranger, layout: layout)
      }
    }
  }
}
