import Foundation

extension Freeze {
  /// Whether the window is open at a time, as the clocks of its time zone show it.
  ///
  /// - Parameter time: Seconds since 1970-01-01T00:00:00Z.
  /// - Returns: From the first moment on, and no longer at the last. An hour that clocks show twice is in it twice.
  public func holds(at time: Int) -> Bool {
    let clock = WallClock(at: time, in: timeZone)
    switch window {
    case .once(let from, let until): return from <= clock.civil && clock.civil < until
    case .weekly(let window): return window.contains(clock.week)
    }
  }
}

extension WeeklyWindow {
  fileprivate func contains(_ time: WeekTime) -> Bool {
    start < end ? start <= time && time < end : start <= time || time < end
  }
}

/// What the clocks and calendars of a time zone show.
private struct WallClock {
  let civil: CivilTime
  let week: WeekTime

  /// - Parameters:
  ///   - time: Seconds since 1970.
  ///   - name: The IANA name of a zone, which the policy's reader has looked up.
  init(at time: Int, in name: String) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: name) ?? .gmt
    let date = Date(timeIntervalSince1970: Double(time))
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second, .weekday],
      from: date
    )
    let clock = ClockTime(
      seconds: (parts.hour ?? 0) * 3600 + (parts.minute ?? 0) * 60 + (parts.second ?? 0)
    )
    let day = CivilDate(year: parts.year ?? 1, month: parts.month ?? 1, day: parts.day ?? 1)
    civil = CivilTime(date: day, time: clock)
    // Foundation counts from Sunday, which is 1.
    let weekday = Weekday(rawValue: ((parts.weekday ?? 1) + 5) % 7 + 1) ?? .monday
    week = WeekTime(day: weekday, time: clock)
  }
}
