/// A session in a Markdown file: commands after `$ ` or `alice$ `, and below each what it prints.
struct ConsoleBlock {
  /// What somebody types.
  struct Command {
    /// Who, in a repository of several people; `nil` in the one without.
    let person: String?
    let line: String

    var prompt: String { (person ?? "") + "$ " }
  }

  /// Where the session stands among the file's lines, without its fences.
  let lines: Range<Int>
  let commands: [Command]
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
    commands = session.compactMap { line in
      line.wholeMatch(of: /([a-z]*)\$ (.+)/).map { match in
        Command(person: match.1.isEmpty ? nil : String(match.1), line: String(match.2))
      }
    }
  }
}
