internal import Clibgit2

/// The first bytes of the objects whose notes lie in one directory of a notes tree.
struct NotePrefix: Hashable {
  /// The bytes, then zeros; the last one is their number, as git has it when it places directories.
  let key: ObjectID

  static let root = NotePrefix(key: ObjectID(git_oid()))

  /// How many bytes of an object's name are given by the way to the directory.
  var count: Int { Int(key.byte(ObjectID.byteCount - 1)) }

  /// Whether the object's note would lie in this directory.
  func covers(_ object: ObjectID) -> Bool {
    for place in 0..<count where key.byte(place) != object.byte(place) { return false }
    return true
  }

  /// The names of the directories on the way, each two lower-case digits.
  var path: [[UInt8]] { NotePath.pairs(of: key, count: count) }

  /// What an entry of this directory is: a note, another directory of notes, or neither.
  func reading(_ entry: RawTreeEntry) -> NoteEntry {
    reading(entry.name, mode: entry.mode, id: entry.id)
  }

  func reading(_ entry: TreeEntry) -> NoteEntry {
    entry.nameBytes.withUnsafeBytes { reading($0, mode: entry.mode, id: entry.id) }
  }

  private func reading(
    _ name: UnsafeRawBufferPointer,
    mode: FileMode,
    id: @autoclosure () -> ObjectID
  ) -> NoteEntry {
    let rest = ObjectID.byteCount - count
    if name.count == 2 * rest, mode.isFile {
      guard let object = object(endingIn: name) else { return .other }
      return .note(NoteLeaf(object: object, blob: id()))
    }
    guard mode.isDirectory, let inner = adding(name) else { return .other }
    return .directory(NoteDirectory(prefix: inner, tree: id()))
  }

  /// The directory of that name in this one; `nil` where it could hold no notes.
  func adding(_ name: some RandomAccessCollection<UInt8>) -> NotePrefix? {
    // In the deepest directory two digits are a note's own name.
    guard name.count == 2, count < ObjectID.byteCount - 1,
      let first = name.first.flatMap(hexValue), let second = name.last.flatMap(hexValue)
    else { return nil }
    return adding(first << 4 | second)
  }

  /// The directory itself and those that it stands in.
  var ancestors: [NotePrefix] {
    var found = [NotePrefix.root]
    for place in 0..<count { found.append(found[place].adding(key.byte(place))) }
    return found
  }

  private func object(endingIn digits: UnsafeRawBufferPointer) -> ObjectID? {
    withUnsafeTemporaryAllocation(byteCount: ObjectID.byteCount, alignment: 8) { bytes in
      for place in 0..<count { bytes[place] = key.byte(place) }
      for place in 0..<digits.count / 2 {
        guard let high = hexValue(of: digits[2 * place]),
          let low = hexValue(of: digits[2 * place + 1])
        else { return nil }
        bytes[count + place] = high << 4 | low
      }
      return bytes.baseAddress.map { ObjectID(bytes: $0) }
    }
  }

  private func adding(_ byte: UInt8) -> NotePrefix {
    let last = ObjectID.byteCount - 1
    return NotePrefix(
      key: key.replacing(byte: count, with: byte).replacing(byte: last, with: UInt8(count + 1))
    )
  }
}

/// One entry of a notes tree, understood.
enum NoteEntry {
  case note(NoteLeaf)
  case directory(NoteDirectory)
  /// Something that is no note, and is kept.
  case other
}

/// A note that was found: the object it hangs on, and the blob that it is.
struct NoteLeaf: Hashable {
  let object: ObjectID
  let blob: ObjectID
}

/// A directory of notes that has not been read.
struct NoteDirectory: Hashable {
  let prefix: NotePrefix
  let tree: ObjectID
}

/// The names of notes in trees.
enum NotePath {
  private static let digits = Array("0123456789abcdef".utf8)

  /// The first bytes of an id, each as two digits.
  static func pairs(of id: ObjectID, count: Int) -> [[UInt8]] {
    (0..<count).map { hex(id.byte($0)) }
  }

  /// Where a note stands: directories of two digits, then the rest of the object's name.
  static func components(of object: ObjectID, fanout: Int) -> [[UInt8]] {
    pairs(of: object, count: fanout)
      + [(fanout..<ObjectID.byteCount).flatMap { hex(object.byte($0)) }]
  }

  static func joined(_ components: [[UInt8]]) -> [UInt8] {
    Array(components.joined(separator: [UInt8(ascii: "/")]))
  }

  private static func hex(_ byte: UInt8) -> [UInt8] {
    [digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
  }
}

extension FileMode {
  /// Whether git takes it for a directory, also as old programs wrote it (040755).
  var isDirectory: Bool { rawValue & 0o170000 == 0o040000 }
}

extension ObjectID {
  /// Four bits of the id, from 0 to 39.
  func nibble(_ place: Int) -> Int {
    let byte = byte(place / 2)
    return Int(place.isMultiple(of: 2) ? byte >> 4 : byte & 0xf)
  }
}
