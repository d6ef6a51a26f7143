import Foundation
import OpsTestSupport
import Testing

@testable import Pointers

/// Edits every scalar of generated files, and asks PyYAML, which shares no code, what changed.
@Suite
struct DocumentsPropertyTests {
  @Test
  func anEditChangesOneScalarAndNothingElse() throws {
    var edits: [Edit] = []
    var refused = 0
    for seed in 0..<fileCount {
      var generator = DocumentsGenerator(seed: UInt64(seed))
      for scalar in try scalars(of: generator.file()) {
        let tag = nastyTags[(edits.count + refused) % nastyTags.count]
        if let edit = try edited(scalar, tag) { edits.append(edit) } else { refused += 1 }
      }
    }
    print("edited \(edits.count) scalars, refused \(refused)")
    #expect(edits.count > refused)
    try expectAuthorityAgrees(edits)
  }

  @Test(arguments: ["a\nb", "a\rb", "\u{7}", "a\u{85}", "\u{2028}", "\u{FEFF}v1", "\u{202E}", "\0"])
  func aTagThatNobodyCanReadIsRefused(_ tag: String) throws {
    for text in ["t: v1", "t: 'v1'", "t: \"v1\"", "t: |\n  v1\n"] {
      #expect(throws: EditRefusal.self) { try query("t").written(tag, into: text) }
    }
  }

  /// The new bytes, or nothing where the edit is refused with a reason.
  private func edited(_ scalar: Scalar, _ tag: String) throws -> Edit? {
    let query = try query(scalar.path)
    do {
      let after = try query.write(
        PointerValue(tag: tag),
        into: scalar.bytes,
        format: .yaml,
        bound: Captures()
      )
      let found = try query.read(scalar.bytes, format: .yaml, bound: Captures())
      let span = try #require(found.first).span
      #expect(after.prefix(span.lowerBound) == scalar.bytes.prefix(span.lowerBound))
      #expect(
        after.suffix(scalar.bytes.count - span.upperBound) == scalar.bytes[span.upperBound...]
      )
      #expect(try query.read(after, format: .yaml, bound: Captures()).map(\.value.tag) == [tag])
      return Edit(before: scalar.bytes, after: after, place: scalar.place, tag: tag)
    } catch let refusal as EditRefusal {
      #expect(refusal.line != nil)
      #expect(
        expectedRefusals.contains { refusal.message.contains($0) },
        "\(refusal) \(scalar.path)"
      )
      return nil
    }
  }
}

/// What may stop an edit of a generated file; anything else is a defect.
private let expectedRefusals = [
  "is read in several places", "goes over several lines", "a block scalar cannot hold",
]

/// How many files are made; more by `OPSGATE_PROPERTY_FILES`, for a long search by hand.
private let fileCount =
  Int(
    ProcessInfo.processInfo.environment["OPSGATE_PROPERTY_FILES"] ?? ""
  ) ?? 60

private let nastyTags = [
  "v1.2.3", "1.10", "007", "1e3", "on", "null", "~", "", "a: b", "a #b", "'q'", "\"dq\"", "b\\s",
  "-", "- x", "? y", "*a", "&a", "!t", "%d", "@x", "`y", "{a}", "[b]", "a,b", "x:", "x: ",
  "trail ", " lead", "é🚀", "2026-01-01", "0x1F", "1_000", "1:30", "<<", "=", ".inf", "+.5", "NO",
  "y", "#c", "a:b", "---", "...", "|", ">", "0o7", "12e4567", "sha256:abc", "v1+b.2", "1.", "_1",
  "'", "\"", "\\", "a'b\"c", "2026-08-17-094555-production", "0b1", "0777", "-.5", "Null", "N",
]

private struct Edit {
  var before: [UInt8]
  var after: [UInt8]
  /// The document's number and the child's number at every level; in a mapping keys count too.
  var place: [Int]
  var tag: String
}

private struct Scalar {
  var bytes: [UInt8]
  var path: String
  var place: [Int]
}

