/// The parser's complaints, in the words and the shape of all others.
enum UsageFailure {
  /// Takes the parser's message ("Missing expected argument '<service>'") and the command, if known.
  static func failure(_ message: String, command: String?) -> Failure {
    let sentences = message.split(separator: "\n").first.map { split(String($0)) } ?? []
    let help = command.map { "opsgate help \($0)" } ?? "opsgate --help"
    return Failure(
      .usage,
      [
        Failure.Problem(
          message: reworded(sentences.first ?? message),
          hints: sentences.dropFirst().map(reworded) + ["`\(help)` tells how it is used"]
        )
      ]
    )
  }

  private static func split(_ text: String) -> [String] {
    var text = text
    if text.hasSuffix(".") { text.removeLast() }
    return text.split(separator: ". ").map(String.init)
  }

  /// Lower case at the beginning, and the house's words for the parser's.
  private static func reworded(_ text: String) -> String {
    if let parts = text.wholeMatch(of: /The value '(.*)' is invalid for '(.*)'/)?.output {
      return "'\(parts.2)' cannot be '\(parts.1)'"
    }
    if let parts = text.wholeMatch(of: /Missing expected argument (.*)/)?.output {
      return "\(parts.1) is missing"
    }
    if let parts = text.wholeMatch(of: /(?:Unexpected argument|\d+ unexpected arguments:) (.*)/) {
      return "too many arguments: \(parts.output.1)"
    }
    if let parts = text.wholeMatch(of: /Please provide one of (.*)/)?.output {
      return "it can be one of \(parts.1)"
    }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
