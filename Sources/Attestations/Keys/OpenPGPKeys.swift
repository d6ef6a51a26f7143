/// The OpenPGP keys of the repository, `.opsgate/keys/*.asc`.
public struct OpenPGPKeys: Sendable {
  /// A key that signs, or that other keys hang from.
  public struct Key: Hashable, Sendable {
    /// The primary key's fingerprint, as ``SignatureCheck/fingerprint`` has it: `openpgp:` and 40 digits.
    public let fingerprint: String
    /// The file that it stands in.
    public let path: String
    /// Its own parts: the primary key first, then its subkeys.
    let parts: [OpenPGPKeyPart]
  }

  /// In the order of the files.
  public let keys: [Key]
  /// All of it without armor, for GnuPG.
  let packets: [UInt8]
  /// Keys by the fingerprints of all their parts, and by the ends of them.
  private let byName: [String: Int]

  init(_ keys: [Key], packets: [UInt8]) {
    self.keys = keys
    self.packets = packets
    var byName: [String: Int] = [:]
    for (index, key) in keys.enumerated() {
      for part in key.parts {
        byName[part.fingerprint] = index
        byName[part.keyID] = index
      }
    }
    self.byName = byName
  }

  /// Where there are no such files: nobody signs with OpenPGP.
  public static let none = OpenPGPKeys([], packets: [])

  /// The key that has a part of this name: a fingerprint in capital digits, or the last 16 of them.
  func key(named name: String) -> Key? { byName[name].map { keys[$0] } }

  func isPrimary(_ part: OpenPGPKeyPart) -> Bool {
    key(named: part.fingerprint)?.parts[0] == part
  }

  /// Whether the file has a revocation of the part or of the primary key above it.
  func hasRevocation(_ part: OpenPGPKeyPart) -> Bool {
    part.hasRevocation || key(named: part.fingerprint)?.parts[0].hasRevocation == true
  }

  /// The part with this very fingerprint.
  func part(_ fingerprint: String) -> OpenPGPKeyPart? {
    key(named: fingerprint)?.parts.first { $0.fingerprint == fingerprint }
  }
}

/// A primary key or subkey.
struct OpenPGPKeyPart: Hashable, Sendable {
  /// 40 capital digits.
  let fingerprint: String
  /// When it was made, in seconds since 1970.
  let created: Int
  /// Of RSA, the size of the modulus in bits; `nil` for other kinds.
  let rsaBits: Int?
  /// Whether the file has a revocation of it, which only GnuPG can tell from a forged one.
  var hasRevocation = false

  /// By which signatures may name it.
  var keyID: String { String(fingerprint.suffix(16)) }
}
