import Foundation

/// Writes what SSH reads.
enum Wire {
  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  static func number64(_ value: UInt64) -> [UInt8] {
    number(UInt32(value >> 32)) + number(UInt32(truncatingIfNeeded: value))
  }

  static func string(_ bytes: some Collection<UInt8>) -> [UInt8] {
    number(UInt32(bytes.count)) + bytes
  }

  static func string(_ text: String) -> [UInt8] { string(Array(text.utf8)) }

  /// A number of any size: a zero in front where it would be negative.
  static func integer(_ digits: some Collection<UInt8>) -> [UInt8] {
    let digits = Array(digits.drop { $0 == 0 })
    return string((digits.first ?? 0) >= 0x80 ? [0] + digits : digits)
  }

  /// The strings that bytes begin with.
  static func strings(_ bytes: [UInt8]) -> [[UInt8]] {
    var rest = bytes[...]
    var found: [[UInt8]] = []
    while rest.count >= 4 {
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      guard rest.count - 4 >= length else { break }
      found.append(Array(rest.dropFirst(4).prefix(length)))
      rest = rest.dropFirst(4 + length)
    }
    return found
  }

  /// The blob in a public key's line.
  static func blob(ofLine line: String) -> [UInt8] {
    let words = line.split(separator: " ")
    return words.count > 1 ? [UInt8](Data(base64Encoded: String(words[1])) ?? Data()) : []
  }

  static func line(ofBlob blob: [UInt8]) -> String {
    String(decoding: strings(blob).first ?? [], as: UTF8.self) + " "
      + Data(blob).base64EncodedString()
  }
}

/// An SSH signature taken apart, so that one part can be changed.
struct SignatureParts: Sendable {
  var version: UInt32 = 1
  var key: [UInt8]
  var namespace: [UInt8]
  var reserved: [UInt8] = []
  var hash: [UInt8]
  var signature: [UInt8]
  var behind: [UInt8] = []

  init(key: [UInt8], namespace: String = "opsgate", hash: String = "sha512", signature: [UInt8]) {
    self.key = key
    self.namespace = Array(namespace.utf8)
    self.hash = Array(hash.utf8)
    self.signature = signature
  }

  /// Takes a good signature apart.
  init(armored: String) {
    let strings = Wire.strings(Array(Armor.blob(armored).dropFirst(10)))
    key = strings[0]
    namespace = strings[1]
    reserved = strings[2]
    hash = strings[3]
    signature = strings[4]
  }

  var blob: [UInt8] {
    Array("SSHSIG".utf8) + Wire.number(version)
      + [key, namespace, reserved, hash, signature].flatMap { Wire.string($0) } + behind
  }

  var armored: String { Armor.text(blob) }
}

enum Armor {
  static let first = "-----BEGIN SSH SIGNATURE-----\n"
  static let last = "-----END SSH SIGNATURE-----\n"

  static func text(_ blob: [UInt8], width: Int = 70) -> String {
    var base64 = Data(blob).base64EncodedString()[...]
    var text = first
    while !base64.isEmpty {
      text += base64.prefix(width) + "\n"
      base64 = base64.dropFirst(width)
    }
    return text + last
  }

  static func blob(_ text: String) -> [UInt8] {
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("-") }
    return [UInt8](Data(base64Encoded: lines.joined()) ?? Data())
  }
}
