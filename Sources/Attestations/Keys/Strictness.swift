/// What opsgate refuses on purpose although `ssh-keygen` takes it.
///
/// Everything else is judged as OpenSSH judges it, and the tests hold the two against each other. Each case has one
/// reason: the same thing must not be written in two ways, or must not mean two things to two readers.
public enum Strictness: String, CaseIterable, Hashable, Sendable {
  // Keys.

  /// A certificate stands for a key that is not named; opsgate knows plain keys alone.
  case certificate
  /// DSA keys, and those that only some builds of OpenSSH know.
  case oldKeyKind
  /// RSA keys below 2048 bits.
  case shortRSA
  /// RSA keys above 8192 bits, or with a public exponent above 33 bits.
  case unusualRSA
  /// Another name for a type of key (`rsa-sha2-512` for `ssh-rsa`).
  case keyTypeAlias
  /// Zeros in front of a key's numbers: keys are compared by their bytes.
  case paddedKey
  /// A NUL at the end of a name, which OpenSSH does not count.
  case trailingNUL

  // Signatures.

  /// Anything behind the armor's last line, even another signature.
  case textAfterArmor
  /// White space in base64 other than one newline behind each line of an armor.
  case whiteSpaceInBase64
  /// A version below 1, which OpenSSH does not look at.
  case versionZero
  /// Something in the reserved field, which is not signed.
  case reservedField
  /// A browser's signature (`webauthn-sk-ecdsa-sha2-nistp256@openssh.com`).
  case webAuthn
  /// An Ed25519 signature whose number is not below the group's order: there would be two of each. Such a signature
  /// reads well, and verifies nothing.
  case malleableEd25519

  // `allowed_signers` and `revoked`.

  /// `*`, `?` or `!` in principals: a key would speak for people that nobody wrote down.
  case wildcardPrincipal
  /// `cert-authority`: the people would be whom somebody else signs for.
  case certAuthority
  /// Principals that are empty, no UTF-8, quoted in part, or not all to be seen.
  case oddPrincipal
  /// Commas without an option between them.
  case looseComma
  /// Times without a zone, which are other times on other machines.
  case localTime
  /// Times with blanks in them, or that no calendar has.
  case looseTime
  /// `namespaces=""`, which allows nothing.
  case emptyNamespaces
  /// Carriage returns and other control characters.
  case controlCharacter
  /// One key with different principals: a key belongs to one person.
  case twoOwners
  /// A KRL with signatures, which OpenSSH before 9.4 checked and newer ones ignore.
  case signedRevocations
}
