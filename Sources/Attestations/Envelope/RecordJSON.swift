import Notation

/// JSON as records are read: strictly, and with the mistake in words.
enum RecordJSON {
  static func value(
    _ bytes: [UInt8],
    _ subject: String,
    largest: Int,
    deepest: Int
  ) throws(RecordMistake) -> JSONValue {
    do throws(JSONFault) {
      return try JSONValue(parsing: bytes, largest: largest, deepest: deepest)
    } catch {
      throw RecordMistake(
        .malformed,
        "\(subject) is no strict JSON: \(error.message.excerpt), at byte \(error.offset)"
      )
    }
  }
}
