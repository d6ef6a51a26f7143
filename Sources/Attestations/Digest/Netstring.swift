/// Bytes with their number in front, so that fields cannot run into each other: `3:api,`.
enum Netstring {
  static func bytes(_ content: some Collection<UInt8>) -> [UInt8] {
    Array("\(content.count):".utf8) + content + [UInt8(ascii: ",")]
  }

  static func bytes(_ fields: [String]) -> [UInt8] { fields.flatMap { bytes($0.utf8) } }
}
