internal import Clibgit2

/// The name of a git object: the 20 bytes of its SHA-1.
public struct ObjectID: Hashable, Comparable, Sendable, CustomStringConvertible {
  // Three machine words instead of an array: hashing and comparing ids is what history does all day.
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The number of bytes of an id in a tree or pack.
  static let byteCount = 20

  init(bytes: UnsafeRawPointer) {
    high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  init(_ oid: git_oid) {
    self = withUnsafeBytes(of: oid) { ObjectID(bytes: $0.baseAddress.unsafelyUnwrapped) }
  }

  /// Reads 40 hexadecimal digits, in either case; anything else is `nil`.
  public init?(hex: String) {
    guard hex.utf8.count == 2 * Self.byteCount,
      let high = UInt64(hexDigits: hex.utf8.prefix(16)),
      let middle = UInt64(hexDigits: hex.utf8.dropFirst(16).prefix(16)),
      let low = UInt64(hexDigits: hex.utf8.dropFirst(32))
    else { return nil }
    (self.high, self.middle, self.low) = (high, middle, UInt32(low))
  }

  /// Takes 20 bytes; anything else is `nil`.
  public init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self = bytes.withUnsafeBytes { ObjectID(bytes: $0.baseAddress.unsafelyUnwrapped) }
  }

  /// The 20 bytes.
  public var bytes: [UInt8] { (0..<Self.byteCount).map { byte($0) } }

  /// The id as 40 lower-case hexadecimal digits.
  public var hex: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * Self.byteCount)
    high.appendHex(to: &digits)
    middle.appendHex(to: &digits)
    low.appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// The first ten digits, for people; never for scripts.
  public var short: String { String(hex.prefix(10)) }

  public var description: String { hex }

  /// The same id with another byte at a place from 0 to 19.
  func replacing(byte place: Int, with value: UInt8) -> ObjectID {
    var oid = oid
    withUnsafeMutableBytes(of: &oid) { $0[place] = value }
    return ObjectID(oid)
  }

  /// The byte at a place from 0 to 19.
  func byte(_ place: Int) -> UInt8 {
    switch place {
    case ..<8: UInt8(truncatingIfNeeded: high >> (56 - 8 * UInt64(place)))
    case ..<16: UInt8(truncatingIfNeeded: middle >> (120 - 8 * UInt64(place)))
    default: UInt8(truncatingIfNeeded: low >> (152 - 8 * UInt32(place)))
    }
  }

  public static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  /// The same id as libgit2 wants it.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { bytes in
      bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }
}

extension UInt64 {
  /// Reads hexadecimal digits and nothing else: no sign, no prefix.
  fileprivate init?(hexDigits: some Sequence<UInt8>) {
    var value: UInt64 = 0
    for digit in hexDigits {
      guard let nibble = hexValue(of: digit) else { return nil }
      value = value << 4 | UInt64(nibble)
    }
    self = value
  }
}

/// What one hexadecimal digit stands for, in either case.
func hexValue(of digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}

extension FixedWidthInteger {
  fileprivate func appendHex(to digits: inout [UInt8]) {
    for shift in stride(from: Self.bitWidth - 4, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: self >> Self(shift)) & 0xf
      digits.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }
}
