import ArgumentParser
import Reports

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Asks a person before something is signed in their name.
enum Consent {
  /// - Parameters:
  ///   - question: What is asked, without a question mark.
  ///   - isGiven: Whether `--yes` answered already.
  ///   - console: Where to ask.
  /// - Throws: `Failure` where nobody is there to ask; `ExitCode` where the answer is no.
  static func ask(_ question: String, isGiven: Bool, _ console: Console) throws {
    if isGiven { return }
    guard isatty(STDIN_FILENO) == 1, Stream.errors.isTerminal else {
      throw Failure(
        .usage,
        "nobody is here to ask",
        because: "stdin or stderr is no terminal",
        hint: "look at it with `--dry-run`, then say `--yes`"
      )
    }
    try Stream.errors.write(SafeText.escaped(question) + "? [y/N] ")
    let answer = readLine()?.lowercased() ?? ""
    guard answer == "y" || answer == "yes" else {
      try Stream.errors.write("nothing was recorded\n")
      throw ExitCode(ExitStatus.refused.rawValue)
    }
  }
}
