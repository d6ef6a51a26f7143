/// The parser's complaints, in the words and the shape of all others.
enum UsageFailure {
  /// Takes the parser's message ("Missing expected argument '<service>'"), and its full text with a
  /// line `Usage: …`.
  static func failure(_ message: String, usage: String) -> Failure {
    let lines = message.split(separator: "\n").map(String.init)
    let help = usage.split(separator: "\n").first { $0.hasPrefix("Usage: ") }.map { line in
      "usage: `\(line.dropFirst("Usage: ".count))`"
    }
    return Failure(
      .usage,
      [Failure.Problem(message: sentence(lines.first ?? ""), hints: [help].compactMap(\.self))]
    )
  }

  /// Lower case at the beginning, and no full stop.
  private static func sentence(_ text: String) -> String {
    let text = text.hasSuffix(".") ? String(text.dropLast()) : text
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
