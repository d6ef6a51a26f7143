extension JSONValue {
  /// The one text of a value that is signed and compared: keys sorted by their bytes, no white
  /// space, and only those characters escaped that must be.
  ///
  /// It is what RFC 8785 asks for, as far as keys are ASCII, and never changes: signatures are made
  /// over it.
  public var canonical: [UInt8] {
    var bytes: [UInt8] = []
    appendCanonical(to: &bytes)
    return bytes
  }

  private func appendCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let value): bytes += String(value).utf8
    case .string(let value): Self.appendCanonical(value, to: &bytes)
    case .array(let values): Self.appendCanonical(values, to: &bytes)
    case .object(let members): Self.appendCanonical(members, to: &bytes)
    }
  }

  private static func appendCanonical(_ values: [JSONValue], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "["))
    for (position, value) in values.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      value.appendCanonical(to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  private static func appendCanonical(_ members: [String: JSONValue], to bytes: inout [UInt8]) {
    let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    bytes.append(UInt8(ascii: "{"))
    for (position, member) in sorted.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      appendCanonical(member.key, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      member.value.appendCanonical(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func appendCanonical(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20: bytes += escape(byte).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ control: UInt8) -> String {
    switch control {
    case 0x08: "\\b"
    case 0x09: "\\t"
    case 0x0A: "\\n"
    case 0x0C: "\\f"
    case 0x0D: "\\r"
    default: "\\u00" + (control < 0x10 ? "0" : "") + String(control, radix: 16)
    }
  }
}
