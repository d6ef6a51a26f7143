public import Git

/// What runs GnuPG for ``SignatureVerifier``: this target starts no programs itself.
public protocol OpenPGPTool: Sendable {
  /// A keyring with nothing but these keys.
  ///
  /// - Parameter keys: Public keys without armor.
  /// - Returns: What checks with them.
  /// - Throws: Where signatures cannot be checked on this machine.
  func openPGPKeyring(holding keys: [UInt8]) async throws(GitError) -> any OpenPGPKeyring
}

/// Some public keys and what checks signatures with them.
public protocol OpenPGPKeyring: Sendable {
  /// What GnuPG said when it took the keys; `nil` where it takes them unseen.
  var importing: ProgramResult? { get }

  /// Checks one detached signature; see `GnuPGKeyring`.
  func verify(
    _ signature: [UInt8],
    of message: [UInt8],
    at time: Int
  ) async throws(GitError) -> ProgramResult
}

extension GnuPGKeyring: OpenPGPKeyring {}

extension GnuPG: OpenPGPTool {
  public func openPGPKeyring(
    holding keys: [UInt8]
  ) async throws(GitError) -> any OpenPGPKeyring {
    try await keyring(holding: keys)
  }
}
