import Gate
import Testing

@Suite
struct TimeTests {
  @Test(arguments: ["2026-12-25", "2024-02-29", "2000-02-29", "0001-01-01"])
  func daysThatTheCalendarHas(_ text: String) { #expect(CivilDate(text)?.description == text) }

  @Test(arguments: [
    "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "2026-04-31", "26-01-01",
    "2026-1-1", "2026/01/01", "2026-01-01-01", "", "٢٠٢٦-01-01", "+026-01-01",
  ])
  func daysThatItHasNot(_ text: String) { #expect(CivilDate(text) == nil) }

  @Test(arguments: [
    ("00:00", 0), ("09:30", 34_200), ("23:59:59", 86_399), ("24:00", 86_400),
  ])
  func timesOfTheClock(_ text: String, _ seconds: Int) {
    #expect(ClockTime(text)?.seconds == seconds)
    #expect(ClockTime(text)?.description == text)
  }

  @Test(arguments: [
    "24:01", "25:00", "9:30", "12:60", "12:00:60", "12", "", "12:00:00:00", "1a:00",
  ])
  func timesThatNoClockShows(_ text: String) { #expect(ClockTime(text) == nil) }

  @Test
  func daysAndTimes() {
    #expect(CivilTime("2026-12-20T18:00")?.description == "2026-12-20T18:00")
    #expect(CivilTime("2026-12-20 18:00:30")?.description == "2026-12-20T18:00:30")
    #expect(CivilTime("2026-12-20")?.description == "2026-12-20T00:00")
    #expect(CivilTime("2026-12-20T18:00Z") == nil)
    #expect(CivilTime("2026-12-20T") == nil)
  }

  @Test
  func weeklyWindows() {
    let window = WeeklyWindow("Fri 16:00 - Mon 08:00")
    #expect(window?.start.day == .friday)
    #expect(window?.end.time.seconds == 28_800)
    #expect(WeeklyWindow("friday 16:00–MONDAY 08:00") == window)
    for text in ["Fri 16:00", "Fri 16:00 - Fri 16:00", "Fri - Mon", "Fry 16:00 - Mon 08:00", " - "]
    {
      #expect(WeeklyWindow(text) == nil, "\(text)")
    }
  }

  @Test
  func businessHours() {
    let hours = BusinessHours("Mon-Thu 09:00-17:00, Fri 09:00 - 15:00")
    #expect(hours?.parts.map(\.days) == [[.monday, .tuesday, .wednesday, .thursday], [.friday]])
    #expect(hours?.parts.last?.end.seconds == 54_000)
    #expect(
      BusinessHours("Sat-Mon 00:00-24:00")?.parts.first?.days == [.saturday, .sunday, .monday]
    )
    for text in ["", "Mon", "Mon 17:00-09:00", "Mon-Fri 09:00", "Mon-Fri-Sat 09:00-17:00", ","] {
      #expect(BusinessHours(text) == nil, "\(text)")
    }
  }
}
