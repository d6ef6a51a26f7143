/// Tags in little room.
enum TagText {
  /// Commit ids and digests by their beginnings, as git shows them; other tags as they are.
  static func short(_ tag: String) -> String {
    if let digest = tag.firstRange(of: "sha256:") {
      let digits = tag[digest.upperBound...].prefix(while: \.isHexDigit)
      guard digits.count == 64 else { return tag }
      return tag[..<digest.upperBound] + digits.prefix(8) + "…" + tag[digits.endIndex...]
    }
    return tag.count == 40 && tag.allSatisfy(\.isHexDigit) ? String(tag.prefix(10)) : tag
  }
}
