import Notation

/// Times in `allowed_signers`: `YYYYMMDD[HHMM[SS]]` with `Z` (or `UTC`) behind them.
enum SignerTime {
  /// - Parameter text: What stands between the quotes.
  /// - Returns: Seconds since 1970.
  /// - Throws: Where it is no such time.
  static func seconds(_ text: [UInt8]) throws(SSHMistake) -> Int {
    let digits = text.prefix { (0x30...0x39).contains($0) || $0 == 0x20 }
    let zone = String(decoding: text.dropFirst(digits.count), as: UTF8.self).uppercased()
    guard [8, 12, 14].contains(digits.count), ["", "Z", "UTC"].contains(zone) else {
      throw SSHMistake("a time is written YYYYMMDDZ, YYYYMMDDHHMMZ or YYYYMMDDHHMMSSZ")
    }
    guard !zone.isEmpty else {
      throw SSHMistake(
        "the time has no zone, so it would be another one on other machines",
        .localTime
      )
    }
    guard let time = time(Array(digits)) else {
      throw SSHMistake("no calendar has such a time", .looseTime)
    }
    guard time > 0 else { throw SSHMistake("the time is not after 1970-01-01T00:00:00Z") }
    return time
  }

  private static func time(_ digits: [UInt8]) -> Int? {
    guard !digits.contains(0x20) else { return nil }
    let padded = digits + Array(repeating: 0x30, count: 14 - digits.count)
    let number = { (range: Range<Int>) in padded[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let day = CalendarDay.day(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
    guard let day, hour < 24, minute < 60, second < 60 else { return nil }
    return ((day * 24 + hour) * 60 + minute) * 60 + second
  }
}
