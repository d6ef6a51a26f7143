import Foundation

/// A signature packet taken apart, so that a test can put it together in other ways.
struct OpenPGPParts {
  /// Version, kind, algorithm, digest.
  var head: [UInt8]
  var hashed: [UInt8]
  var unhashed: [UInt8]
  /// The beginning of the digest, and the numbers.
  var tail: [UInt8]

  init(packet: [UInt8]) {
    let body = Self.body(packet)
    head = Array(body.prefix(4))
    let length = Self.length(body, at: 4)
    hashed = Array(body[6..<(6 + length)])
    let end = 6 + length
    let second = Self.length(body, at: end)
    unhashed = Array(body[(end + 2)..<(end + 2 + second)])
    tail = Array(body[(end + 2 + second)...])
  }

  var body: [UInt8] {
    head + Self.bytes(hashed.count, 2) + hashed + Self.bytes(unhashed.count, 2) + unhashed + tail
  }

  /// As `gpg` writes it: the older format with one or two bytes of length.
  var packet: [UInt8] {
    body.count < 256
      ? [0x88, UInt8(body.count)] + body : [0x89] + Self.bytes(body.count, 2) + body
  }

  /// All subpackets of the signed area, each with its length in front.
  var subpackets: [[UInt8]] {
    var found: [[UInt8]] = []
    var rest = hashed[...]
    while let first = rest.first, first < 192 {
      found.append(Array(rest.prefix(Int(first) + 1)))
      rest = rest.dropFirst(Int(first) + 1)
    }
    return found
  }

  /// All packets of a blob in the older format.
  static func packets(_ blob: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var rest = blob[...]
    while let header = rest.first, rest.count > 2 {
      let isLong = header & 3 == 1
      let length =
        isLong ? self.length(Array(rest.prefix(3)), at: 1) : Int(rest[rest.startIndex + 1])
      found.append(Array(rest.prefix(length + (isLong ? 3 : 2))))
      rest = rest.dropFirst(length + (isLong ? 3 : 2))
    }
    return found
  }

  static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private static func length(_ bytes: [UInt8], at place: Int) -> Int {
    Int(bytes[place]) << 8 | Int(bytes[place + 1])
  }

  /// What follows the length that the header of the packet has.
  static func body(_ packet: [UInt8]) -> [UInt8] {
    Array(packet.dropFirst(packet[0] & 3 == 0 ? 2 : packet[0] & 3 == 1 ? 3 : 5))
  }
}

/// The armor that `gpg` writes, without opsgate's help.
enum OpenPGPText {
  static func armor(_ blob: [UInt8], kind: String = "SIGNATURE", width: Int = 64) -> String {
    let text = Array(Data(blob).base64EncodedString())
    let lines = stride(from: 0, to: text.count, by: width)
      .map { String(text[$0..<min(text.count, $0 + width)]) + "\n" }
    return "-----BEGIN PGP \(kind)-----\n\n" + lines.joined() + checksum(blob)
      + "-----END PGP \(kind)-----\n"
  }

  static func checksum(_ blob: [UInt8]) -> String {
    var sum = 0xb704ce
    for byte in blob {
      sum ^= Int(byte) << 16
      for _ in 0..<8 {
        sum <<= 1
        if sum & 0x100_0000 != 0 { sum ^= 0x186_4cfb }
      }
    }
    return "=" + Data(OpenPGPParts.bytes(sum, 3)).base64EncodedString() + "\n"
  }

  /// What is between the empty line and the checksum.
  static func blob(_ armored: String) -> [UInt8] {
    let lines = armored.split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.isEmpty }.dropFirst().prefix { !$0.hasPrefix("=") && !$0.hasPrefix("-") }
    return Array(Data(base64Encoded: lines.joined()) ?? Data())
  }
}
