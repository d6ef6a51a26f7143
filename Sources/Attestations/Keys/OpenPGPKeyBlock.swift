/// The parts of one key as its packets come along (RFC 9580, section 10.1).
///
/// A revocation counts only at its place: `gpg --import` puts others back there, `gpgv` passes over them in silence.
struct OpenPGPKeyBlock {
  private enum Place {
    case primary, name, subkey

    /// The kinds of signatures that belong here: on keys, on names, on subkeys.
    var kinds: Set<Int> {
      switch self {
      case .primary: [0x1f, Self.keyRevocation]
      case .name: [0x10, 0x11, 0x12, 0x13, 0x16, 0x30]
      case .subkey: [0x18, Self.subkeyRevocation]
      }
    }

    static let (keyRevocation, subkeyRevocation) = (0x20, 0x28)
  }

  private(set) var parts: [OpenPGPKeyPart]
  private var place = Place.primary

  init(_ primary: OpenPGPKeyPart) { parts = [primary] }

  /// A subkey comes along.
  mutating func begin(_ subkey: OpenPGPKeyPart) {
    parts.append(subkey)
    place = .subkey
  }

  /// A user's name or picture comes along.
  mutating func beginName() { place = .name }

  /// A signature on what came before it.
  ///
  /// - Throws: Where it is of a kind that does not belong there.
  mutating func take(signature packet: OpenPGPPacket) throws(OpenPGPMistake) {
    guard let kind = try kind(of: packet) else { return }
    guard place.kinds.contains(kind) else {
      throw OpenPGPMistake(
        [Place.keyRevocation, Place.subkeyRevocation].contains(kind)
          ? "a revocation stands where it revokes nothing: import the file, and export the key again"
          : "the packets of the key are not in their order"
      )
    }
    guard kind == Place.keyRevocation || kind == Place.subkeyRevocation else { return }
    parts[parts.count - 1].hasRevocation = true
  }

  /// `nil` for versions that no GnuPG of today reads.
  private func kind(of packet: OpenPGPPacket) throws(OpenPGPMistake) -> Int? {
    var reader = OpenPGPReader(packet.body)
    switch try reader.number(1, "a signature of the key") {
    case 2, 3:
      _ = try reader.number(1, "a signature of the key")
      return try reader.number(1, "a signature of the key")
    case 4...: return try reader.number(1, "a signature of the key")
    default: return nil
    }
  }
}
