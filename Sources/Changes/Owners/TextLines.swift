/// The lines of a file, counted from 1 as the reader of documents counts them.
struct TextLines {
  private let lines: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (offset, byte) in bytes.enumerated() {
      let isEnd =
        byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r") && !bytes[(offset + 1)...].starts(with: "\n".utf8)
      guard isEnd else { continue }
      lines.append(bytes[start..<offset])
      start = offset + 1
    }
    self.lines = lines + [bytes[start...]]
  }

  /// One line; empty where there is none of that number.
  subscript(number: Int) -> Line {
    Line(bytes: lines.indices.contains(number - 1) ? lines[number - 1] : [])
  }

  /// The number of the first line that is wanted.
  func first(where isWanted: (Line) -> Bool) -> Int? {
    lines.firstIndex { isWanted(Line(bytes: $0)) }.map { $0 + 1 }
  }

  /// Whether any line has the text.
  func contains(_ text: String) -> Bool { first { $0.contains(text) } != nil }

  struct Line {
    fileprivate let bytes: ArraySlice<UInt8>

    /// Whether it says nothing but a comment of YAML, HCL or a shell.
    var isComment: Bool { trimmed.first == UInt8(ascii: "#") }

    func contains(_ text: String) -> Bool { bytes.firstRange(of: Array(text.utf8)) != nil }

    /// Whether it is this text, but for blanks around it.
    func says(_ text: String) -> Bool { trimmed.elementsEqual(text.utf8) }

    private var trimmed: ArraySlice<UInt8> {
      var rest = bytes.drop(while: Self.isBlank)
      while let last = rest.last, Self.isBlank(last) { rest.removeLast() }
      return rest
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }
  }
}
