/// A day of the week, numbered as ISO 8601 does: Monday is 1.
public enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// - Parameter text: three letters or the whole English name, in any case.
  public init?(_ text: some StringProtocol) {
    let word = text.lowercased()
    guard let day = Self.allCases.first(where: { $0.name == word || $0.name.prefix(3) == word })
    else { return nil }
    self = day
  }

  private var name: String { String(describing: self) }

  public static func < (one: Weekday, other: Weekday) -> Bool { one.rawValue < other.rawValue }
}

/// A day of the week and a time on the clock: `Fri 16:00`.
public struct WeekTime: Hashable, Comparable, Sendable {
  public let day: Weekday
  public let time: ClockTime

  init(day: Weekday, time: ClockTime) { (self.day, self.time) = (day, time) }

  /// - Parameter text: `Fri 16:00`.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let day = Weekday(parts[0]), let time = ClockTime(parts[1]) else {
      return nil
    }
    (self.day, self.time) = (day, time)
  }

  public static func < (one: WeekTime, other: WeekTime) -> Bool {
    (one.day, one.time) < (other.day, other.time)
  }
}

/// A part of every week, such as `Fri 16:00 - Mon 08:00`.
///
/// It may go over the week's end.
public struct WeeklyWindow: Hashable, Sendable {
  public let start: WeekTime
  public let end: WeekTime

  /// - Parameter text: two days and times with a hyphen or dash between them.
  public init?(_ text: String) {
    guard let (first, last) = halves(of: text), let start = WeekTime(first),
      let end = WeekTime(last), start != end
    else { return nil }
    (self.start, self.end) = (start, end)
  }
}

/// The hours of a week that count: `Mon-Fri 09:00-17:00`, or several such parts with commas between.
public struct BusinessHours: Hashable, Sendable {
  public struct Part: Hashable, Sendable {
    public let days: [Weekday]
    public let start: ClockTime
    /// After `start`, on the same day.
    public let end: ClockTime
  }

  public let parts: [Part]

  /// - Parameter text: days or a range of them, a space, and two times on the clock.
  public init?(_ text: String) {
    let written = text.split(separator: ",", omittingEmptySubsequences: false)
    let parts = written.compactMap { Part($0) }
    guard !parts.isEmpty, parts.count == written.count else { return nil }
    self.parts = parts
  }
}

extension BusinessHours.Part {
  init?(_ text: some StringProtocol) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, let days = Self.days(String(words[0])),
      let (first, last) = halves(of: String(words[1])), let start = ClockTime(first),
      let end = ClockTime(last), start < end
    else { return nil }
    (self.days, self.start, self.end) = (days, start, end)
  }

  /// `Sat`, `Mon-Fri`, `Sat-Sun`, `Fri-Mon`.
  private static func days(_ text: String) -> [Weekday]? {
    if let day = Weekday(text) { return [day] }
    guard let (first, last) = halves(of: text), let start = Weekday(first),
      let end = Weekday(last)
    else { return nil }
    let count = (end.rawValue - start.rawValue + 7) % 7
    return (0...count).compactMap { Weekday(rawValue: (start.rawValue - 1 + $0) % 7 + 1) }
  }
}

/// What stands on both sides of the one hyphen or dash, without spaces around.
private func halves(of text: String) -> (String, String)? {
  let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
  guard parts.count == 2 else { return nil }
  return (trimmed(parts[0]), trimmed(parts[1]))
}

private func trimmed(_ text: Substring) -> String {
  let start = text.drop { $0 == " " }
  return String(start.reversed().drop { $0 == " " }.reversed())
}
