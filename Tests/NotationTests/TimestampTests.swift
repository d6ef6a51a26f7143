import Foundation
import Notation
import OpsTestSupport
import Testing

struct TimestampTests {
  @Test
  func timesAreThoseOfFoundation() {
    var generator = SeededGenerator(seed: 7)
    let edges = [0, -1, 951_782_400, 951_868_799, 1_772_442_000, 253_402_300_799, -62_135_596_800]
    let random = (0..<2000).map { _ in
      Int.random(in: -62_135_596_800...253_402_300_799, using: &generator)
    }
    for time in edges + random {
      let date = Date(timeIntervalSince1970: Double(time))
      // Foundation counts in the Julian calendar before October 1582, RFC 3339 does not.
      guard time > -12_219_292_800 else { continue }
      #expect(Timestamp.rfc3339(time) == date.formatted(.iso8601))
    }
  }

  @Test(arguments: [Int.min, Int.min + 1, -62_167_219_201, 253_402_300_800, Int.max])
  func aTimeThatCannotBeWrittenDoesNoHarm(_ time: Int) {
    let text = Timestamp.rfc3339(time)
    #expect(text == (time < 0 ? "0000-01-01T00:00:00Z" : "9999-12-31T23:59:59Z"))
  }

  @Test
  func everyDayIsItself() {
    for day in stride(from: -719_528, through: 2_932_896, by: 61) {
      let date = CalendarDay.date(ofDay: day)
      #expect(CalendarDay.day(year: date.year, month: date.month, day: date.day) == day)
    }
  }

  @Test(arguments: [(2026, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0)])
  func aDayThatIsNoneIsRefused(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CalendarDay.day(year: year, month: month, day: day) == nil)
  }
}
