/// A session in a Markdown file: commands after `$ `, and below each what it prints.
struct ConsoleBlock {
  /// Where the session stands among the file's lines, without its fences.
  let lines: Range<Int>
  let commands: [String]
  let text: String

  /// The sessions of a file, fenced as `console`, in order.
  static func all(in markdown: [Substring]) -> [ConsoleBlock] {
    var found: [ConsoleBlock] = []
    var start: Int?
    for (number, line) in markdown.enumerated() {
      if line == "```console" {
        start = number + 1
      } else if line == "```", let begin = start {
        found.append(ConsoleBlock(begin..<number, of: markdown))
        start = nil
      }
    }
    return found
  }

  private init(_ lines: Range<Int>, of markdown: [Substring]) {
    self.lines = lines
    let session = markdown[lines]
    text = session.map { "\($0)\n" }.joined()
    commands = session.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) }
  }
}
