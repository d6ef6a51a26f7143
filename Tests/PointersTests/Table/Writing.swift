import Git
import Pointers
import Testing

/// A layout from the text of `pointers:`, as people write it.
func layout(
  _ pointers: String,
  _ environments: String = "[dev, staging, {name: production, directory: prod}]"
) throws -> Layout {
  let (layout, mistakes) = readLayout(pointers, environments)
  #expect(mistakes.isEmpty, "\(mistakes)")
  return try #require(layout)
}

func readLayout(_ pointers: String, _ environments: String) -> (Layout?, [String]) {
  var reader = SourceReader(path: "policy.yaml")
  let text = "environments: \(environments)\npointers:\n\(pointers)\n"
  guard let root = reader.document(Array(text.utf8)),
    let table = reader.table(root, "policy"), let first = table["environments"],
    let second = table["pointers"]
  else { return (nil, words(reader.mistakes)) }
  let environments = reader.environments(first, otherKeys: []).map(\.environment)
  let entries = reader.pointerEntries(second, environments: environments)
  return (Layout(environments: environments, entries: entries), words(reader.mistakes))
}

/// Mistakes as people see them, with their hints.
func words(_ mistakes: [FileMistake]) -> [String] {
  mistakes.map { "\($0)" + ($0.hint.map { " (\($0))" } ?? "") }
}

/// A table of files with these contents.
func table(_ layout: Layout, _ files: KeyValuePairs<String, String>) -> PointerTable {
  var table = PointerTable(layout: layout)
  for (path, text) in files { table.write(path, text) }
  return table
}

extension PointerTable {
  @discardableResult
  mutating func write(_ path: String, _ text: String) -> Set<PointerKey> {
    let readings = layout.read(path: path, mode: .regular, bytes: Array(text.utf8))
    return update(path: path, contents: readings)
  }

  /// All pointers, one a line: `api production v1 apps/api/prod.yaml:3`, with `base` and what it is shared with.
  var summary: [String] {
    pointers.map { pointer in
      let place = "\(pointer.place.path):\(pointer.place.line)"
      let shared = pointer.sharedWith.map { "\($0.service)/\($0.environment)" }
      return
        ([pointer.key.service, pointer.key.environment, pointer.tag, place]
        + (pointer.isInherited ? ["base"] : []) + (shared.isEmpty ? [] : ["with"] + shared))
        .joined(separator: " ")
    }
  }
}
