/// What opsgate refuses on purpose although `gpg --verify` takes it.
///
/// Everything else is judged as GnuPG judges it, and the tests hold the two against each other.
public enum OpenPGPStrictness: String, CaseIterable, Hashable, Sendable {
  /// Anything before or behind the armor, even another signature.
  case textOutsideArmor
  /// An armor that is written in another way than GnuPG writes it: blanks, carriage returns, odd headers or base64.
  case looseArmor
  /// An armor without its checksum, which newer versions take.
  case missingChecksum
  /// Anything but one signature in the armor.
  case otherPackets
  /// A packet that says that it is longer than it is.
  case cutOffPacket
  /// Signatures of other versions than 4.
  case otherVersion
  /// A signature of a text, in which the ends of lines do not count, or of anything but a document.
  case notOfBytes
  /// SHA-1 and older digests, which can be forged, and those that not every GnuPG knows.
  case weakDigest
  /// Algorithms other than RSA, ECDSA and EdDSA.
  case otherAlgorithm
  /// RSA keys below 2048 bits.
  case shortRSA
  /// Numbers with bits in front that do not count.
  case paddedNumber
  /// Parts of the signature whose lengths do not fit together.
  case brokenSubpackets
}

/// Why something is no OpenPGP key or signature that opsgate takes.
public struct OpenPGPMistake: Error, Hashable, Sendable {
  /// What is so: lower case, one line, no full stop.
  ///
  /// It may quote what was read, so it is escaped before a terminal sees it.
  public let message: String
  /// Which rule of opsgate's own refuses it; `nil` where GnuPG does too.
  public let strictness: OpenPGPStrictness?

  public init(_ message: String, _ strictness: OpenPGPStrictness? = nil) {
    self.message = message
    self.strictness = strictness
  }
}

extension OpenPGPMistake: CustomStringConvertible {
  public var description: String { message }
}