/// Every value of a file that is a scalar, with a key that leads there.
private func scalars(of bytes: [UInt8]) throws -> [Scalar] {
  let tree = try ParsedDocument(bytes, format: .yaml).tree
  var found: [Scalar] = []
  func visit(_ index: Int, _ path: String, _ place: [Int]) {
    let children = Array(tree.children(of: index))
    switch tree.nodes[index].kind {
    case .scalar: found.append(Scalar(bytes: bytes, path: path, place: place))
    case .alias: break
    case .sequence:
      for (number, child) in children.enumerated() {
        visit(child, path + "[\(number)]", place + [number])
      }
    case .mapping:
      for number in stride(from: 1, to: children.count, by: 2) {
        let key = tree.nodes[children[number - 1]].text.map {
          ".[]{}\\".contains($0) ? "\\\($0)" : "\($0)"
        }
        visit(children[number], (path.isEmpty ? "" : path + ".") + key.joined(), place + [number])
      }
    }
  }
  for (number, root) in tree.roots.enumerated() { visit(root, "", [number]) }
  return found
}

/// Compares, in another reader of YAML, the documents before and after each edit.
private func expectAuthorityAgrees(_ edits: [Edit]) throws {
  guard try Shell.run("python3", ["-c", "import yaml"]).status == 0 else {
    return print("skipped: there is no python3 with PyYAML to ask")
  }
  let input = edits.map { edit in
    let place = edit.place.map(String.init).joined(separator: ",")
    return [edit.before, edit.after, Array(edit.tag.utf8)].map(hex).joined(separator: " ")
      + " " + place
  }
  let run = try Shell.run(
    "python3",
    ["-c", authority],
    input: Array(input.joined(separator: "\n").utf8)
  ).checked()
  print(run.stderr, terminator: "")
  #expect(run.stdout == "")
}

private func hex(_ bytes: [UInt8]) -> String {
  "x" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

private let authority = #"""
  import re, sys, yaml

  TEXT, NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
  CORE = re.compile(
      r"(null|Null|NULL|~||true|True|TRUE|false|False|FALSE|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
      r"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
      r"|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN)\Z")

  def documents(data):
      return list(yaml.compose_all(data, Loader=yaml.SafeLoader))

  def children(node):
      if isinstance(node, yaml.MappingNode):
          return [part for pair in node.value for part in pair]
      return node.value if isinstance(node, yaml.SequenceNode) else []

  def differences(before, after, place, seen, found):
      if (id(before), id(after)) in seen:
          return
      seen.add((id(before), id(after)))
      one, other = children(before), children(after)
      if type(before) is not type(after) or len(one) != len(other):
          found.append((place, None))
      elif isinstance(before, yaml.ScalarNode):
          if (before.tag, before.value) != (after.tag, after.value):
              found.append((place, after))
      elif before.tag != after.tag:
          found.append((place, None))
      for number, (left, right) in enumerate(zip(one, other)):
          differences(left, right, place + [number], seen, found)

  def verdict(before, after, tag, place):
      found = []
      if len(before) != len(after):
          return "another number of documents"
      for number, (left, right) in enumerate(zip(before, after)):
          differences(left, right, [number], set(), found)
      node = after
      for number in place:
          node = (children(node) if not isinstance(node, list) else node)[number]
      text = node.value.rstrip("\n") if node.style in ("|", ">") else node.value
      if tag != ("" if node.tag == NULL else text):
          return "reads %r" % node.value
      if any(other != place for other, _ in found):
          return "differs at %r" % found
      if found and node.tag != TEXT:
          return "is %s" % node.tag
      if found and node.style is None and CORE.match(node.value):
          return "is no text in YAML 1.2"

  asked = unread = 0
  for line in sys.stdin.read().splitlines():
      before, after, tag, place = line.split(" ")
      before, after = bytes.fromhex(before[1:]), bytes.fromhex(after[1:])
      tag, place = bytes.fromhex(tag[1:]).decode(), [int(part) for part in place.split(",")]
      asked += 1
      try:
          known = documents(before)
      except yaml.YAMLError:
          unread += 1
          continue
      try:
          words = verdict(known, documents(after), tag, place)
      except yaml.YAMLError as error:
          words = str(error)
      if words:
          print(words, repr(tag), before, after, sep="\n")
  print("PyYAML agreed on %d edits, could not read %d" % (asked - unread, unread), file=sys.stderr)
  """#
