/// A scalar that a query led to, before its parts are told apart.
struct LocatedScalar {
  var captures: Captures
  /// Its node in the tree; `nil` where a pattern found it.
  var node: Int?
  /// Its content; nothing where the file says `null`.
  var text: String
  /// The whole scalar with its quotes.
  var span: Range<Int>
  /// The bytes that are `text` as it stands, unless escapes or line breaks hide it.
  var content: Range<Int>?
  var isNull = false
  /// The anchored node through which others read it too.
  var shared: Int?
}

extension ScalarQuery {
  /// Everything that the query leads to, in the file's order.
  func locate(
    in document: ParsedDocument,
    _ bound: Captures
  ) throws(DocumentMistake) -> [LocatedScalar] {
    switch locator {
    case .pattern(let pattern):
      var found: [LocatedScalar] = []
      for hit in try pattern.hits(in: document.bytes, bound) {
        found.append(LocatedScalar(hit, in: document))
      }
      return found
    case .key(let path, let conditions):
      guard document.format != .text else {
        throw DocumentMistake(message: "a key cannot be read from text without a format")
      }
      return try locate(path, conditions, in: document, bound)
    }
  }

  private func locate(
    _ path: ScalarPath,
    _ conditions: [DocumentCondition],
    in document: ParsedDocument,
    _ bound: Captures
  ) throws(DocumentMistake) -> [LocatedScalar] {
    let lookup = PathLookup(tree: document.tree)
    var found: [LocatedScalar] = []
    for root in document.tree.roots {
      for captures in lookup.matches(conditions, root: root, bound) {
        for place in lookup.places(path, from: root, captures) {
          if let scalar = LocatedScalar(place, in: document) {
            found.append(scalar)
          } else if !place.isCaptured {
            throw notAScalar(place, path, in: document)
          }
        }
      }
    }
    return found
  }

  private func notAScalar(
    _ place: PathLookup.Place,
    _ path: ScalarPath,
    in document: ParsedDocument
  ) -> DocumentMistake {
    let node = document.tree.nodes[place.node]
    let kind = node.kind == .mapping ? "a mapping" : "a sequence"
    return document.mistake(
      "'\(path.spelled(place.captures))' is \(kind), not a tag",
      at: node.span.lowerBound
    )
  }
}

extension LocatedScalar {
  fileprivate init(_ hit: PatternTemplate.Hit, in document: ParsedDocument) {
    let text = String(decoding: document.bytes[hit.tag], as: UTF8.self)
    self.init(captures: hit.captures, text: text, span: hit.tag, content: hit.tag)
  }

  /// Nothing where the place is no scalar.
  fileprivate init?(_ place: PathLookup.Place, in document: ParsedDocument) {
    let node = document.tree.nodes[place.node]
    guard case .scalar(let style) = node.kind else { return nil }
    let isBlock = style == .literal || style == .folded
    let text = isBlock ? node.text.withoutTrailingBreaks : node.text
    self.init(
      captures: place.captures,
      node: place.node,
      text: node.isNull ? "" : text,
      span: node.span,
      content: Self.content(of: node, style, in: document.bytes),
      isNull: node.isNull,
      shared: place.shared
    )
  }

  private static func content(
    of node: DocumentTree.Node,
    _ style: DocumentTree.Style,
    in bytes: [UInt8]
  ) -> Range<Int>? {
    let range: Range<Int>
    switch style {
    case .plain: range = node.span
    case .singleQuoted, .doubleQuoted:
      guard node.span.count >= 2 else { return nil }
      range = (node.span.lowerBound + 1)..<(node.span.upperBound - 1)
    case .literal, .folded:
      return YAMLScan.blockLine(node.text, bytes, from: node.span.lowerBound)
    }
    return bytes[range].elementsEqual(node.text.utf8) ? range : nil
  }
}
