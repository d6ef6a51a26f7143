/// Reads the entries of a raw tree one by one, without copying them.
///
/// The format is `<octal mode> SP <name> NUL <20 bytes>`, over and over (git's tree object).
struct RawTreeCursor {
  private let bytes: UnsafeRawBufferPointer
  private var next: Int
  /// The whole current entry, to compare at one go; `nil` at the end.
  private(set) var entry: RawTreeEntry?

  /// Starts at the first entry.
  ///
  /// - Throws: `.corrupt` if the first entry is cut off.
  init(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    self.bytes = bytes
    next = 0
    try advance()
  }

  /// Goes to the next entry, or to the end.
  ///
  /// - Throws: `.corrupt` if the entry is cut off or its mode is no octal number.
  mutating func advance() throws(GitError) {
    guard next < bytes.count else { return entry = nil }
    let start = next
    var mode: UInt32 = 0
    var index = start
    while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[index]), index - start < 7 else {
        throw .corruptTree
      }
      mode = mode << 3 | UInt32(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    let nameStart = index + 1
    index = nameStart
    while index < bytes.count, bytes[index] != 0 { index += 1 }
    guard index > nameStart, index + 1 + ObjectID.byteCount <= bytes.count else {
      throw .corruptTree
    }
    next = index + 1 + ObjectID.byteCount
    entry = RawTreeEntry(
      mode: FileMode(rawValue: mode),
      name: UnsafeRawBufferPointer(rebasing: bytes[nameStart..<index]),
      whole: UnsafeRawBufferPointer(rebasing: bytes[start..<next])
    )
  }
}

extension RawTreeCursor {
  /// Goes past the entries that follow alike in both trees, comparing bytes in one go.
  ///
  /// Neighbours on the mainline mostly differ in one entry, so nearly all of a tree is skipped here.
  ///
  /// - Throws: `.corrupt` if the entry behind them is cut off.
  mutating func skip(alikeIn other: inout RawTreeCursor) throws(GitError) {
    guard let mine = entry, let yours = other.entry else { return }
    let start = next - mine.whole.count
    let otherStart = other.next - yours.whole.count
    let alike = bytes.countAlike(from: start, other.bytes, from: otherStart)
    var end = start
    var index = start
    while index < start + alike {
      index += 1
      guard bytes[index - 1] == 0 else { continue }
      index += ObjectID.byteCount
      if index <= start + alike { end = index }
    }
    guard end > start else { return }
    next = end
    other.next = otherStart + (end - start)
    try advance()
    try other.advance()
  }
}

extension UnsafeRawBufferPointer {
  /// How many bytes are the same from the two places on.
  fileprivate func countAlike(
    from start: Int,
    _ other: UnsafeRawBufferPointer,
    from otherStart: Int
  ) -> Int {
    let limit = Swift.min(count - start, other.count - otherStart)
    var length = 0
    while length + 8 <= limit {
      let mine = loadUnaligned(fromByteOffset: start + length, as: UInt64.self)
      let yours = other.loadUnaligned(fromByteOffset: otherStart + length, as: UInt64.self)
      guard mine == yours else {
        return length + (mine.littleEndian ^ yours.littleEndian).trailingZeroBitCount / 8
      }
      length += 8
    }
    while length < limit, self[start + length] == other[otherStart + length] { length += 1 }
    return length
  }
}

/// One entry inside a raw tree; valid only as long as the tree's bytes are.
struct RawTreeEntry {
  let mode: FileMode
  let name: UnsafeRawBufferPointer
  let whole: UnsafeRawBufferPointer

  var isDirectory: Bool { mode == .directory }
  var id: ObjectID {
    ObjectID(
      bytes: whole.baseAddress.unsafelyUnwrapped + (whole.count - ObjectID.byteCount)
    )
  }
  var value: TreeEntry { TreeEntry(nameBytes: Array(name), mode: mode, id: id) }

  func isSame(as other: RawTreeEntry) -> Bool {
    whole.count == other.whole.count && whole.elementsEqual(other.whole)
  }

  /// Git's order: by the bytes of the name, where a directory's name ends in a slash.
  func order(against other: RawTreeEntry) -> Int {
    let shared = min(name.count, other.name.count)
    for index in 0..<shared where name[index] != other.name[index] {
      return Int(name[index]) - Int(other.name[index])
    }
    return Int(byte(at: shared)) - Int(other.byte(at: shared))
  }

  private func byte(at index: Int) -> UInt8 {
    if index < name.count { return name[index] }
    return isDirectory ? UInt8(ascii: "/") : 0
  }
}

extension GitError {
  fileprivate static var corruptTree: GitError {
    GitError(
      .corrupt,
      "read a tree",
      reason: "one of its entries is cut off or has no octal mode",
      hint: "run `git fsck --full` in the repository"
    )
  }
}

/// The bytes of one tree, shared by all who still look at them.
final class RawTree {
  private let object: RawObject

  init(_ object: consuming RawObject) { self.object = object }

  var bytes: UnsafeRawBufferPointer { object.bytes }
}
