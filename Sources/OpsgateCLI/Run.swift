import ArgumentParser
import FoundationEssentials
import Pointers
import Reports

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension Opsgate {
  /// Runs the program with these arguments, and returns its exit status.
  public static func run(_ arguments: [String]) async -> Int32 {
    // A reader that goes away is not our failure: writing answers EPIPE instead of ending the run half way.
    signal(SIGPIPE, SIG_IGN)
    let arguments = ArgumentOrder.numbersApart(ArgumentOrder.commandFirst(arguments))
    do {
      try refuseUnreadable(arguments)
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch {
      return end(error, arguments)
    }
  }

  private static func end(_ error: any Error, _ arguments: [String]) -> Int32 {
    let console = Console(
      consoleOptions(arguments),
      environment: ProcessInfo.processInfo.environment
    )
    do {
      if let status = error as? ExitCode { return status.rawValue }
      guard let failure = try failure(error, arguments, console) else {
        return ExitStatus.done.rawValue
      }
      console.fail(failure)
      return failure.status.rawValue
    } catch {
      let failure = Failure(error)
      console.fail(failure)
      return failure.status.rawValue
    }
  }

  /// The failure that an error is; `nil` where it was a request for help, which is answered here.
  private static func failure(
    _ error: any Error,
    _ arguments: [String],
    _ console: Console
  ) throws -> Failure? {
    guard isOfParser(error) else { return Failure(error) }
    // The parser measures the terminal by itself, and traps where that has next to no columns.
    unsafe setenv("COLUMNS", "80", 1)
    guard exitCode(for: error) != .success else {
      try console.answer([HelpText.arranged(fullMessage(for: error, columns: 80))])
      return nil
    }
    return UsageFailure.failure(message(for: error), command: command(in: arguments))
  }

  /// The command that was meant, with the second word where the first is one of several.
  private static func command(in arguments: [String]) -> String? {
    guard let first = arguments.first, commandNames.contains(first) else { return nil }
    guard ArgumentOrder.families.contains(first), let second = arguments.dropFirst().first,
      !second.hasPrefix("-")
    else { return first }
    return "\(first) \(second)"
  }

  /// What the parser throws is internal to it, but for clean exits and validation errors.
  private static func isOfParser(_ error: any Error) -> Bool {
    error is CleanExit || error is ValidationError
      || String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  private static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

  /// Swift puts U+FFFD where an argument is not UTF-8; nobody means that character.
  private static func refuseUnreadable(_ arguments: [String]) throws {
    guard let argument = arguments.first(where: { $0.unicodeScalars.contains("\u{FFFD}") }) else {
      return
    }
    throw Failure(.usage, "the argument '\(argument)' is not UTF-8")
  }

  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    let asked = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let name = asked.first, !name.hasPrefix("-") else { return }
    let names = commandNames + ["help"]
    guard !names.contains(name) else { return }
    throw Failure(
      .usage,
      "no command is called '\(name)'",
      hint: didYouMean(name, among: names) ?? "`opsgate --help` lists them all"
    )
  }

  /// How to speak where the arguments could not be read.
  private static func consoleOptions(_ arguments: [String]) -> ConsoleOptions {
    var options = ConsoleOptions()
    for (argument, next) in zip(arguments, arguments.dropFirst() + [""]) {
      let text = argument == "--color" ? "--color=" + next : argument
      guard text.hasPrefix("--color="),
        let choice = ColorChoice(rawValue: String(text.dropFirst(8)))
      else { continue }
      options.color = choice
    }
    return options
  }
}
