/// Points in time as text; a time is seconds since 1970-01-01T00:00:00Z.
public enum Timestamp {
  /// RFC 3339 in UTC: `2026-03-04T16:30:00Z`.
  public static func rfc3339(_ time: Int) -> String {
    let (date, clock) = parts(time)
    return "\(date)T\(clock)Z"
  }

  /// For people, in UTC, to the minute: `2026-03-04 16:30`.
  public static func minute(_ time: Int) -> String {
    let (date, clock) = parts(time)
    return "\(date) \(clock.prefix(5))"
  }

  /// Commits may carry any number for a time; years of four digits are all that RFC 3339 can write.
  private static let writable = -62_167_219_200...253_402_300_799

  private static func parts(_ time: Int) -> (date: String, clock: String) {
    let time = min(max(time, writable.lowerBound), writable.upperBound)
    let days = (time - ((time % day) + day) % day) / day
    let second = time - days * day
    let (year, month, dayOfMonth) = CalendarDay.date(ofDay: days)
    return (
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))",
      [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    )
  }

  private static let day = 86_400

  private static func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
