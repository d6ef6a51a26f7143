/// Why a file's content cannot be read.
public struct DocumentMistake: Error, Hashable, Sendable {
  /// The line, from 1, as an editor counts it; `nil` when the whole file is meant.
  public var line: Int?
  /// The column in characters, from 1.
  public var column: Int?
  /// What is so, in lower case, without a full stop.
  public var message: String
  /// One thing to do, if any is known.
  public var hint: String?

  public init(line: Int? = nil, column: Int? = nil, message: String, hint: String? = nil) {
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }
}

/// Why a scalar cannot be edited without changing more than its tag.
public struct EditRefusal: Error, Hashable, Sendable {
  /// The line, from 1, on which the obstacle stands.
  public var line: Int?
  /// The column in characters, from 1.
  public var column: Int?
  /// What is so, in lower case, without a full stop.
  public var message: String
  /// One thing to do, if any is known.
  public var hint: String?

  public init(line: Int? = nil, column: Int? = nil, message: String, hint: String? = nil) {
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }

  init(_ mistake: DocumentMistake) {
    self.init(
      line: mistake.line,
      column: mistake.column,
      message: mistake.message,
      hint: mistake.hint
    )
  }
}
