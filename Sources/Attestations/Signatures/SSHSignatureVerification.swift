import Crypto
import CryptoExtras
import FoundationEssentials

extension SSHSignatureBody {
  /// Whether the key signed these bytes.
  func verifies(_ bytes: [UInt8]) -> Bool {
    let signed = securityKey.map { $0.signedBytes(bytes, application: key.application ?? []) }
    return verifies(exactly: signed ?? bytes)
  }

  private func verifies(exactly bytes: [UInt8]) -> Bool {
    switch key.material {
    case .ed25519(let key): return key.isValidSignature(numbers, for: bytes)
    case .p256(let key):
      // An error says that the numbers are none of a signature.
      let signature = try? P256.Signing.ECDSASignature(rawRepresentation: numbers)
      return signature.map { key.isValidSignature($0, for: bytes) } ?? false
    case .p384(let key):
      // As above.
      let signature = try? P384.Signing.ECDSASignature(rawRepresentation: numbers)
      return signature.map { key.isValidSignature($0, for: bytes) } ?? false
    case .p521(let key):
      // As above.
      let signature = try? P521.Signing.ECDSASignature(rawRepresentation: numbers)
      return signature.map { key.isValidSignature($0, for: bytes) } ?? false
    case .rsa(let key, _): return verifiesRSA(bytes, key)
    }
  }

  private func verifiesRSA(_ bytes: [UInt8], _ key: _RSA.Signing.PublicKey) -> Bool {
    let signature = _RSA.Signing.RSASignature(rawRepresentation: numbers)
    return isSHA512
      ? key.isValidSignature(signature, for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5)
      : key.isValidSignature(signature, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
  }
}
