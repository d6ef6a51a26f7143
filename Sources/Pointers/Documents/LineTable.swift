/// Tells lines and columns from byte offsets and back, without counting a long line twice.
struct LineTable: Sendable {
  /// A place whose offset, line and column are all known.
  private struct Landmark: Sendable {
    var offset: Int
    var line: Int
    var column: Int
  }

  /// Which characters end a line.
  enum Breaks {
    /// LF, CR and CRLF, as editors count.
    case editor
    /// Those and NEL, LS and PS, as YAML 1.1 counts.
    case yaml
  }

  private static let stride = 1024
  private var landmarks: [Landmark] = []

  /// Lines and columns count from 1 at `start`, which lies behind a byte order mark.
  init(_ bytes: [UInt8], from start: Int, breaks: Breaks) {
    var here = Landmark(offset: start, line: 1, column: 1)
    landmarks.append(here)
    while here.offset < bytes.count {
      let length = Self.breakLength(bytes, at: here.offset, breaks)
      if length > 0 {
        here = Landmark(offset: here.offset + length, line: here.line + 1, column: 1)
        landmarks.append(here)
        continue
      }
      here.offset = Self.characterEnd(bytes, from: here.offset)
      here.column += 1
      if here.offset - (landmarks.last?.offset ?? 0) >= Self.stride { landmarks.append(here) }
    }
  }

  private static func characterEnd(_ bytes: [UInt8], from offset: Int) -> Int {
    var end = offset + 1
    while end < bytes.count, bytes[end].isUTF8Continuation { end += 1 }
    return end
  }

  /// How many bytes the line break at `offset` has, or 0 when there is none.
  static func breakLength(_ bytes: [UInt8], at offset: Int, _ breaks: Breaks) -> Int {
    func byte(_ distance: Int) -> UInt8? {
      offset + distance < bytes.count ? bytes[offset + distance] : nil
    }
    switch byte(0) {
    case 0x0A: return 1
    case 0x0D: return byte(1) == 0x0A ? 2 : 1
    case 0xC2 where breaks == .yaml: return byte(1) == 0x85 ? 2 : 0
    case 0xE2 where breaks == .yaml:
      return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
    default: return 0
    }
  }

  /// The line and column of a byte, both from 1, the column in characters.
  func position(of offset: Int, in bytes: [UInt8]) -> (line: Int, column: Int) {
    let mark = lastLandmark { $0.offset <= offset }
    let end = max(mark.offset, min(offset, bytes.count))
    return (mark.line, mark.column + bytes[mark.offset..<end].count { !$0.isUTF8Continuation })
  }

  /// The byte at a line and column, or the file's end where the line is shorter.
  func offset(line: Int, column: Int, in bytes: [UInt8]) -> Int {
    let mark = lastLandmark { ($0.line, $0.column) <= (line, column) }
    guard mark.line == line else { return bytes.count }
    var offset = mark.offset
    var missing = column - mark.column
    while missing > 0, offset < bytes.count {
      offset = Self.characterEnd(bytes, from: offset)
      missing -= 1
    }
    return offset
  }

  private func lastLandmark(where isBefore: (Landmark) -> Bool) -> Landmark {
    var low = 0
    var high = landmarks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if isBefore(landmarks[middle]) { low = middle } else { high = middle }
    }
    return landmarks[low]
  }
}
