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

/// Days of the Gregorian calendar, also before it was introduced, as ISO 8601 counts.
///
/// The years are counted from 1 March, so that the leap day is the last one (Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
public enum CalendarDay {
  /// The date of a day, counted from 1970-01-01.
  public static func date(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// The day of a date, counted from 1970-01-01; `nil` where the calendar has no such date.
  public static func day(year: Int, month: Int, day: Int) -> Int? {
    guard (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let number = era * 146_097 + dayOfEra - 719_468
    let found = date(ofDay: number)
    return found.month == month && found.day == day ? number : nil
  }
}
