/// A path with `*` and `**`, and no placeholder: one line of an environment's `scope:`.
public struct Glob: Sendable, CustomStringConvertible {
  /// The glob as it was written.
  public let text: String
  private let index: PathIndex

  public var description: String { text }

  /// - Throws: `PathTemplate.Mistake` where it is no path, or has a placeholder.
  public init(parsing text: String) throws(PathTemplate.Mistake) {
    let template = try PathTemplate(parsing: text)
    if template.bindsService || template.bindsEnvironment {
      throw PathTemplate.Mistake(offset: 0, message: placeholders, hint: nil)
    }
    var index = PathIndex(spellings: [])
    index.add(template, number: 0)
    self.index = index
    self.text = text
  }

  /// Whether the path is one of those meant.
  ///
  /// A path that is too intricate to tell is.
  public func matches(_ path: String) -> Bool { index.matches(path)?.isEmpty != true }

  /// Whether a path below the directory may be one of those meant; the root is the empty directory.
  public func mayContain(directory: String) -> Bool { index.mayContain(directory: directory) }
}

private let placeholders = "a scope's path has no '{service}' and no '{environment}'"
