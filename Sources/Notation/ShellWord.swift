/// Text in a command line or script for a shell.
///
/// Names come from repositories: none may become a second command in the hands of who copies it.
public enum ShellWord {
  /// A word that a shell takes as it is, in quotes where it needs them.
  ///
  /// An accent behind a quotation mark makes no other character of it.
  public static func quoted(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "'" { word += "'\\''".unicodeScalars } else { word.append(scalar) }
    }
    return "'" + String(word) + "'"
  }

  /// A line that a shell takes for a comment, whatever stands in it.
  public static func comment(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { line.append(scalar.value < 0x20 ? " " : scalar) }
    return String(line)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "._/:@%+=-,".utf8.contains(byte)
    }
  }
}
