/// The parts of one key as its packets come along (RFC 9580, section 10.1).
///
/// A revocation counts only at its place: `gpg --import` puts others back there, `gpgv` passes over them in silence.
struct OpenPGPKeyBlock {
  private enum Place {
    case primary, name, subkey

    /// The kinds of signatures that belong here: on keys, on names, on subkeys.
    var kinds: Set<Int> {
      switch self {
      case .primary: [0x1f, OpenPGPKeySignature.keyRevocation]
      case .name: [0x10, 0x11, 0x12, 0x13, 0x16, 0x30]
      case .subkey: [0x18, OpenPGPKeySignature.subkeyRevocation]
      }
    }
  }

  private(set) var parts: [OpenPGPKeyPart]
  private var place = Place.primary
  /// What signatures on the primary key are made over, and what is added for those on the subkey.
  private let primary: [UInt8]
  private var subkey: [UInt8] = []

  init(_ part: OpenPGPKeyPart, signed: [UInt8]) {
    parts = [part]
    primary = signed
  }

  /// A subkey comes along.
  mutating func begin(_ part: OpenPGPKeyPart, signed: [UInt8]) {
    parts.append(part)
    subkey = signed
    place = .subkey
  }

  /// A user's name or picture comes along.
  mutating func beginName() { place = .name }

  /// A signature on what came before it.
  ///
  /// - Throws: Where it does not belong there.
  mutating func take(_ signature: OpenPGPKeySignature) throws(OpenPGPMistake) {
    guard place.kinds.contains(signature.kind) else {
      throw signature.isRevocation
        ? Self.misplaced : OpenPGPMistake("the packets of the key are not in their order")
    }
    guard signature.isRevocation else { return }
    guard signature.mayBe(of: primary + subkey) else { throw Self.misplaced }
    parts[parts.count - 1].hasRevocation = true
  }

  private static let misplaced = OpenPGPMistake(
    "a revocation stands where it revokes nothing: import the file, and export the key again"
  )
}
