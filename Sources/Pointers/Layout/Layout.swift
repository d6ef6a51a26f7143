/// Which files of the ops repo hold which pointers, and which environments there are.
public struct Layout: Sendable {
  /// In promotion order, first to last.
  public let environments: [Environment]
  /// The policy's `pointers:`, in its order.
  public let entries: [PointerEntry]

  /// Every template of every entry, by the number it has in `index`.
  let templates: [(entry: Int, path: Int)]
  let index: PathIndex
  private let positions: [String: Int]
  private let spellings: [ExactText: Int]

  public init(environments: [Environment], entries: [PointerEntry]) {
    self.environments = environments
    self.entries = entries
    var index = PathIndex(spellings: environments.map(\.directory))
    var templates: [(entry: Int, path: Int)] = []
    for (number, entry) in entries.enumerated() {
      for (path, template) in entry.paths.enumerated() {
        index.add(template, number: templates.count)
        templates.append((number, path))
      }
    }
    self.index = index
    self.templates = templates
    positions = Dictionary(
      environments.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let names = environments.enumerated().map { (ExactText($1.name), $0) }
    let directories = environments.enumerated().map { (ExactText($1.directory), $0) }
    spellings = Dictionary(directories + names, uniquingKeysWith: { first, _ in first })
  }

  /// The environment of that name, or `nil`.
  public func environment(named name: String) -> Environment? {
    position(of: name).map { environments[$0] }
  }

  /// Where the environment stands in promotion order, from 0; `nil` for an unknown one.
  public func position(of environment: String) -> Int? { positions[environment] }

  /// The environment that a file's content means by a spelling: its directory's, or its name.
  func environment(spelled spelling: String) -> Environment? {
    spellings[ExactText(spelling)].map { environments[$0] }
  }

  /// The entries that read the file; none where too many templates fit to be told apart.
  public func entries(reading path: String) -> [PointerEntry] {
    (index.matches(path) ?? []).map { entries[templates[$0.template].entry] }
  }

  /// Whether a file below the directory may hold pointers; the root is the empty directory.
  public func mayContain(directory: String) -> Bool { index.mayContain(directory: directory) }
}
