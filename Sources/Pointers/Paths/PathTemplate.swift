/// A path with `{service}`, `{environment}`, `*` (within a component) and `**` (any number of components).
///
/// `{service}` stands for one or more characters of one component, and for the same ones wherever it occurs;
/// `{environment}` for a declared spelling of an environment. A `**` at the end stands for at least one component.
public struct PathTemplate: Hashable, Sendable, CustomStringConvertible {
  enum Component: Hashable, Sendable {
    case literal(String)
    case pattern(ComponentPattern)
    /// `**`
    case deep
  }

  /// What is wrong with a template, and where in its text.
  public struct Mistake: Error, Hashable, Sendable {
    /// How many characters stand before the place.
    public let offset: Int
    public let message: String
    public let hint: String?
  }

  /// The template as it was written.
  public let text: String
  let components: [Component]

  public var description: String { text }

  /// Reads a template: relative, with no leading slash, no `.`, `..` or empty component.
  ///
  /// - Throws: `Mistake` for the first thing that is wrong.
  public init(parsing text: String) throws(Mistake) {
    self.text = text
    components = try Self.parse(text)
  }

  /// Whether `{service}` stands in it.
  public var bindsService: Bool { contains(.service) }

  /// Whether `{environment}` stands in it.
  public var bindsEnvironment: Bool { contains(.environment) }

  /// The directory that all matching paths lie below: the literal components at the beginning; empty for the root.
  public var literalPrefix: String {
    var literals: [String] = []
    for case .literal(let name) in components.dropLast().prefix(while: \.isLiteral) {
      literals.append(name)
    }
    return literals.joined(separator: "/")
  }

  private func contains(_ token: ComponentPattern.Token) -> Bool {
    components.contains { component in
      guard case .pattern(let pattern) = component else { return false }
      return pattern.tokens.contains(token)
    }
  }
}

extension PathTemplate.Component {
  var isLiteral: Bool {
    if case .literal = self { return true }
    return false
  }
}
