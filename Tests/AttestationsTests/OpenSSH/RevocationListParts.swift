/// Writes key revocation lists that `ssh-keygen` does not.
struct RevocationListParts {
  var version: UInt32 = 1
  var comment: [UInt8] = []
  var sections: [(type: UInt8, content: [UInt8])] = []

  var bytes: [UInt8] {
    Array("SSHKRL\n\0".utf8) + Wire.number(version) + Wire.number64(1) + Wire.number64(2)
      + Wire.number64(0) + Wire.string("") + Wire.string(comment)
      + sections.flatMap { [$0.type] + Wire.string($0.content) }
  }

  /// A list with one section.
  static func with(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
    RevocationListParts(sections: [(type, content)]).bytes
  }

  /// A list of certificates that no authority is named for.
  static func certificates(_ type: UInt8, _ content: [UInt8], authority: [UInt8] = []) -> [UInt8] {
    with(1, Wire.string(authority) + Wire.string("") + [type] + Wire.string(content))
  }
}
