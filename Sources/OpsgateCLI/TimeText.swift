import Notation
import Reports

/// Times as users write them.
enum TimeText {
  private static let examples = "2026-03-04, 2026-03-04T16:30:00Z, '36h ago', '2 weeks ago'"

  /// The same as ``read(_:now:)`` for the value of an option.
  ///
  /// - Throws: `Failure` where it is no time.
  static func required(_ text: String, _ option: String, now: Int) throws -> Int {
    if let time = read(text, now: now) { return time }
    throw Failure(
      .usage,
      "\(option) must be a time, and is '\(text)'",
      hint: "as in \(examples)"
    )
  }

  /// Reads a point in time, or a length of time before `now`; `nil` for anything else.
  ///
  /// Times are seconds since 1970-01-01T00:00:00Z.
  static func read(_ text: String, now: Int) -> Int? {
    absolute(text) ?? length(text).map { now - $0 }
  }

  /// A date, with a time and an offset if need be (RFC 3339); without an offset it is UTC.
  static func absolute(_ text: String) -> Int? {
    let pattern =
      /(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:(Z)|([+-])(\d\d):(\d\d))?)?/
    guard let parts = text.wholeMatch(of: pattern)?.output else { return nil }
    let number = { (part: Substring?) in part.flatMap { Int($0) } ?? 0 }
    guard
      let day = CalendarDay.day(year: number(parts.1), month: number(parts.2), day: number(parts.3))
    else { return nil }
    let (hour, minute, second) = (number(parts.4), number(parts.5), number(parts.6))
    let offset = number(parts.9) * 3600 + number(parts.10) * 60
    guard hour < 24, minute < 60, second <= 60, offset < 86_400 else { return nil }
    let local = day * 86_400 + hour * 3600 + minute * 60 + second
    return parts.8 == "-" ? local + offset : local - offset
  }

  /// A length of time: `3d ago`, `2 weeks ago`, `36h`; in seconds.
  private static func length(_ text: String) -> Int? {
    let pattern = /(\d{1,6}) ?([a-z]+)(?: ago)?/
    guard let parts = text.lowercased().wholeMatch(of: pattern)?.output,
      let count = Int(parts.1), let unit = seconds(String(parts.2))
    else { return nil }
    return count * unit
  }

  private static func seconds(_ unit: String) -> Int? {
    switch unit {
    case "s", "sec", "second", "seconds": 1
    case "m", "min", "minute", "minutes": 60
    case "h", "hour", "hours": 3600
    case "d", "day", "days": 86_400
    case "w", "week", "weeks": 604_800
    case "month", "months": 2_629_800
    case "y", "year", "years": 31_557_600
    default: nil
    }
  }
}
