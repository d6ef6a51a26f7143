import Pointers
import Testing

/// A file with one tag in it, marked as «tag», and the query that finds it.
struct Shape: Sendable, CustomTestStringConvertible {
  var name: String
  var marked: String
  var key = ""
  var pattern: String?
  var conditions: [String: String] = [:]
  var part: ScalarPart?
  var format: DocumentFormat = .yaml
  var bound = Captures(service: "api", environment: "production")
  var new = "v9.9.9"

  var testDescription: String { name }
  var text: String { marked.filter { $0 != "«" && $0 != "»" } }
  var tag: String { String(marked.drop { $0 != "«" }.dropFirst().prefix { $0 != "»" }) }

  /// The file with another tag between the marks.
  func with(_ tag: String) -> String {
    String(marked.prefix { $0 != "«" }) + tag + String(marked.drop { $0 != "»" }.dropFirst())
  }

  func query() throws -> ScalarQuery {
    if let pattern {
      return ScalarQuery(.pattern(try PatternTemplate(parsing: pattern)), part: part)
    }
    var document: [DocumentCondition] = []
    for (key, value) in conditions.sorted(by: { $0.key < $1.key }) {
      document.append(
        DocumentCondition(
          path: try ScalarPath(parsing: key),
          value: try TextTemplate(parsing: value)
        )
      )
    }
    return ScalarQuery(.key(try ScalarPath(parsing: key), document: document), part: part)
  }

  func read() throws -> [FoundScalar] {
    try query().read(Array(text.utf8), format: format, bound: bound)
  }

  func write(_ tag: String) throws -> String {
    let bytes = try query().write(
      PointerValue(tag: tag),
      into: Array(text.utf8),
      format: format,
      bound: bound
    )
    return try #require(String(validating: bytes, as: UTF8.self))
  }
}

/// A query by key, with nothing else said.
func query(_ key: String, part: ScalarPart? = nil, comment: Bool = false) throws -> ScalarQuery {
  ScalarQuery(.key(try ScalarPath(parsing: key), document: []), part: part, comment: comment)
}

extension ScalarQuery {
  func tags(in text: String, _ format: DocumentFormat = .yaml) throws -> [String] {
    try read(Array(text.utf8), format: format, bound: Captures()).map(\.value.tag)
  }

  func written(
    _ tag: String,
    companion: String? = nil,
    into text: String,
    _ format: DocumentFormat = .yaml
  ) throws -> String {
    let bytes = try write(
      PointerValue(tag: tag, companion: companion),
      into: Array(text.utf8),
      format: format,
      bound: Captures(service: "api", environment: "production")
    )
    return try #require(String(validating: bytes, as: UTF8.self))
  }
}
