import Foundation
import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// What an index has is what reading everything finds, to the last period.
struct IndexedTimelineTests {
  /// A history whose mainline grows under an index, together with the policies that it says it had.
  private struct Case {
    let repository: GitFolder
    let index: String
    let layout: Layout
    let versions: LayoutVersions
    /// Oldest first.
    let mainline: [ObjectID]

    init(seed: UInt64, at scratch: Folder) throws {
      repository = try RandomHistory.make(
        seed: seed,
        commits: 150,
        at: try scratch.folder("ops")
      )
      index = scratch.path("index.sqlite")
      layout = try TestLayout.mixed()
      let (mixed, plain) = (layout, try TestLayout.plain())
      // The file that changes at random stands for the policy.
      versions = LayoutVersions(path: "readme") { bytes in
        bytes.first.map { $0 % 3 == 0 } == true ? plain : mixed
      }
      mainline = try repository.git("rev-list", "--first-parent", "--reverse", "main")
        .split(separator: "\n").map { try #require(ObjectID(hex: String($0))) }
    }

    func plain(at head: ObjectID, only keys: Set<PointerKey>? = nil) throws -> Timeline {
      let opened = try Repository(discovering: repository.path, environment: [:])
      return try Timeline.read(opened, head: head, layout: layout, versions: versions, only: keys)
    }

    func indexed(
      at head: ObjectID,
      only keys: Set<PointerKey>? = nil,
      isTip: Bool = true
    ) throws -> Timeline {
      let opened = try Repository(discovering: repository.path, environment: [:])
      return try Timeline.read(
        by: FileManager.default.fileExists(atPath: index)
          ? HistoryIndex(at: index, mayWrite: true) : nil,
        orMaking: { _ in try? HistoryIndex(at: index, mayWrite: true) },
        opened,
        head: head,
        layout: layout,
        versions: versions,
        only: keys,
        isTip: isTip
      )
    }

    var known: Int {
      get throws {
        guard FileManager.default.fileExists(atPath: index) else { return 0 }
        return try HistoryIndex(at: index, mayWrite: false).head()?.count ?? 0
      }
    }
  }

  private func expectSame(_ one: Timeline, _ other: Timeline, _ comment: Comment) {
    #expect(one.mainline == other.mainline, comment)
    #expect(one.moves == other.moves, comment)
    #expect(one.gaps == other.gaps, comment)
    #expect(one.keys == other.keys, comment)
    #expect(one.isComplete == other.isComplete, comment)
    for key in other.keys { expectSame(one.history(of: key), other.history(of: key), comment) }
  }

  private func expectSame(_ one: PointerHistory, _ other: PointerHistory, _ comment: Comment) {
    #expect(one.periods == other.periods, comment)
    #expect(one.moves == other.moves, comment)
    #expect(one.isKnown == other.isKnown, comment)
  }

  /// Grows by one, by some, by many; goes back; asks about one pointer.
  @Test(arguments: 1...25)
  func growsWithTheMainline(seed: UInt64) throws {
    try withScratch { scratch in
      let it = try Case(seed: seed, at: scratch)
      var kept = 0
      for count in Array(stride(from: 5, to: it.mainline.count, by: 7)) + [it.mainline.count] {
        let head = it.mainline[count - 1]
        let plain = try it.plain(at: head)
        expectSame(try it.indexed(at: head), plain, "seed \(seed), \(count)")
        kept += try it.known == count ? 1 : 0
        // The same again, now mostly from the file alone.
        expectSame(try it.indexed(at: head), plain, "seed \(seed), \(count) again")
        let past = it.mainline[count / 2]
        expectSame(try it.indexed(at: past, isTip: false), try it.plain(at: past), "the past")
        if let key = plain.keys.first {
          let one = try it.indexed(at: head, only: [key])
          expectSame(one.history(of: key), plain.history(of: key), "seed \(seed), \(key)")
        }
      }
      #expect(kept > 0, "the index was never kept, and proved nothing")
    }
  }

  /// Every branch becomes the mainline once: what they have in common stays, the rest is read anew.
  @Test(arguments: 1...10)
  func followsARewrittenMainline(seed: UInt64) throws {
    try withScratch { scratch in
      let it = try Case(seed: seed, at: scratch)
      let heads = try it.repository.git("for-each-ref", "--format=%(objectname)", "refs/heads")
        .split(separator: "\n").map { try #require(ObjectID(hex: String($0))) }
      for head in heads {
        expectSame(try it.indexed(at: head), try it.plain(at: head), "\(head)")
      }
      #expect(try it.known > 0, "the index was never kept, and proved nothing")
    }
  }

  /// A commit that was only looked at is not what the index is of.
  @Test
  func aCommitThatWasChosenIsNotKept() throws {
    try withScratch { scratch in
      let it = try Case(seed: 1, at: scratch)
      _ = try it.indexed(at: it.mainline[20], isTip: false)
      #expect(try it.known == 0)
    }
  }

  /// The same files, other rules: nothing of the old ones is left.
  @Test
  func anotherLayoutIsAnotherHistory() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("ops"))
      try git.write("policy", "p\n")
      try git.write("apps/api/prod.yaml", "tag: v1\nother: v7\n")
      try git.commit("Start")
      let repository = try Repository(discovering: git.path, environment: [:])
      let head = try repository.resolve("HEAD")
      let index = try HistoryIndex(at: scratch.path("index"), mayWrite: true)
      for (key, tag) in [("tag", "v1"), ("other", "v7"), ("tag", "v1")] {
        let entry = TestLayout.Entry(paths: ["apps/{service}/{environment}.yaml"], key: key)
        let layout = try TestLayout.make([entry])
        let timeline = try Timeline.read(
          by: index,
          orMaking: { _ in nil },
          repository,
          head: head,
          layout: layout,
          versions: LayoutVersions(path: "policy") { _ in layout },
          isTip: true
        )
        #expect(timeline.moves.map(\.to) == [tag])
        #expect(try index.head()?.isOf(head, layout) == true)
      }
    }
  }
}
