/// A commit that is not written yet.
public struct CommitDraft: Hashable, Sendable {
  public let tree: ObjectID
  public let parents: [ObjectID]
  public let author: Signature
  public let committer: Signature
  /// UTF-8, as it shall stand in the object.
  public let message: String

  public init(
    tree: ObjectID,
    parents: [ObjectID],
    author: Signature,
    committer: Signature,
    message: String
  ) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }

  /// The bytes of the commit object without a signature: what git would sign.
  public var payload: [UInt8] { Array((header + "\n" + message).utf8) }

  /// The bytes of the commit object.
  ///
  /// - Parameter signature: What was made over `payload`; becomes the last header, `gpgsig`, each
  ///   further line of it behind a space (`gitformat-signature(5)`).
  /// - Returns: The object without git's own type and size.
  func bytes(signedWith signature: String?) -> [UInt8] {
    guard let signature else { return payload }
    let text = signature.hasSuffix("\n") ? signature.dropLast() : signature[...]
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return Array("\(header)gpgsig \(lines.joined(separator: "\n "))\n\n\(message)".utf8)
  }

  private var header: String {
    let names = ["tree \(tree)"] + parents.map { "parent \($0)" }
    let people = ["author \(author.header)", "committer \(committer.header)"]
    return (names + people).map { $0 + "\n" }.joined()
  }

  /// Refuses what git would not write.
  ///
  /// - Throws: `.invalid` for a person without a name, or a NUL in the message.
  func check() throws(GitError) {
    for (role, person) in [("author", author), ("committer", committer)] {
      guard person.name.withoutCrud.isEmpty else { continue }
      throw GitError(
        .invalid,
        "write the commit",
        reason: "the \(role) has no name that git accepts",
        hint: "run `git config user.name \"Your Name\"`"
      )
    }
    guard !message.utf8.contains(0) else {
      throw GitError(.invalid, "write the commit", reason: "its message contains a NUL byte")
    }
  }
}

extension Signature {
  /// `Name <email> seconds +hhmm`, cleaned as git cleans it.
  var header: String { "\(person) \(max(0, time)) \(zone)" }

  /// `Name <email>`, cleaned as git cleans it; what git calls an openpgp key where none is named.
  var person: String { "\(name.withoutCrud) <\(email.withoutCrud)>" }

  private var zone: String {
    let minutes = min(abs(offset), 24 * 60)
    let digits = String(10000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    return (offset < 0 ? "-" : "+") + digits
  }
}

extension String {
  /// The text without what git takes off both ends of a name, and without `<`, `>` and newlines.
  fileprivate var withoutCrud: String {
    let kept = utf8.drop(while: \.isCrud).reversed().drop(while: \.isCrud).reversed()
    let delimiters: [UInt8] = [0, UInt8(ascii: "\n"), UInt8(ascii: "<"), UInt8(ascii: ">")]
    return String(decoding: kept.filter { !delimiters.contains($0) }, as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isCrud: Bool { self <= 32 || ",:;<>\"\\'".utf8.contains(self) }
}
