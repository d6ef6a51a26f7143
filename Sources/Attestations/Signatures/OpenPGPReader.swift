/// Reads what OpenPGP writes (RFC 9580, sections 3 and 4).
struct OpenPGPReader {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// Exactly so many bytes.
  mutating func bytes(
    _ count: Int,
    _ what: String
  ) throws(OpenPGPMistake) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw OpenPGPMistake("\(what) is cut off", .cutOffPacket) }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  /// A number of so many bytes, at most four.
  mutating func number(_ count: Int, _ what: String) throws(OpenPGPMistake) -> Int {
    try bytes(count, what).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A number with its length in bits in front.
  mutating func integer(_ what: String) throws(OpenPGPMistake) -> OpenPGPInteger {
    let bits = try number(2, what)
    return OpenPGPInteger(bits: bits, bytes: try bytes((bits + 7) / 8, what))
  }

  /// A piece with its length in front, as packets in the newer format and subpackets have it.
  mutating func piece(_ what: String) throws(OpenPGPMistake) -> ArraySlice<UInt8> {
    let first = try number(1, what)
    switch first {
    case ..<192: return try bytes(first, what)
    case 255: return try bytes(try number(4, what), what)
    default: return try bytes((first - 192) << 8 + (try number(1, what)) + 192, what)
    }
  }

  /// A packet with its whole length in front; others are only for data.
  mutating func packet() throws(OpenPGPMistake) -> OpenPGPPacket {
    let start = rest
    let header = try number(1, "a packet")
    guard header & 0x80 != 0 else { throw OpenPGPMistake("it is no OpenPGP data") }
    let body: ArraySlice<UInt8>
    let tag: Int
    if header & 0x40 != 0 {
      tag = header & 0x3f
      // Such lengths are of a part of a packet; subpackets have no parts.
      if let length = rest.first, (224..<255).contains(length) { throw Self.partial }
      body = try piece("a packet")
    } else {
      tag = header >> 2 & 0x0f
      guard header & 3 != 3 else { throw Self.partial }
      body = try bytes(try number(1 << (header & 3), "a packet"), "a packet")
    }
    return OpenPGPPacket(tag: tag, body: body, bytes: start.prefix(start.count - rest.count))
  }

  private static let partial = OpenPGPMistake("a packet does not say how long it is")
}

struct OpenPGPPacket {
  /// What it is: 2 a signature, 6 a public key, 14 a public subkey.
  let tag: Int
  let body: ArraySlice<UInt8>
  /// All of it, with what stands in front of the body.
  let bytes: ArraySlice<UInt8>
}

struct OpenPGPInteger {
  let bits: Int
  let bytes: ArraySlice<UInt8>

  /// Whether its first bit is the first that counts, so that the number has one form.
  var isCanonical: Bool {
    guard let first = bytes.first else { return true }
    return (bytes.count - 1) * 8 + (8 - first.leadingZeroBitCount) == bits
  }
}
