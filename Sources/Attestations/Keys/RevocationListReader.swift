/// Reads OpenSSH's key revocation lists (`PROTOCOL.krl`).
///
/// Revoked certificates are read, so that a broken list is seen, and left out: no certificate is ever taken.
struct RevocationListReader {
  private var reader: SSHReader
  private var blobs: Set<[UInt8]> = []
  private var sha1: Set<[UInt8]> = []
  private var sha256: Set<[UInt8]> = []

  private static let magic = Array("SSHKRL\n\0".utf8)

  static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  init(_ bytes: [UInt8]) { reader = SSHReader(bytes.dropFirst(Self.magic.count)) }

  mutating func revocations() throws(SSHMistake) -> Revocations {
    try header()
    while !reader.isAtEnd { try section() }
    return Revocations(.revocationList, blobs: blobs, sha1: sha1, sha256: sha256)
  }

  private mutating func header() throws(SSHMistake) {
    let version = try reader.number32("its version")
    guard version == 1 else {
      throw SSHMistake("it has the version \(version), and only 1 is known")
    }
    for what in ["its number", "its date", "its flags"] { _ = try reader.number64(what) }
    _ = try reader.string("a reserved field")
    _ = try reader.remark("its comment")
  }

  private mutating func section() throws(SSHMistake) {
    let type = try reader.byte("a section")
    var section = SSHReader(try reader.string("a section"))
    switch type {
    case 1: try RevokedCertificates.skip(&section)
    case 2: try Self.collect(&section, into: &blobs)
    case 3: try Self.collect(&section, into: &sha1, size: 20)
    case 4:
      throw SSHMistake(
        "it is signed, which versions of OpenSSH see differently",
        .signedRevocations
      )
    case 5: try Self.collect(&section, into: &sha256, size: 32)
    case 255: try Self.skipExtension(&section)
    default: throw SSHMistake("it has a section of the unknown type \(type)")
    }
    try section.finish("a section")
  }

  private static func collect(
    _ section: inout SSHReader,
    into set: inout Set<[UInt8]>,
    size: Int? = nil
  ) throws(SSHMistake) {
    while !section.isAtEnd {
      let entry = try section.string("a revoked key")
      guard size == nil || entry.count == size else {
        throw SSHMistake("the hash of a revoked key has \(entry.count) bytes")
      }
      set.insert(Array(entry))
    }
  }

  /// What newer versions of OpenSSH may add: read over, unless it says that it matters.
  static func skipExtension(_ section: inout SSHReader) throws(SSHMistake) {
    let name = String(decoding: try section.remark("an extension's name"), as: UTF8.self)
    let isCritical = try section.byte("an extension") != 0
    _ = try section.string("an extension")
    guard !isCritical else { throw SSHMistake("it needs the unknown extension '\(name.excerpt)'") }
  }
}
