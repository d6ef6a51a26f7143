/// What is wrong with a file of the ops repo, and where.
public struct FileMistake: Error, Hashable, Sendable {
  /// The file, relative to the root of the repository.
  public let path: String
  /// The line, from 1; `nil` where the whole file is meant.
  public let line: Int?
  /// The column in characters, from 1; `nil` where the whole line or file is meant.
  public let column: Int?
  /// What is so: lower case, one line, no full stop.
  public let message: String
  /// One thing to do, or `nil` where nothing better is known than the message.
  public let hint: String?
  /// Whether the file's contents are not in this clone, so that nothing is said against the file.
  public let isNotHere: Bool

  public init(
    path: String,
    line: Int? = nil,
    column: Int? = nil,
    message: String,
    hint: String? = nil,
    isNotHere: Bool = false
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
    self.isNotHere = isNotHere
  }

  /// The file and, as far as they are known, line and column: `path:line:column`.
  public var place: String {
    [path, line.map(String.init), line == nil ? nil : column.map(String.init)]
      .compactMap(\.self).joined(separator: ":")
  }
}

extension FileMistake: CustomStringConvertible {
  public var description: String { "\(place): \(message)" }
}

extension FileMistake: Comparable {
  /// By file, then by position; what concerns a whole file comes first.
  public static func < (one: FileMistake, other: FileMistake) -> Bool {
    if one.path != other.path { return one.path < other.path }
    let places = (one.line ?? 0, one.column ?? 0, one.message, one.hint ?? "")
    return places < (other.line ?? 0, other.column ?? 0, other.message, other.hint ?? "")
  }
}
