/// The documents of a file as one flat list of nodes, each before its children.
///
/// Flat, so that comparing two trees is one pass and no depth of nesting can exhaust the stack.
/// An alias is a node that names its target: it is never expanded.
struct DocumentTree: Sendable {
  enum Style: Hashable, Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  enum Kind: Hashable, Sendable {
    case scalar(Style)
    case mapping
    case sequence
    case alias(Int)
  }

  struct Node: Sendable {
    var kind: Kind
    /// A scalar's content, unescaped.
    var text = ""
    /// A scalar with its quotes; of a collection only where it begins.
    var span: Range<Int>
    /// The node behind this one and all that it contains.
    var end = 0
    /// Whether it stands between `{}` or `[]`, where commas and brackets have a meaning.
    var isInFlow = false
    /// The type written in front of it, as `!!str`.
    var tag: String?
    /// Whether an alias elsewhere reads this node too.
    var isReferenced = false

    var isNull: Bool {
      guard kind == .scalar(.plain), tag == nil || tag == "!!null" else { return false }
      return ["", "~", "null", "Null", "NULL"].contains(text)
    }
  }

  var nodes: [Node] = []
  /// The root of each document.
  var roots: [Int] = []

  /// The nodes directly below a collection; in a mapping, keys and values by turns.
  func children(of parent: Int) -> Children {
    Children(tree: self, sibling: parent + 1, end: nodes[parent].end)
  }

  /// Steps from sibling to sibling.
  struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: DocumentTree
    fileprivate var sibling: Int
    fileprivate let end: Int

    mutating func next() -> Int? {
      guard sibling < end else { return nil }
      defer { sibling = tree.nodes[sibling].end }
      return sibling
    }
  }

  /// The node itself, or the one that an alias names.
  func resolved(_ index: Int) -> Int {
    if case .alias(let target) = nodes[index].kind { target } else { index }
  }

  /// The second of two equal keys of a mapping, if there are any.
  func repeatedKey(in mapping: Int) -> Int? {
    var seen: Set<[UInt8]> = []
    var isKey = false
    for child in children(of: mapping) {
      isKey.toggle()
      guard isKey, case .scalar = nodes[child].kind else { continue }
      if !seen.insert(Array(nodes[child].text.utf8)).inserted { return child }
    }
    return nil
  }
}

extension DocumentTree {
  /// Whether `other` is this tree, but for the texts of some scalars, which must be as expected.
  ///
  /// `expected` has the new text of each edited scalar, by the index of its node.
  func equals(_ other: DocumentTree, butFor expected: [Int: String]) -> Bool {
    guard nodes.count == other.nodes.count, roots == other.roots else { return false }
    for index in nodes.indices {
      let (before, after) = (nodes[index], other.nodes[index])
      guard before.end == after.end, before.tag == after.tag,
        before.isReferenced == after.isReferenced
      else { return false }
      if let text = expected[index] {
        guard case .scalar(let style) = after.kind, after.text.isSameText(as: text) else {
          return false
        }
        if style == .plain, !text.isSameText(as: before.text), YAMLType.isTyped(text) {
          return false
        }
      } else if before.kind != after.kind || !before.text.isSameText(as: after.text) {
        return false
      }
    }
    return true
  }
}
