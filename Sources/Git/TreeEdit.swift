/// One path of a tree that shall change.
public struct TreeEdit: Hashable, Sendable {
  /// What shall stand at the path.
  public enum Change: Hashable, Sendable {
    /// That object with that mode, whether something stood there or not.
    case set(ObjectID, FileMode)
    /// Nothing any more; the directories that become empty go too.
    case remove
  }

  /// From the root, with slashes.
  public let path: String
  public let change: Change

  public init(path: String, change: Change) {
    self.path = path
    self.change = change
  }
}

extension TreeEdit {
  /// The names on the way, or `nil` where git would not have one of them in a tree.
  var components: [[UInt8]]? {
    let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .map(Array.init)
    return names.allSatisfy(TreeName.isAllowed) ? names : nil
  }
}

/// Which names git takes into a tree (`git fsck`, "hasDot", "hasDotdot", "hasDotgit").
enum TreeName {
  static func isAllowed(_ name: [UInt8]) -> Bool {
    guard !name.isEmpty, !name.contains(0) else { return false }
    let text = String(decoding: name, as: UTF8.self)
    // Some file systems overlook these characters, dots and blanks, and would find `.git`.
    let seen = text.unicodeScalars.filter { !isIgnorable($0) }
    let plain = String(String.UnicodeScalarView(seen)).lowercased()
    let bare = String(plain.reversed().drop { $0 == " " || $0 == "." }.reversed())
    return text != "." && text != ".." && ![".git", "git~1"].contains(bare)
  }

  /// The characters that HFS+ ignores in a name (git's `utf8.c`).
  private static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: true
    default: false
    }
  }
}

extension GitError {
  static func uneditable(_ path: String, _ reason: String) -> GitError {
    GitError(.exists, "change '\(path)' in a tree", reason: reason)
  }
}
