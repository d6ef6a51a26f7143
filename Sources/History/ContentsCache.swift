import Git
import Pointers

/// Contents that were read lately: a tag that goes from one environment to the next brings the same
/// blob again, and parsing costs more than anything else.
///
/// Two generations, of a bounded number of bytes: when the young one is full, the old one is
/// forgotten.
struct ContentsCache {
  /// In bytes of contents; parsed, they take a multiple.
  private static let limit = 1 << 20
  private var young: [ObjectID: ParsedContents] = [:]
  private var old: [ObjectID: ParsedContents] = [:]
  private var size = 0

  /// Takes the contents out, so that whoever parses them need not copy them; `nil` if not here.
  mutating func take(_ blob: ObjectID) -> ParsedContents? {
    if let known = young.removeValue(forKey: blob) {
      size -= cost(known)
      return known
    }
    return old.removeValue(forKey: blob)
  }

  mutating func remember(_ contents: ParsedContents, of blob: ObjectID) {
    size += cost(contents)
    if size > Self.limit {
      old = young
      young = [:]
      size = cost(contents)
    }
    young[blob] = contents
  }

  /// No contents are so short that keeping them costs nothing.
  private func cost(_ contents: ParsedContents) -> Int { max(contents.bytes.count, 256) }
}
