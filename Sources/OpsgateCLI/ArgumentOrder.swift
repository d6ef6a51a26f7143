/// Puts global options that stand before the command behind it, as git's users write them: `opsgate -C ops status`.
enum ArgumentOrder {
  private static let withValue: Set<String> = ["-C", "--policy", "--format", "--color"]
  /// The commands whose first argument is a command again.
  static let families: Set<String> = ["check", "trust"]
  private static let flags: Set<String> = ["-q", "--quiet"]

  /// The arguments with the command first, if there is one.
  static func commandFirst(_ arguments: [String]) -> [String] {
    var position = 0
    while position < arguments.count, let length = optionLength(arguments[position]) {
      position += length
    }
    guard position > 0, position < arguments.count, !arguments[position].hasPrefix("-") else {
      return arguments
    }
    let isFamily = families.contains(arguments[position]) && position + 1 < arguments.count
    let end = position + (isFamily && !arguments[position + 1].hasPrefix("-") ? 2 : 1)
    return Array(arguments[position..<end] + arguments[..<position] + arguments[end...])
  }

  /// The short options that take a number, by command; git's users join the two: `log -n5`.
  private static let numbered = ["log": "-n", "revert": "-m"]

  /// The arguments with such a number apart from its option, as the parser needs it.
  static func numbersApart(_ arguments: [String]) -> [String] {
    guard let option = arguments.first.flatMap({ numbered[$0] }) else { return arguments }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].flatMap { argument in
      let number = argument.dropFirst(option.count)
      let isJoined = argument.hasPrefix(option) && !number.isEmpty && number.allSatisfy(\.isNumber)
      return isJoined ? [option, String(number)] : [argument]
    } + arguments[end...]
  }

  /// How many arguments the option takes up; `nil` where it is none of the global ones.
  private static func optionLength(_ argument: String) -> Int? {
    if withValue.contains(argument) { return 2 }
    let isJoined = withValue.contains { name in
      argument.hasPrefix(name.hasPrefix("--") ? name + "=" : name)
    }
    return isJoined || flags.contains(argument) ? 1 : nil
  }
}
