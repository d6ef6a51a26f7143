import Notation
import OpsTestSupport
import Testing

struct TimestampReadingTests {
  @Test
  func whatIsWrittenIsRead() {
    var generator = SeededGenerator(seed: 47)
    for _ in 0..<3000 {
      let time = Int.random(in: -62_167_219_200...253_402_300_799, using: &generator)
      #expect(Timestamp.seconds(rfc3339: Timestamp.rfc3339(time)) == time)
    }
  }

  @Test(arguments: [
    "", "2026-11-23", "2026-11-23T10:00:00", "2026-11-23T10:00:00z", "2026-11-23t10:00:00Z",
    "2026-11-23 10:00:00Z", "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00.0Z",
    "2026-02-29T10:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:60:00Z", "2026-11-23T10:00:60Z",
    "2026-1-023T10:00:00Z", "+026-11-23T10:00:00Z", "2026-11-23T10:00:00Z ", "２026-11-23T10:00Z",
    "2026-11-23T-1:00:00Z", "----------T::::::::Z", "20261-1-23T10:00:00Z", "9999999999T99:99:99Z",
  ])
  func anyOtherFormIsNone(_ text: String) {
    #expect(Timestamp.seconds(rfc3339: text) == nil)
  }
}
