/// What is wrong with a file of keys, and where.
public struct KeyFileMistake: Error, Hashable, Sendable {
  /// The file, relative to the root of the repository.
  public let path: String
  /// The line, from 1; `nil` where the whole file is meant.
  public let line: Int?
  /// The column in characters, from 1; `nil` where the whole file is meant.
  public let column: Int?
  /// What is so: lower case, one line, no full stop.
  public let message: String
  /// One thing to do, or `nil`.
  public let hint: String?
  /// Which rule of opsgate's own refuses it; `nil` where `ssh-keygen` does not take the line either.
  public let strictness: Strictness?

  public init(
    path: String,
    line: Int? = nil,
    column: Int? = nil,
    message: String,
    hint: String? = nil,
    strictness: Strictness? = nil
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
    self.strictness = strictness
  }
}

extension KeyFileMistake: CustomStringConvertible {
  public var description: String {
    let place = [path, line.map(String.init), column.map(String.init)].compactMap(\.self)
    return place.joined(separator: ":") + ": \(message)"
  }
}

/// Everything that is wrong with a file of keys, in the order of the file; never empty.
///
/// Of such a file nothing is used: a line that was meant to take a key away must not be skipped.
public struct KeyFileMistakes: Error, Hashable, Sendable {
  public let mistakes: [KeyFileMistake]

  public init(_ mistakes: [KeyFileMistake]) { self.mistakes = mistakes }
}

extension KeyFileMistakes: CustomStringConvertible {
  public var description: String { mistakes.map(\.description).joined(separator: "\n") }
}
