/// Why something is no SSH key or signature that opsgate takes.
public struct SSHMistake: Error, Hashable, Sendable {
  /// What is so: lower case, one line, no full stop.
  ///
  /// It may quote what was read, so it is escaped before a terminal sees it.
  public let message: String
  /// Which rule of opsgate's own refuses it; `nil` where `ssh-keygen` does too.
  public let strictness: Strictness?

  public init(_ message: String, _ strictness: Strictness? = nil) {
    self.message = message
    self.strictness = strictness
  }
}

extension SSHMistake: CustomStringConvertible {
  public var description: String { message }
}
