import FoundationEssentials

/// Reads armors (RFC 9580, section 6), line by line.
struct OpenPGPArmor {
  private let lines: [ArraySlice<UInt8>]
  private let kind: String
  /// The line that is read next, from 0; where something is wrong, that line.
  private var index = 0

  /// - Parameters:
  ///   - text: The lines.
  ///   - kind: What the armors hold: `PGP SIGNATURE`.
  init(_ text: [UInt8], of kind: String) {
    lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    self.kind = kind
  }

  /// The number of that line, from 1; what is missing at the end is missed in the last one.
  var lineNumber: Int { min(index, lines.count - 1) + 1 }

  var isAtEnd: Bool { index >= lines.count }

  /// The next line without going on.
  var line: String { isAtEnd ? "" : String(decoding: lines[index], as: UTF8.self) }

  mutating func skipLine() { index += 1 }

  /// What is in the armor that begins in this line.
  mutating func block() throws(OpenPGPMistake) -> [UInt8] {
    guard line == "-----BEGIN \(kind)-----" else {
      throw OpenPGPMistake("the armor does not begin with '-----BEGIN \(kind)-----'", .looseArmor)
    }
    index += 1
    try headers()
    let blob = try blob()
    try checksum(of: blob)
    guard line == "-----END \(kind)-----" else {
      throw OpenPGPMistake("the armor does not end with '-----END \(kind)-----'", .looseArmor)
    }
    index += 1
    return blob
  }

  /// The lines up to the empty one, which only people read.
  private mutating func headers() throws(OpenPGPMistake) {
    while !line.isEmpty {
      let name = line.prefix { $0 != ":" }
      // People's own words, in any script.
      let isText = lines[index].allSatisfy { $0 >= 0x20 && $0 != 0x7f }
      guard ["Version", "Comment"].contains(name), line.dropFirst(name.count).hasPrefix(": "),
        isText
      else { throw OpenPGPMistake("the armor has an odd line above its data", .looseArmor) }
      index += 1
    }
    guard !isAtEnd else { throw OpenPGPMistake("the armor is cut off") }
    index += 1
  }

  private mutating func blob() throws(OpenPGPMistake) -> [UInt8] {
    let first = index
    while !isAtEnd, let start = lines[index].first, !Array("=-".utf8).contains(start) { index += 1 }
    let text = Data(lines[first..<index].joined())
    guard let blob = Data(base64Encoded: text), blob.base64EncodedData() == text else {
      throw OpenPGPMistake("the armor's data is no base64 as GnuPG writes it", .looseArmor)
    }
    return Array(blob)
  }

  private mutating func checksum(of blob: [UInt8]) throws(OpenPGPMistake) {
    guard line.hasPrefix("=") else {
      throw OpenPGPMistake("the armor has no checksum", .missingChecksum)
    }
    let text = line.dropFirst()
    guard text.utf8.count == 4, let sum = Data(base64Encoded: String(text)) else {
      throw OpenPGPMistake("the armor's checksum is not written as GnuPG does", .looseArmor)
    }
    guard Array(sum) == Self.checksum(blob) else {
      throw OpenPGPMistake("the armor's checksum is wrong")
    }
    index += 1
  }

  /// The CRC-24 of RFC 9580, section 6.1.1.
  private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
    var sum: UInt32 = 0xb704ce
    for byte in bytes {
      sum ^= UInt32(byte) << 16
      for _ in 0..<8 { sum = sum & 0x800000 == 0 ? sum << 1 : sum << 1 ^ 0x1864cfb }
    }
    return [16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }
}
