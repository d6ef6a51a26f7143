/// A day of the calendar, in no time zone.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let year: Int
  /// From 1 to 12.
  public let month: Int
  /// From 1.
  public let day: Int

  init(year: Int, month: Int, day: Int) { (self.year, self.month, self.day) = (year, month, day) }

  /// - Parameter text: `2026-12-25`; `nil` for anything else, and for days that no calendar has.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = number(parts[0], digits: 4),
      let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2),
      year >= 1, (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    default: 31
    }
  }

  public static func < (one: CivilDate, other: CivilDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  public var description: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// A time of the day on the clock, to the second.
public struct ClockTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since the day's beginning by the clock, from 0 to 86,400 (`24:00`, the day's end).
  public let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  /// - Parameter text: `18:00` or `18:00:30`, up to `24:00`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], digits: 2),
      let minute = number(parts[1], digits: 2), minute < 60
    else { return nil }
    var second = 0
    if parts.count == 3 {
      guard let written = number(parts[2], digits: 2), written < 60 else { return nil }
      second = written
    }
    seconds = hour * 3600 + minute * 60 + second
    guard seconds <= 86_400 else { return nil }
  }

  public static func < (one: ClockTime, other: ClockTime) -> Bool { one.seconds < other.seconds }

  public var description: String {
    let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2))"
    return seconds % 60 == 0 ? clock : "\(clock):\(padded(seconds % 60, 2))"
  }
}

/// A day and a time on the clock, in no time zone.
public struct CivilTime: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let date: CivilDate
  public let time: ClockTime

  init(date: CivilDate, time: ClockTime) { (self.date, self.time) = (date, time) }

  /// - Parameter text: `2026-12-20T18:00`, with a space for the `T` if need be, or a date alone for its beginning.
  public init?(_ text: String) {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard let first = parts.first, let date = CivilDate(first),
      let time = ClockTime(parts.count > 1 ? String(parts[1]) : "00:00")
    else { return nil }
    (self.date, self.time) = (date, time)
  }

  public static func < (one: CivilTime, other: CivilTime) -> Bool {
    (one.date, one.time) < (other.date, other.time)
  }

  public var description: String { "\(date)T\(time)" }
}

private func number(_ text: some StringProtocol, digits: Int) -> Int? {
  guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
    return nil
  }
  return Int(text)
}

private func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
