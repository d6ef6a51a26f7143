import Git
import History
import OpsTestSupport
import Pointers
import Testing

/// Reading the history of one pointer alone tells of it what reading all tells.
@Suite
struct TimelineOfFewTests {
  @Test(arguments: 1...15)
  func tellsOfOnePointerWhatTheWholeTells(seed: UInt64) throws {
    try withScratch { scratch in
      _ = try RandomHistory.make(seed: seed, commits: 120, at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let head = try repository.resolve("main")
      let layout = try TestLayout.mixed()
      let whole = try Timeline.read(repository, head: head, layout: layout)
      #expect(whole.keys.count > 3)
      for key in whole.keys {
        let few = try Timeline.read(
          repository,
          head: head,
          layout: layout,
          only: layout.withThoseBefore([key])
        )
        #expect(few.history(of: key).moves == whole.history(of: key).moves)
        #expect(few.history(of: key).periods == whole.history(of: key).periods)
        #expect(few.history(of: key).holds == whole.history(of: key).holds)
        #expect(few.behind(key) == whole.behind(key))
        #expect(few.keys.allSatisfy { layout.withThoseBefore([key]).contains($0) })
      }
    }
  }
}
