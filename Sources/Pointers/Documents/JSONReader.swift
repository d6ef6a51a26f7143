import Notation

/// Reads a JSON file with the bytes of every scalar; a key may stand in an object once.
struct JSONReader {
  private static let deepest = 256

  private var scanner: JSONScanner
  private var tree = DocumentTree()
  /// The collections that are not closed yet, from the outermost.
  private var open: [Int] = []

  private init(_ bytes: [UInt8], from start: Int) {
    scanner = JSONScanner(bytes, from: start, deepest: Self.deepest)
    tree.roots = [0]
  }

  static func tree(of bytes: [UInt8], from start: Int) throws(Fault) -> DocumentTree {
    var reader = JSONReader(bytes, from: start)
    do throws(JSONFault) {
      while let token = try reader.scanner.next() { try reader.take(token) }
    } catch {
      throw Fault(offset: error.offset, message: error.message)
    }
    return reader.tree
  }

  private mutating func take(_ token: JSONToken) throws(JSONFault) {
    switch token.kind {
    case .object: begin(.mapping, token)
    case .array: begin(.sequence, token)
    case .close: try close()
    case .key, .string: append(.doubleQuoted, token)
    case .word: append(.plain, token)
    }
  }

  private mutating func begin(_ kind: DocumentTree.Kind, _ token: JSONToken) {
    open.append(tree.nodes.count)
    tree.nodes.append(DocumentTree.Node(kind: kind, span: token.span, isInFlow: true))
  }

  private mutating func close() throws(JSONFault) {
    guard let index = open.popLast() else { return }
    tree.nodes[index].end = tree.nodes.count
    guard tree.nodes[index].kind == .mapping, let key = tree.repeatedKey(in: index) else { return }
    let node = tree.nodes[key]
    throw JSONFault(
      offset: node.span.lowerBound,
      message: "the key '\(node.text)' stands here a second time"
    )
  }

  private mutating func append(_ style: DocumentTree.Style, _ token: JSONToken) {
    tree.nodes.append(
      DocumentTree.Node(
        kind: .scalar(style),
        text: token.text,
        span: token.span,
        end: tree.nodes.count + 1,
        isInFlow: true
      )
    )
  }
}
