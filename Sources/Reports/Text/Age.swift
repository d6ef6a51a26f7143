/// How long ago something was, for people; times are seconds since 1970-01-01T00:00:00Z.
public enum Age {
  /// In words: `3 hours ago`, `just now`, `in 2 days` for a time to come.
  public static func words(_ time: Int, now: Int) -> String {
    let (count, unit) = measure(time, now)
    guard unit.seconds > 1 || count >= 10 else { return "just now" }
    let length = "\(count) \(unit.word)"
    return time > now ? "in \(length)" : "\(length) ago"
  }

  /// In a few characters, for the cells of a table: `3h`, `12d`; `<1m` for what has just been.
  public static func short(_ time: Int, now: Int) -> String {
    let (count, unit) = measure(time, now)
    guard unit.seconds > 1 else { return "<1m" }
    return (time > now ? "+" : "") + "\(count)\(unit.letter)"
  }

  private static let units: [(seconds: Int, word: String, letter: String)] = [
    (31_557_600, "years", "y"), (604_800, "weeks", "w"), (86_400, "days", "d"),
    (3600, "hours", "h"), (60, "minutes", "m"), (1, "seconds", "s"),
  ]

  /// The largest unit of which there are at least two, so that a month and a half is `6 weeks`.
  private static func measure(
    _ time: Int,
    _ now: Int
  ) -> (Int, (seconds: Int, word: String, letter: String)) {
    let (difference, overflow) = now.subtractingReportingOverflow(time)
    let length = overflow ? UInt.max : difference.magnitude
    for unit in units where length >= 2 * UInt(unit.seconds) {
      return (Int(length / UInt(unit.seconds)), unit)
    }
    return (Int(length), units[5])
  }
}
