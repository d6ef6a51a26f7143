import Git
import Pointers

/// What files said lately, so that contents that come back are not read again.
///
/// Two generations, of a bounded number of bytes read: when the young one is full, the old one is
/// forgotten.
struct ReadingCache {
  private struct Key: Hashable {
    let path: String
    let mode: FileMode
    let blob: ObjectID
  }

  private static let limit = 4 << 20
  private var young: [Key: FileReadings] = [:]
  private var old: [Key: FileReadings] = [:]
  private var size = 0

  /// What the file says, if it is remembered.
  mutating func readings(of file: TreeFile) -> FileReadings? {
    let key = Key(path: file.path, mode: file.mode, blob: file.id)
    if let known = young[key] { return known }
    guard let known = old[key] else { return nil }
    remember(known, of: file, size: 0)
    return known
  }

  /// Remembers what the file says; `size` is that of its contents in bytes.
  mutating func remember(_ readings: FileReadings, of file: TreeFile, size bytes: Int) {
    // No contents are so short that remembering them costs nothing.
    size += max(bytes, 256)
    if size > Self.limit {
      old = young
      young = [:]
      size = 0
    }
    young[Key(path: file.path, mode: file.mode, blob: file.id)] = readings
  }
}
