import FoundationEssentials
import Notation

extension Envelope {
  /// The most bytes that a line may have: a payload in base64, and a signature.
  static let longestLine = Statement.largest / 3 * 4 + (1 << 17)
  private static let deepest = 8

  /// Reads a line of a note; whether its payload is a statement is not looked at.
  ///
  /// Only the one canonical form is read: otherwise one record could stand in many lines.
  ///
  /// - Parameter line: Without its newline.
  /// - Throws: Why the line is none.
  public init(parsing line: [UInt8]) throws(RecordMistake) {
    var fields = try Self.fields(line)
    let type = try fields.string("payloadType")
    guard type == Self.payloadType else {
      throw RecordMistake(
        .unsupported,
        "'payloadType' must be '\(Self.payloadType)', and is '\(type.excerpt)'"
      )
    }
    let payload = try fields.base64("payload")
    let signatures = try fields.objects("signatures", Self.signature)
    try fields.finish()
    guard let signature = signatures.first, signatures.count == 1 else {
      throw RecordMistake(
        .malformed,
        "an envelope must have one signature, and has \(signatures.count)"
      )
    }
    try self.init(payload: payload, signature: signature.text, keyID: signature.keyID)
    guard self.line == line else { throw Self.notCanonical }
  }

  private static let notCanonical = RecordMistake(
    .notCanonical,
    "the line is not in canonical form: keys sorted, no white space, no needless escapes, base64 as RFC 4648 has it"
  )

  private static func fields(_ line: [UInt8]) throws(RecordMistake) -> Fields {
    guard line.count <= longestLine else {
      throw RecordMistake(.malformed, "the line is longer than \(longestLine) bytes")
    }
    guard line.first(where: { $0 != 0x20 && $0 != 0x09 }) == UInt8(ascii: "{") else {
      throw RecordMistake(.foreign, "the line is no record but other text")
    }
    let value = try RecordJSON.value(line, "the line", largest: longestLine, deepest: deepest)
    let fields = try Fields(value, at: "")
    guard ["payload", "payloadType", "signatures"].contains(where: fields.has) else {
      throw RecordMistake(.foreign, "the line is JSON, but no envelope")
    }
    return fields
  }

  private static func signature(
    _ fields: inout Fields
  ) throws(RecordMistake) -> (text: String, keyID: String?) {
    let keyID = fields.has("keyid") ? try fields.name("keyid") : nil
    let bytes = try fields.base64("sig")
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RecordMistake(.malformed, "the signature is no armored text")
    }
    return (text, keyID)
  }
}

extension Fields {
  /// Bytes in base64; that it is the standard alphabet with padding is seen when they are written again.
  fileprivate mutating func base64(_ key: String) throws(RecordMistake) -> [UInt8] {
    guard let data = Data(base64Encoded: try string(key)) else {
      throw wrong(key, "base64 with padding")
    }
    return [UInt8](data)
  }
}
