import FoundationEssentials

/// Base64 as RFC 4648 has it, padded, and in no other spelling.
enum StrictBase64 {
  /// - Throws: Where the text is not what the bytes would be written as.
  static func bytes(_ text: some Collection<UInt8>, _ what: String) throws(SSHMistake) -> [UInt8] {
    if let bytes = bytes(text) { return bytes }
    let bare = text.filter { !isWhiteSpace($0) }
    guard bare.count < text.count, bytes(bare) != nil else {
      throw SSHMistake("\(what) is no base64")
    }
    throw SSHMistake("\(what) has white space in its base64", .whiteSpaceInBase64)
  }

  private static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    let text = Data(text)
    guard let data = Data(base64Encoded: text), data.base64EncodedData() == text else { return nil }
    return [UInt8](data)
  }

  /// What C's `isspace` finds.
  private static func isWhiteSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }
}
