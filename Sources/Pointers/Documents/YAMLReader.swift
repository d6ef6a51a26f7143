import Yams

/// Reads YAML into a tree: Yams tells the structure, and the bytes tell where each scalar ends.
struct YAMLReader {
  static let deepest = 256

  private let bytes: [UInt8]
  private let lines: LineTable
  private var tree = DocumentTree()
  /// The nodes with an anchor, by their place, since Yams hands out an alias's target again.
  private var anchored: [Int: Int] = [:]

  private init(_ bytes: [UInt8], _ lines: LineTable) {
    self.bytes = bytes
    self.lines = lines
  }

  /// Reads all documents of a file; `text` is its content without a byte order mark, and the breaks
  /// of `lines` are those of YAML.
  static func tree(
    of bytes: [UInt8],
    text: String,
    lines: LineTable
  ) throws(Fault) -> DocumentTree {
    try YAMLGuard.check(bytes, text: text, lines: lines)
    var reader = YAMLReader(bytes, lines)
    try forEachRoot(of: text, lines, bytes) { root throws(Fault) in
      reader.tree.roots.append(reader.tree.nodes.count)
      try reader.append(root, depth: 0, inFlow: false)
    }
    return reader.tree
  }

  /// Parses document by document, and tells the parser's errors in our words.
  static func forEachRoot(
    of text: String,
    _ lines: LineTable,
    _ bytes: [UInt8],
    _ body: (Node) throws(Fault) -> Void
  ) throws(Fault) {
    do {
      // Without rules the resolver compiles no expressions; nothing here asks for a type.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // A node holds its anchor weakly: the parser must outlive the reading.
      try withExtendedLifetime(parser) {
        while let root = try parser.nextRoot() { try body(root) }
      }
    } catch let error as YamlError {
      throw fault(error, lines, bytes)
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault(message: "the file cannot be read as YAML: \(error)")
    }
  }

  static func tooDeep(at offset: Int?) -> Fault {
    Fault(offset: offset, message: "the file is nested deeper than \(deepest) levels")
  }

  private static func fault(_ error: YamlError, _ lines: LineTable, _ bytes: [UInt8]) -> Fault {
    func offset(of mark: Mark) -> Int {
      lines.offset(line: mark.line, column: mark.column, in: bytes)
    }
    return switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      // libyaml's own limit is higher, but it may meet it first; its words are for programmers.
      problem.hasPrefix("Maximum nesting level")
        ? tooDeep(at: offset(of: mark))
        : Fault(offset: offset(of: mark), message: "this is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      Fault(
        offset: offset(of: context.mark),
        message: "the key '\(keys.first ?? "")' stands in one mapping twice"
      )
    case .reader(let problem, _, _, _): Fault(message: "this is no YAML: \(problem)")
    case .memory: Fault(message: "the file is nested too deeply")
    default: Fault(message: "the file cannot be read as YAML")
    }
  }

  private func offset(of mark: Mark) -> Int {
    lines.offset(line: mark.line, column: mark.column, in: bytes)
  }

  private mutating func append(_ node: Node, depth: Int, inFlow: Bool) throws(Fault) {
    let offset = node.mark.map { self.offset(of: $0) } ?? 0
    guard depth < Self.deepest else { throw Self.tooDeep(at: offset) }
    if node.anchor != nil {
      if let target = anchored[offset] { return try appendAlias(to: target, offset) }
      anchored[offset] = tree.nodes.count
    }
    let properties = YAMLScan.properties(bytes, from: offset)
    switch node {
    case .scalar(let scalar): append(scalar, properties, inFlow: inFlow)
    case .mapping(let mapping):
      let index = open(.mapping, properties, inFlow: inFlow)
      for (key, value) in mapping {
        try append(key, depth: depth + 1, inFlow: tree.nodes[index].isInFlow)
        try append(value, depth: depth + 1, inFlow: tree.nodes[index].isInFlow)
      }
      try close(index)
    case .sequence(let sequence):
      let index = open(.sequence, properties, inFlow: inFlow)
      for item in sequence {
        try append(item, depth: depth + 1, inFlow: tree.nodes[index].isInFlow)
      }
      try close(index)
    case .alias: throw Fault(offset: offset, message: "an alias names no anchor")
    }
  }

  private mutating func appendAlias(to target: Int, _ offset: Int) throws(Fault) {
    guard target >= tree.roots.last ?? 0 else {
      throw Fault(offset: offset, message: "an alias in another document names this anchor")
    }
    tree.nodes[target].isReferenced = true
    tree.nodes.append(
      DocumentTree.Node(kind: .alias(target), span: offset..<offset, end: tree.nodes.count + 1)
    )
  }

  private mutating func append(
    _ scalar: Node.Scalar,
    _ properties: YAMLScan.Properties,
    inFlow: Bool
  ) {
    let style = DocumentTree.Style(scalar.style)
    let span = YAMLScan.span(of: scalar.string, style, behind: properties, in: bytes)
    tree.nodes.append(
      DocumentTree.Node(
        kind: .scalar(style),
        text: scalar.string,
        span: span,
        end: tree.nodes.count + 1,
        isInFlow: inFlow,
        tag: properties.tag
      )
    )
  }

  private mutating func open(
    _ kind: DocumentTree.Kind,
    _ properties: YAMLScan.Properties,
    inFlow: Bool
  ) -> Int {
    let start = properties.content
    let first = start < bytes.count ? bytes[start] : 0
    tree.nodes.append(
      DocumentTree.Node(
        kind: kind,
        span: start..<start,
        isInFlow: inFlow || first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
        tag: properties.tag
      )
    )
    return tree.nodes.count - 1
  }

  private mutating func close(_ index: Int) throws(Fault) {
    tree.nodes[index].end = tree.nodes.count
    guard tree.nodes[index].kind == .mapping, let key = tree.repeatedKey(in: index) else { return }
    let node = tree.nodes[key]
    throw Fault(
      offset: node.span.lowerBound,
      message: "the key '\(node.text)' stands here a second time"
    )
  }
}

extension DocumentTree.Style {
  fileprivate init(_ style: Node.Scalar.Style) {
    switch style {
    case .any, .plain: self = .plain
    case .singleQuoted: self = .singleQuoted
    case .doubleQuoted: self = .doubleQuoted
    case .literal: self = .literal
    case .folded: self = .folded
    }
  }
}
