import ArgumentParser
import Reports

/// How the answer is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
  case text, json
  /// What CI servers read; only some commands know them, and say so themselves.
  case junit, sarif, github
}

/// Whether text is coloured.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable { case auto, always, never }

/// What the console needs to know.
struct ConsoleOptions: Sendable {
  var format: OutputFormat = .text
  var color: ColorChoice = .auto
  var quiet = false
}

/// The options that all commands share; they may also stand before the command's name.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Work in this directory", valueName: "dir")
  )
  var directory: String?

  @Option(help: ArgumentHelp("Read this policy instead of the repository's", valueName: "file"))
  var policy: String?

  @Option(help: "How to print it; the last three are for verify")
  var format: OutputFormat = .text

  @Option(help: "When to use colour; NO_COLOR turns it off too")
  var color: ColorChoice = .auto

  @Flag(name: .shortAndLong, help: "Print the answer and errors, nothing else")
  var quiet = false

  var console: ConsoleOptions { ConsoleOptions(format: format, color: color, quiet: quiet) }
}
