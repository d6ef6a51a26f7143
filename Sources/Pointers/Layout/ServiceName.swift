/// What a name must be to stand in tables, messages and trailers.
public enum ServiceName {
  /// Why the text is no service's name, or `nil` where it is one: `has a control character`.
  public static func flaw(in name: String) -> String? {
    if name.isEmpty { return "is empty" }
    if name.utf8.count > 255 { return "is longer than 255 bytes" }
    let scalars = name.unicodeScalars
    if scalars.contains(where: isUnprintable) { return "has a character that cannot be printed" }
    if scalars.first?.properties.isWhitespace == true
      || scalars.last?.properties.isWhitespace == true
    {
      return "begins or ends with a space"
    }
    return nil
  }

  /// Why the text is no environment's name and no directory's, or `nil` where it is one.
  public static func flaw(inEnvironment name: String) -> String? {
    if let flaw = flaw(in: name) { return flaw }
    if name.contains(where: \.isWhitespace) { return "has a space" }
    if name.contains("/") { return "has a slash, and an environment is one component of a path" }
    if name.hasPrefix("-") { return "begins with '-', which commands take for an option" }
    if name == "." || name == ".." { return "is no name" }
    return name == "policy" ? "is the one that changes to the policy file belong to" : nil
  }

  /// Control characters, invisible ones that reorder text, line and paragraph separators, broken UTF-8.
  private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
    default: scalar == "\u{FFFD}"
    }
  }
}
