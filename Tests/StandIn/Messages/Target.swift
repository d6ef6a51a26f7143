/// What a request asks for: the words of its path and the fields of its query, both without escapes.
struct Target: Sendable {
  let words: [String]
  let query: [String: String]
  /// The path as it came, without `/api/v3` and without the query.
  let path: String
  /// What stands before it: `/api/v3` as on a server of one's own, or nothing.
  let prefix: String

  init(_ text: String) {
    let halves = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let whole = String(halves[0])
    let isEnterprise = whole.hasPrefix("/api/") && whole != "/api/graphql"
    prefix = isEnterprise ? "/api/v3" : ""
    path = isEnterprise ? String(whole.dropFirst(prefix.count)) : whole
    words = path.split(separator: "/").map { $0.withoutPercents }
    query = Self.query(halves.count > 1 ? halves[1] : "")
  }

  /// A trailing slash is another address on GitHub, where nothing is.
  var isPlain: Bool { path == "/" || !path.hasSuffix("/") }

  private static func query(_ text: Substring) -> [String: String] {
    let pairs = text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      let value = parts.count > 1 ? parts[1] : ""
      return (parts[0].withoutPercents, value.replacing("+", with: " ")[...].withoutPercents)
    }
    return Dictionary(pairs, uniquingKeysWith: { $1 })
  }
}

extension Substring {
  /// `eu/prod` of `eu%2Fprod`.
  fileprivate var withoutPercents: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16)
      else {
        bytes.append(byte)
        continue
      }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// A name as one word of a path: `eu%2Fprod`.
  var asPathWord: String {
    utf8.map { byte in
      let isPlain =
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "-._~".utf8.contains(byte)
      return isPlain
        ? String(UnicodeScalar(byte))
        : "%" + (byte < 16 ? "0" : "")
          + String(byte, radix: 16, uppercase: true)
    }
    .joined()
  }
}
