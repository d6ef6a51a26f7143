/// The header of a raw commit object, read without libgit2's own parsing.
///
/// Only the first of each header counts, as for git. A second `tree` or `author` header is
/// refused, since tools disagree about which one holds (CVE-2026-44309).
struct RawCommit {
  private(set) var tree: ObjectID?
  private(set) var parents: [ObjectID] = []
  private(set) var author: ArraySlice<UInt8>?
  private(set) var committer: ArraySlice<UInt8>?
  private(set) var encoding: ArraySlice<UInt8>?
  private(set) var message: ArraySlice<UInt8> = []

  /// Reads the header lines up to the blank line.
  ///
  /// - Throws: `.corrupt` where a header that must stand once is missing, doubled or unreadable.
  init(_ bytes: [UInt8], id: ObjectID) throws(GitError) {
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[rest.startIndex..<end]
      rest = rest[(end + 1)...]
      guard !line.isEmpty else {
        message = rest
        break
      }
      try read(line, of: id)
    }
    guard tree != nil, author != nil, committer != nil else {
      throw .corruptCommit(id, "its header lacks a tree, an author or a committer")
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, of id: ObjectID) throws(GitError) {
    if let value = line.value(of: "parent ") {
      guard let parent = ObjectID(hex: String(decoding: value, as: UTF8.self)) else {
        throw .corruptCommit(id, "the name of a parent cannot be read")
      }
      parents.append(parent)
    } else if let value = line.value(of: "tree ") {
      guard tree == nil, let first = ObjectID(hex: String(decoding: value, as: UTF8.self)) else {
        throw .corruptCommit(id, "it names two trees, or one that cannot be read")
      }
      tree = first
    } else if let value = line.value(of: "author ") {
      guard author == nil else { throw .corruptCommit(id, "it names two authors") }
      author = value
    } else if let value = line.value(of: "committer ") {
      guard committer == nil else { throw .corruptCommit(id, "it names two committers") }
      committer = value
    } else if encoding == nil, let value = line.value(of: "encoding ") {
      encoding = value
    }
  }
}

extension Commit {
  /// Reads a commit from the bytes of its object.
  ///
  /// - Throws: `.corrupt` where the header cannot be read.
  init(id: ObjectID, bytes: [UInt8]) throws(GitError) {
    let raw = try RawCommit(bytes, id: id)
    guard let tree = raw.tree, let author = raw.author, let committer = raw.committer else {
      throw .corruptCommit(id, "its header is incomplete")
    }
    let text = CommitText(encoding: raw.encoding)
    self.init(
      id: id,
      tree: tree,
      parents: raw.parents,
      author: Signature(header: author, text),
      committer: Signature(header: committer, text),
      message: text.text(raw.message)
    )
  }
}

extension MainlineCommit {
  /// Reads only the first lines: `tree`, then the first `parent` if there is one.
  init(id: ObjectID, header: UnsafeRawBufferPointer) throws(GitError) {
    let text = header.prefix(5 + 40 + 1 + 7 + 40)
    guard text.starts(with: "tree ".utf8),
      let tree = ObjectID(hex: String(decoding: text.dropFirst(5).prefix(40), as: UTF8.self))
    else { throw .corruptCommit(id, "its first line names no tree") }
    self.id = id
    self.tree = tree
    let second = text.dropFirst(46)
    parent =
      second.starts(with: "parent ".utf8)
      ? ObjectID(hex: String(decoding: second.dropFirst(7).prefix(40), as: UTF8.self)) : nil
  }
}

extension Signature {
  /// Reads `Name <email> seconds +hhmm`; what cannot be read is empty or zero, as git shows it.
  init(header: ArraySlice<UInt8>, _ text: CommitText = CommitText()) {
    let open = header.firstIndex(of: UInt8(ascii: "<")) ?? header.endIndex
    let close = header.lastIndex(of: UInt8(ascii: ">")) ?? header.endIndex
    var name = header[..<open]
    while name.last == UInt8(ascii: " ") { name.removeLast() }
    let email = open < close ? header[header.index(after: open)..<close] : []
    let tail = close < header.endIndex ? header[header.index(after: close)...] : []
    let words = tail.split(separator: UInt8(ascii: " "))
    self.init(
      name: text.text(name),
      email: text.text(email),
      time: words.first.flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 0,
      offset: words.dropFirst().first.map(Signature.minutes) ?? 0
    )
  }

  private static func minutes(_ zone: ArraySlice<UInt8>) -> Int {
    let text = String(decoding: zone, as: UTF8.self)
    guard text.utf8.count == 5, let number = Int(text), abs(number) <= 9999 else { return 0 }
    return number / 100 * 60 + number % 100
  }
}

extension ArraySlice<UInt8> {
  fileprivate func value(of key: String) -> ArraySlice<UInt8>? {
    starts(with: key.utf8) ? dropFirst(key.utf8.count) : nil
  }
}

extension GitError {
  static func corruptCommit(_ id: ObjectID, _ reason: String) -> GitError {
    GitError(
      .corrupt,
      "read the commit \(id)",
      reason: reason,
      hint: "run `git fsck --full` in the repository"
    )
  }
}
