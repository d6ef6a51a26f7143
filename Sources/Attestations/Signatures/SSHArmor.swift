/// The armor around an SSH signature: exactly one, with nothing before or behind it.
enum SSHArmor {
  private static let first = Array("-----BEGIN SSH SIGNATURE-----\n".utf8)
  private static let last = Array("-----END SSH SIGNATURE-----".utf8)
  private static let newline = UInt8(ascii: "\n")

  /// The bytes in the armor; its lines may have any length, its last one need not end.
  static func blob(_ armored: String) throws(SSHMistake) -> [UInt8] {
    let text = Array(armored.utf8)
    guard text.starts(with: first) else {
      throw SSHMistake("the armor does not begin with '-----BEGIN SSH SIGNATURE-----'")
    }
    let inside = text[first.count...]
    let end = inside.firstIndex(of: UInt8(ascii: "-")) ?? inside.endIndex
    guard inside[end...].starts(with: last), inside[..<end].last == newline else {
      throw SSHMistake("the armor does not end with '-----END SSH SIGNATURE-----'")
    }
    let behind = inside[end...].dropFirst(last.count)
    guard behind.isEmpty || Array(behind) == [newline] else {
      throw SSHMistake("something follows behind the armor", .textAfterArmor)
    }
    return try decoded(inside[..<end])
  }

  private static func decoded(_ body: ArraySlice<UInt8>) throws(SSHMistake) -> [UInt8] {
    let lines = body.dropLast().split(separator: newline, omittingEmptySubsequences: false)
    let blob = try StrictBase64.bytes(Array(lines.joined()), "the armor")
    guard !lines.contains(where: \.isEmpty) else {
      throw SSHMistake("the armor has empty lines", .whiteSpaceInBase64)
    }
    return blob
  }
}
