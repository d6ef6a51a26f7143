extension Timestamp {
  /// Reads a time in the one form that ``rfc3339(_:)`` writes: `2026-03-04T16:30:00Z`.
  ///
  /// - Returns: Seconds since 1970-01-01T00:00:00Z; `nil` for any other text, also where RFC 3339
  ///   would allow it (fractions, offsets, leap seconds, lower case).
  public static func seconds(rfc3339 text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, let date = fields(bytes[0..<10], "-"), bytes[10] == UInt8(ascii: "T"),
      let clock = fields(bytes[11..<19], ":"), bytes[19] == UInt8(ascii: "Z"),
      let day = CalendarDay.day(year: date[0], month: date[1], day: date[2])
    else { return nil }
    let seconds = day * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    // A number out of its range, or with too few digits, is written otherwise than it was read.
    return rfc3339(seconds) == text ? seconds : nil
  }

  private static func fields(_ bytes: ArraySlice<UInt8>, _ mark: Unicode.Scalar) -> [Int]? {
    let parts = bytes.split(separator: UInt8(ascii: mark), omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in
      part.allSatisfy(\.isDigit) ? Int(String(decoding: part, as: UTF8.self)) : nil
    }
    return parts.count == 3 && numbers.count == 3 ? numbers : nil
  }
}
