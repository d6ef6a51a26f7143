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

  /// Whether it is the fingerprint of a primary key.
  func isPrimary(_ fingerprint: String) -> Bool {
    key(named: fingerprint)?.parts[0].fingerprint == fingerprint
  }

  /// Whether the file has a revocation of the part or of the primary key above it.
  func hasRevocation(_ part: OpenPGPKeyPart) -> Bool {
    part.hasRevocation || key(named: part.fingerprint)?.parts[0].hasRevocation == true
  }

  /// The part of this name: a fingerprint, or the last 16 digits of one.
  func part(_ name: String) -> OpenPGPKeyPart? {
    key(named: name)?.parts.first { [$0.fingerprint, $0.keyID].contains(name) }
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
