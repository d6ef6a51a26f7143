/// Why a line of a note, or what it carries, is no record.
public struct RecordMistake: Error, Hashable, Sendable {
  /// What sort of line it is, for code that acts on it.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// It never meant to be a record: a person's note, another tool's line.
    case foreign
    /// It looks like a record and is broken, or says what no record may say.
    case malformed
    /// The same could be read from it as from a record, but it is not written in the one form.
    case notCanonical = "not-canonical"
    /// It is a record of a kind or version that this opsgate does not know.
    case unsupported
  }

  public let kind: Kind
  /// What is so: lower case, one line, no full stop.
  ///
  /// It may quote the line, so it is escaped before a terminal sees it.
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

extension RecordMistake: CustomStringConvertible {
  public var description: String { message }
}
