import FoundationEssentials

/// Finds lines of notes that may be records of something, without taking them apart.
///
/// A record's payload stands in its line in base64, where a text looks in one of three ways, by the number of bytes
/// before it. A line that is not found has none of the texts in its payload; one that is found may still be
/// something else.
public struct RecordSearch: Sendable {
  private let needles: [Needle]

  /// - Parameter texts: What a payload must have one of, as canonical JSON spells it; not shorter than five bytes.
  public init(_ texts: some Sequence<String>) {
    needles = Set(texts).sorted().flatMap { text in
      (0..<3).map { Needle(Self.encoded(Array(text.utf8), after: $0)) }
    }
  }

  /// What records have in them that speak of other records.
  public static let referring = ["\"revokes\":[\"sha256:", "\"supersedes\":[\"sha256:"]

  /// Whether a line of a note, or a whole note, may be, or have, a record with one of the texts in it.
  public func finds(_ line: ArraySlice<UInt8>) -> Bool { needles.contains { $0.isIn(line) } }

  /// What stands in base64 for a text behind so many bytes, whatever is around it.
  private static func encoded(_ text: [UInt8], after count: Int) -> [UInt8] {
    // Groups of three bytes become four digits; the first and last may be shared with what is around.
    let whole = text.dropFirst((3 - count) % 3)
    return Array(Data(whole.prefix(whole.count / 3 * 3)).base64EncodedData())
  }
}

/// Some bytes to look for (Horspool 1980): most of what is searched is not looked at.
private struct Needle: Sendable {
  private let bytes: [UInt8]
  /// How far to go on after a byte in the last place that does not fit.
  private let skips: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var skips = [Int](repeating: bytes.count, count: 256)
    for (place, byte) in bytes.dropLast().enumerated() {
      skips[Int(byte)] = bytes.count - 1 - place
    }
    self.skips = skips
  }

  func isIn(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last else { return true }
    var end = text.startIndex + bytes.count - 1
    while end < text.endIndex {
      let byte = text[end]
      if byte == last, text[(end - bytes.count + 1)...end].elementsEqual(bytes) { return true }
      end += skips[Int(byte)]
    }
    return false
  }
}
