import Notation

/// The part of a scalar that is the tag.
public enum ScalarPart: String, CaseIterable, Hashable, Sendable {
  /// Of `registry:5000/name:tag`, `tag@sha256:…` or `…?ref=tag`, the tag.
  case tag
  /// Of `name@sha256:…` or `name:tag@sha256:…`, the digest.
  case digest
}

/// A scalar taken apart: what stands before the tag, the tag, the digest, and what follows.
struct ScalarParts: Hashable {
  private enum Shape: Hashable {
    case reference
    case query
  }

  private var shape: Shape
  private var head: String
  private var tag: String?
  private var digest: String?
  private var tail = ""

  init(_ text: String) {
    if let parts = Self.query(text) {
      self = parts
    } else {
      self = Self.reference(text)
    }
  }

  private init(_ shape: Shape, head: String, tag: String?, digest: String? = nil, tail: String = "")
  {
    self.shape = shape
    self.head = head
    self.tag = tag
    self.digest = digest
    self.tail = tail
  }

  /// Takes `source?ref=tag&depth=1` apart.
  private static func query(_ text: String) -> ScalarParts? {
    guard let key = text.firstRange(of: "?ref=") ?? text.firstRange(of: "&ref=") else { return nil }
    let rest = text[key.upperBound...]
    let end = rest.firstIndex { $0 == "&" || $0 == "#" } ?? rest.endIndex
    return ScalarParts(
      .query,
      head: String(text[..<key.upperBound]),
      tag: String(rest[..<end]),
      tail: String(rest[end...])
    )
  }

  /// Takes `registry:5000/name:tag@sha256:…` apart, where every part but the first may be missing.
  private static func reference(_ text: String) -> ScalarParts {
    let at = text.lastIndex(of: "@").flatMap { isDigest(text[text.index(after: $0)...]) ? $0 : nil }
    let name = text[..<(at ?? text.endIndex)]
    let digest = at.map { String(text[text.index(after: $0)...]) }
    if at == nil, isDigest(text[...]) {
      return ScalarParts(.reference, head: "", tag: nil, digest: text)
    }
    let slash = name.lastIndex(of: "/") ?? name.startIndex
    if let colon = name[slash...].lastIndex(of: ":") {
      return ScalarParts(
        .reference,
        head: String(name[...colon]),
        tag: String(name[name.index(after: colon)...]),
        digest: digest
      )
    }
    let isTag = !name.contains("/") && (digest != nil || looksLikeTag(name))
    return ScalarParts(
      .reference,
      head: isTag ? "" : String(name),
      tag: isTag ? String(name) : nil,
      digest: digest
    )
  }

  /// Whether a text without a name in front of it is a tag: `v1.2` is one, `nginx` is a name.
  private static func looksLikeTag(_ text: Substring) -> Bool {
    let digits = text.first == "v" || text.first == "V" ? text.dropFirst() : text
    return digits.utf8.first?.isDigit == true
  }

  /// `sha256:` and at least 32 hexadecimal digits.
  static func isDigest(_ text: Substring) -> Bool {
    guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return false }
    let hex = text[text.index(after: colon)...].utf8
    return text[..<colon].utf8.allSatisfy { $0.isLetter || $0.isDigit || "+._-".utf8.contains($0) }
      && hex.count >= 32 && hex.allSatisfy(\.isHexDigit)
  }

  /// The text of one part; empty where it is missing.
  subscript(part: ScalarPart) -> String {
    switch part {
    case .tag: tag ?? ""
    case .digest: digest ?? ""
    }
  }

  /// What stands beside a part and would be wrong if that part alone were changed.
  func companion(of part: ScalarPart) -> String? {
    switch part {
    case .tag: digest
    case .digest: tag.flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  /// The whole text.
  var text: String {
    switch shape {
    case .query: return head + (tag ?? "") + tail
    case .reference:
      let separator = tag == nil || head.isEmpty || head.hasSuffix(":") ? "" : ":"
      let name = head + separator + (tag ?? "")
      guard let digest else { return name }
      return name.isEmpty ? digest : name + "@" + digest
    }
  }

  /// How many bytes stand before a part.
  func offset(of part: ScalarPart) -> Int {
    switch part {
    case .tag: head.utf8.count
    case .digest: text.utf8.count - (digest?.utf8.count ?? 0)
    }
  }

  /// The text with one part changed, and with it what stands beside it.
  ///
  /// - Returns: `nil` where the new parts could not be read back as what they are.
  func replacing(_ part: ScalarPart, with value: String, companion: String?) -> String? {
    var parts = self
    switch part {
    case .tag:
      parts.tag = value
      if parts.digest != nil { parts.digest = companion ?? parts.digest }
    case .digest:
      parts.digest = value
      if parts.tag != nil { parts.tag = companion ?? parts.tag }
    }
    let read = ScalarParts(parts.text)
    guard read.shape == shape, read[.tag] == parts[.tag], read[.digest] == parts[.digest],
      read.tail == tail
    else { return nil }
    return parts.text
  }
}
