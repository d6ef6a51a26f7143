/// Text from the repository, made harmless for terminals and for what reads a build's log.
///
/// A name or tag may hold anything. Printed as it is, it could move the cursor, reorder what stands
/// beside it, or speak to GitHub Actions, which takes commands from lines of output
/// (`::error::…`, `##[…]`).
public enum SafeText {
  /// The text with every character spelled out that is not seen, or that acts: `\u{1b}`.
  public static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var safe = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) { safe += spelled(scalar) } else { safe.unicodeScalars.append(scalar) }
    }
    return safe
  }

  /// A whole line, which is already escaped, so that it is no command of a workflow.
  static func escapedLine(_ line: String) -> String {
    let line = line.replacing("##[", with: spelled("#") + "#[")
    guard let first = line.firstIndex(where: { !$0.isWhitespace }),
      line[first...].hasPrefix("::")
    else { return line }
    return line[..<first] + spelled(":") + line[first...].dropFirst()
  }

  /// Whether a text can be printed as it is, also as a line of its own.
  public static func isSafe(_ text: String) -> Bool { escapedLine(escaped(text)) == text }

  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    // Almost all of what is printed; the tables of Unicode cost more.
    if (0x20..<0x7F).contains(scalar.value) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    // Joiners shape letters and emoji; all other format characters hide or reorder.
    case .format: scalar != "\u{200c}" && scalar != "\u{200d}"
    default: false
    }
  }

  static func spelled(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16))}"
  }
}
