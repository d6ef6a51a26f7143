import Foundation
import OpsTestSupport
import Testing

@testable import OpsgateCLI

struct TimeTextTests {
  private let now = 1_772_680_020

  @Test(arguments: [
    ("2026-03-04", 1_772_582_400), ("2026-03-04T16:30", 1_772_641_800),
    ("2026-03-04 16:30:05", 1_772_641_805), ("2026-03-04T16:30:05.25Z", 1_772_641_805),
    ("2026-03-04T18:30:00+02:00", 1_772_641_800), ("2026-03-04T11:00:00-05:30", 1_772_641_800),
    ("36h ago", 1_772_680_020 - 129_600), ("2 weeks ago", 1_772_680_020 - 1_209_600),
    ("1 day ago", 1_772_680_020 - 86_400), ("90m", 1_772_680_020 - 5400),
    ("1 MONTH ago", 1_772_680_020 - 2_629_800),
  ])
  func timesAsPeopleWriteThem(_ text: String, _ time: Int) {
    #expect(TimeText.read(text, now: now) == time)
  }

  @Test(arguments: [
    "", "yesterday", "2026-3-4", "2026-02-30", "2026-03-04T24:00", "2026-03-04T10:60",
    "2026-03-04T10:00+25:00", "3 fortnights ago", "-3d", "9999999d", "2026-03-04Z", "2026-03-04T",
    "３d",
  ])
  func anythingElseIsNoTime(_ text: String) {
    #expect(TimeText.read(text, now: now) == nil)
  }

  @Test
  func timesAreThoseOfFoundation() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let time = Int.random(in: 0...4_000_000_000, using: &generator)
      let text = Date(timeIntervalSince1970: Double(time)).formatted(.iso8601)
      #expect(TimeText.read(text, now: now) == time)
    }
  }
}
