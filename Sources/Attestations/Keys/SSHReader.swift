/// Reads what SSH writes: numbers big-endian, strings with their length in front (RFC 4251, section 5).
struct SSHReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isAtEnd: Bool { rest.isEmpty }

  /// Exactly so many bytes.
  mutating func bytes(_ count: Int, _ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw SSHMistake("\(what) is cut off") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func byte(_ what: String) throws(SSHMistake) -> UInt8 {
    UInt8(truncatingIfNeeded: try number(1, what))
  }

  mutating func number32(_ what: String) throws(SSHMistake) -> UInt32 {
    UInt32(truncatingIfNeeded: try number(4, what))
  }

  mutating func number64(_ what: String) throws(SSHMistake) -> UInt64 { try number(8, what) }

  mutating func string(_ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    try bytes(Int(try number32(what)), what)
  }

  /// A string that C programs can hold.
  mutating func name(_ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    let name = try string(what)
    guard let zero = name.firstIndex(of: 0) else { return name }
    let isLast = zero == name.endIndex - 1
    throw SSHMistake("\(what) has a NUL in it", isLast ? .trailingNUL : nil)
  }

  /// The same where it decides nothing, so that a NUL may end it.
  mutating func remark(_ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    let remark = try string(what)
    guard !remark.dropLast().contains(0) else { throw SSHMistake("\(what) has a NUL in it") }
    return remark
  }

  /// A name that is read as text.
  mutating func text(_ what: String) throws(SSHMistake) -> String {
    guard let text = String(validating: try name(what), as: UTF8.self) else {
      throw SSHMistake("\(what) is no text")
    }
    return text
  }

  /// A number of any size, not negative, without zeros in front.
  mutating func integer(_ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    let digits = try string(what)
    guard digits.first.map({ $0 < 0x80 }) ?? true else {
      throw SSHMistake("\(what) is negative")
    }
    // OpenSSH's own limit, with a zero in front.
    guard digits.count <= Self.longest + (digits.first == 0 ? 1 : 0) else {
      throw SSHMistake("\(what) is too long")
    }
    return digits.drop { $0 == 0 }
  }

  /// The same, where only the one way to write it will do.
  mutating func canonicalInteger(_ what: String) throws(SSHMistake) -> ArraySlice<UInt8> {
    var copy = self
    let written = try copy.string(what).count
    let digits = try integer(what)
    let needed = digits.count + (digits.first.map { $0 >= 0x80 } ?? false ? 1 : 0)
    guard written == needed else {
      throw SSHMistake("\(what) has needless zeros in front", .paddedKey)
    }
    return digits
  }

  /// Expects that nothing is left.
  func finish(_ what: String) throws(SSHMistake) {
    guard rest.isEmpty else { throw SSHMistake("something follows behind \(what)") }
  }

  private static let longest = 16_384 / 8

  private mutating func number(_ size: Int, _ what: String) throws(SSHMistake) -> UInt64 {
    try bytes(size, what).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// Writes what SSH reads.
enum SSHWriter {
  static func number(_ value: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  /// Bytes with their length in front; they must be fewer than 2^32.
  static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    number(UInt32(truncatingIfNeeded: bytes.count)) + bytes
  }
}

/// How many bits a number has that is written big-endian.
func bitCount(_ digits: some Collection<UInt8>) -> Int {
  let digits = digits.drop { $0 == 0 }
  return digits.first.map { digits.count * 8 - $0.leadingZeroBitCount } ?? 0
}
