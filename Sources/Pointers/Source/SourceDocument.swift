extension SourceReader {
  /// Reads a YAML file that people write for opsgate: one document.
  ///
  /// - Returns: `nil` after the reason was noted: no UTF-8, no YAML, too big, nested too deeply, or empty.
  public mutating func document(_ bytes: [UInt8]) -> SourceNode? {
    guard bytes.count <= Self.largestFile else {
      note("the file is bigger than \(Self.largestFile >> 20) MiB")
      return nil
    }
    guard String(validating: bytes, as: UTF8.self) != nil else {
      note("the file is not UTF-8", hint: "save it as UTF-8")
      return nil
    }
    do throws(DocumentMistake) {
      let document = try ParsedDocument(bytes, format: .yaml)
      guard let root = document.tree.roots.first else {
        note("the file is empty")
        return nil
      }
      if document.tree.roots.count > 1 {
        throw document.mistake(
          "a second document begins before here",
          at: document.tree.nodes[document.tree.roots[1]].span.lowerBound,
          hint: "keep one document, and take the '---' out"
        )
      }
      var builder = SourceBuilder(document: document)
      return try builder.node(root, depth: 0)
    } catch {
      note(error.hint == nil ? Self.explained(error, bytes) : error)
      return nil
    }
  }

  /// The commonest slip in these files: `[{service}/a.yaml]`, where YAML reads the brace as a mapping.
  private static func explained(_ mistake: DocumentMistake, _ bytes: [UInt8]) -> DocumentMistake {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard let line = mistake.line, line <= lines.count else { return mistake }
    let text = lines[line - 1]
    guard text.contains(UInt8(ascii: "[")), text.contains(UInt8(ascii: "{")) else { return mistake }
    var explained = mistake
    explained.hint = "between '[' and ']' a template needs quotes: [\"{service}/values.yaml\"]"
    return explained
  }

  /// People write these files; what is bigger is none of them, and would only cost time.
  private static var largestFile: Int { 4 << 20 }
}

/// Makes nodes with their places out of a document's tree; aliases become what they stand for.
private struct SourceBuilder {
  let document: ParsedDocument
  /// How many nodes may still be made: aliases of aliases would make more than any memory holds.
  private var budget = 200_000

  init(document: ParsedDocument) { self.document = document }

  mutating func node(_ index: Int, depth: Int) throws(DocumentMistake) -> SourceNode {
    let tree = document.tree
    let written = tree.nodes[index].span.lowerBound
    budget -= 1
    guard depth < 32 else { throw document.mistake("the file is nested too deeply", at: written) }
    guard budget > 0 else {
      throw document.mistake("the file's aliases stand for too much", at: written)
    }
    let target = tree.resolved(index)
    let content = try content(target, depth)
    let (line, column) = document.position(of: written)
    return SourceNode(
      content: content,
      line: line,
      column: column,
      textColumn: textColumn(tree.nodes[target], written, column)
    )
  }

  private mutating func content(
    _ index: Int,
    _ depth: Int
  ) throws(DocumentMistake) -> SourceNode.Content {
    let node = document.tree.nodes[index]
    if case .scalar = node.kind { return .scalar(text: node.text, isNull: node.isNull) }
    var children: [SourceNode] = []
    for child in document.tree.children(of: index) {
      children.append(try self.node(child, depth: depth + 1))
    }
    if node.kind == .sequence { return .list(children) }
    let pairs = stride(from: 0, to: children.count - 1, by: 2)
    return .table(pairs.map { (children[$0], children[$0 + 1]) })
  }

  /// Where the scalar's text begins, if it stands in the file character by character.
  private func textColumn(_ node: DocumentTree.Node, _ written: Int, _ column: Int) -> Int? {
    guard case .scalar(let style) = node.kind, node.span.lowerBound == written else { return nil }
    let quotes = style == .plain ? 0 : 1
    guard style == .plain || style == .singleQuoted || style == .doubleQuoted,
      node.span.count == node.text.utf8.count + 2 * quotes
    else { return nil }
    return column + quotes
  }
}
