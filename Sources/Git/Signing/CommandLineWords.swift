/// A command line in a setting, split as git splits it: blanks, both quotes, backslashes.
enum CommandLineWords {
  /// The words, or `nil` where a quote is not closed or a backslash ends the line.
  static func split(_ line: String) -> [String]? {
    var words = [""]
    var quote: Character?
    var rest = line[...]
    while let character = rest.popFirst() {
      if quote == nil, character.isWhitespace {
        rest = rest.drop(while: \.isWhitespace)
        words.append("")
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      } else if character == quote {
        quote = nil
      } else if character == "\\", quote != "'" {
        guard let escaped = rest.popFirst() else { return nil }
        words[words.count - 1].append(escaped)
      } else {
        words[words.count - 1].append(character)
      }
    }
    return quote == nil ? words : nil
  }
}
