/// The section of a KRL that revokes certificates: checked as OpenSSH checks it, and forgotten.
enum RevokedCertificates {
  static func skip(_ section: inout SSHReader) throws(SSHMistake) {
    let authority = try section.string("the key of a certificate authority")
    if !authority.isEmpty { _ = try SSHPublicKey(blob: Array(authority)) }
    _ = try section.string("a reserved field")
    while !section.isAtEnd {
      let type = try section.byte("revoked certificates")
      var part = SSHReader(try section.string("revoked certificates"))
      try skip(type, &part)
      try part.finish("revoked certificates")
    }
  }

  private static func skip(_ type: UInt8, _ part: inout SSHReader) throws(SSHMistake) {
    switch type {
    case 0x20: while !part.isAtEnd { try serial(&part) }
    case 0x21: try range(&part)
    case 0x22: try bitmap(&part)
    case 0x23: while !part.isAtEnd { _ = try part.remark("the name of a certificate") }
    case 0x39: try RevocationListReader.skipExtension(&part)
    default: throw SSHMistake("it revokes certificates in the unknown way \(type)")
    }
  }

  private static func serial(_ part: inout SSHReader) throws(SSHMistake) {
    guard try part.number64("a serial number") > 0 else { throw badSerial }
  }

  private static func range(_ part: inout SSHReader) throws(SSHMistake) {
    let low = try part.number64("a serial number")
    let high = try part.number64("a serial number")
    guard low > 0, low <= high else { throw badSerial }
  }

  /// Serial numbers from the first one on, one bit each, the lowest bit last.
  private static func bitmap(_ part: inout SSHReader) throws(SSHMistake) {
    let first = try part.number64("a serial number")
    let bits = try part.integer("serial numbers")
    let last = UInt64(max(bitCount(bits), 1) - 1)
    let isZeroSet = first == 0 && (bits.last ?? 0) & 1 == 1
    guard !isZeroSet, !first.addingReportingOverflow(last).overflow else { throw badSerial }
  }

  private static let badSerial = SSHMistake("the serial numbers of certificates are out of range")
}
