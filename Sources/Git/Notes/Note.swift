/// What hangs on one object.
public struct Note: Hashable, Sendable {
  public let object: ObjectID
  /// As `git notes show` prints it.
  public let bytes: [UInt8]

  public init(object: ObjectID, bytes: [UInt8]) {
    self.object = object
    self.bytes = bytes
  }

  /// The lines that are not empty, without their newlines.
  public var lines: [ArraySlice<UInt8>] { NoteLines.split(bytes) }
}

/// A line that shall be added to the note of an object.
public struct NoteLine: Hashable, Sendable {
  public let object: ObjectID
  /// Without a newline.
  public let bytes: [UInt8]

  public init(object: ObjectID, bytes: [UInt8]) {
    self.object = object
    self.bytes = bytes
  }

  /// - Throws: `.invalid` for what would not stay one line when stock git merges notes: an empty
  ///   one, a newline, a NUL.
  func check() throws(GitError) {
    let reason: String? =
      if bytes.isEmpty { "it is empty" } else if bytes.contains(0) {
        "it contains a NUL byte"
      } else if bytes.contains(UInt8(ascii: "\n")) {
        "it contains a newline"
      } else if bytes.count >= NoteSize.limit { "it is too long" } else { nil }
    guard let reason else { return }
    throw GitError(.invalid, "add a line to the note on \(object)", reason: reason)
  }
}

/// Notes as sets of lines.
enum NoteLines {
  /// The lines that are not empty.
  static func split(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "\n"))
  }

  /// The note with lines added at its end.
  static func appending(_ lines: [[UInt8]], to note: [UInt8]) -> [UInt8] {
    var bytes = note
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    for line in lines {
      bytes += line
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Every line of either note once, sorted by their bytes, as `cat_sort_uniq` merges notes.
  static func union(_ one: [UInt8], _ other: [UInt8]) -> [UInt8] {
    let lines = Set(split(one)).union(split(other))
    return appending(
      lines.map(Array.init).sorted { $0.lexicographicallyPrecedes($1) },
      to: []
    )
  }

  /// The lines of a note that another one does not have.
  static func missing(of note: [UInt8], in other: [UInt8]) -> [[UInt8]] {
    // Notes grow at their ends: most often nothing has to be taken apart.
    if note.last == UInt8(ascii: "\n"), other.starts(with: note) { return [] }
    let there = Set(split(other))
    return split(note).filter { !there.contains($0) }.map(Array.init)
  }
}

/// How large a note may be to be read.
enum NoteSize {
  /// In bytes; ten thousand approvals of one commit are a quarter of it.
  static let limit = 64 << 20
}
