import Crypto
import CryptoExtras
import FoundationEssentials

/// The key itself, as the cryptography wants it.
enum SSHKeyMaterial: Sendable {
  case ed25519(Curve25519.Signing.PublicKey)
  case p256(P256.Signing.PublicKey)
  case p384(P384.Signing.PublicKey)
  case p521(P521.Signing.PublicKey)
  /// With the modulus' size in bytes, which is that of its signatures.
  case rsa(_RSA.Signing.PublicKey, size: Int)

  /// Reads what follows the type in a key's blob (RFC 4253, 5656, 8709), up to a security key's application.
  init(_ kind: SSHKeyKind, _ reader: inout SSHReader) throws(SSHMistake) {
    switch kind {
    case .ed25519, .securityKeyEd25519: self = try Self.ed25519(&reader)
    case .ecdsaP256, .securityKeyECDSA:
      let point = try Self.point("nistp256", size: 32, &reader)
      self = .p256(try Self.onCurve { try P256.Signing.PublicKey(x963Representation: point) })
    case .ecdsaP384:
      let point = try Self.point("nistp384", size: 48, &reader)
      self = .p384(try Self.onCurve { try P384.Signing.PublicKey(x963Representation: point) })
    case .ecdsaP521:
      let point = try Self.point("nistp521", size: 66, &reader)
      self = .p521(try Self.onCurve { try P521.Signing.PublicKey(x963Representation: point) })
    case .rsa: self = try Self.rsa(&reader)
    }
  }

  private static func ed25519(_ reader: inout SSHReader) throws(SSHMistake) -> SSHKeyMaterial {
    let key = try reader.string("the key")
    guard key.count == 32 else {
      throw SSHMistake("an Ed25519 key has 32 bytes, and this one has \(key.count)")
    }
    return .ed25519(try onCurve { try Curve25519.Signing.PublicKey(rawRepresentation: key) })
  }

  /// An uncompressed point whose coordinates use more than half of their bits, as OpenSSH asks.
  private static func point(
    _ curve: String,
    size: Int,
    _ reader: inout SSHReader
  ) throws(SSHMistake) -> ArraySlice<UInt8> {
    guard try reader.text("the curve's name") == curve else {
      throw SSHMistake("the key is of another curve than its type says")
    }
    let point = try reader.string("the key")
    guard point.count == 2 * size + 1, point.first == 4 else {
      throw SSHMistake("the key is no uncompressed point of the curve \(curve)")
    }
    let coordinates = [point.dropFirst().prefix(size), point.suffix(size)]
    let half = curve == "nistp521" ? 260 : size * 4
    guard coordinates.allSatisfy({ bitCount($0) > half }) else {
      throw SSHMistake("the key's point is one that no honest key has")
    }
    return point
  }

  private static func rsa(_ reader: inout SSHReader) throws(SSHMistake) -> SSHKeyMaterial {
    let exponent = try reader.canonicalInteger("the key's exponent")
    let modulus = try reader.canonicalInteger("the key's modulus")
    let bits = bitCount(modulus)
    guard bits >= 2048 else {
      throw SSHMistake(
        "the RSA key has \(bits) bits, and must have 2048 or more",
        bits >= 1024 ? .shortRSA : nil
      )
    }
    do {
      let key = try _RSA.Signing.PublicKey(n: Data(modulus), e: Data(exponent))
      return .rsa(key, size: modulus.count)
    } catch {
      throw SSHMistake("the RSA key's numbers are none that are safe to use", .unusualRSA)
    }
  }

  private static func onCurve<Key>(_ make: () throws -> Key) throws(SSHMistake) -> Key {
    do { return try make() } catch { throw SSHMistake("the key is no point of its curve") }
  }
}
