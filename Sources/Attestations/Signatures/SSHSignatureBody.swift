/// The signature itself: an algorithm's name and its numbers (RFC 4253, 5656, 8332, 8709, OpenSSH's `PROTOCOL.u2f`).
struct SSHSignatureBody: Sendable {
  let key: SSHPublicKey
  /// In the size that the cryptography wants: R and S, or one number as long as the modulus.
  let numbers: [UInt8]
  /// Of RSA, whether it is SHA-512 (or SHA-256) that was signed; other keys leave no choice.
  let isSHA512: Bool
  let securityKey: SecurityKeyState?

  init(_ bytes: ArraySlice<UInt8>, of key: SSHPublicKey) throws(SSHMistake) {
    var reader = SSHReader(bytes)
    self.key = key
    let algorithm = try reader.text("the signature's algorithm")
    isSHA512 = try Self.isSHA512(algorithm, key)
    let content = try reader.string("the signature")
    securityKey = key.kind.isSecurityKey ? try SecurityKeyState(&reader) : nil
    try reader.finish("the signature")
    numbers = try Self.numbers(content, key.material)
  }

  private static func isSHA512(_ algorithm: String, _ key: SSHPublicKey) throws(SSHMistake) -> Bool
  {
    switch (key.kind, algorithm) {
    case (.rsa, "rsa-sha2-512"): return true
    case (.rsa, "rsa-sha2-256"): return false
    case (.rsa, "ssh-rsa"): throw SSHMistake("the signature is of SHA-1, which can be forged")
    case (.securityKeyECDSA, "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"):
      throw SSHMistake("the signature was made in a browser, which is not taken", .webAuthn)
    default:
      guard algorithm == key.type, key.kind != .rsa else {
        throw SSHMistake("the signature is '\(algorithm.excerpt)', and the key is '\(key.type)'")
      }
      return false
    }
  }

  private static func numbers(
    _ content: ArraySlice<UInt8>,
    _ material: SSHKeyMaterial
  ) throws(SSHMistake) -> [UInt8] {
    switch material {
    case .ed25519:
      guard content.count == 64 else {
        throw SSHMistake("an Ed25519 signature has 64 bytes, and this one has \(content.count)")
      }
      return Array(content)
    case .p256: return try pair(content, size: 32)
    case .p384: return try pair(content, size: 48)
    case .p521: return try pair(content, size: 66)
    // Zeros in front may be left out, as some agents do.
    case .rsa(_, let size): return try padded(content, to: size)
    }
  }

  private static func pair(_ content: ArraySlice<UInt8>, size: Int) throws(SSHMistake) -> [UInt8] {
    var reader = SSHReader(content)
    let first = try padded(try reader.integer("the signature"), to: size)
    let second = try padded(try reader.integer("the signature"), to: size)
    try reader.finish("the signature")
    return first + second
  }

  private static func padded(
    _ digits: ArraySlice<UInt8>,
    to size: Int
  ) throws(SSHMistake) -> [UInt8] {
    guard digits.count <= size else { throw SSHMistake("the signature is too long for its key") }
    return Array(repeating: 0, count: size - digits.count) + digits
  }
}
