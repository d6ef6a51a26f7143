/// A dotted key: where in a document a scalar stands, as `spec.images[name={service}].newTag`.
///
/// Keys are parted by dots; `\.` is a dot inside a key. `[0]` takes an item, `[*]` every item, and
/// `[name=x]` the items whose `name` is `x`. `{service}` and `{environment}` stand for names.
public struct ScalarPath: Hashable, Sendable, CustomStringConvertible {
  /// Why a key, a template or a pattern in the policy file cannot be understood.
  public struct Mistake: Error, Hashable, Sendable {
    /// Where in the text, in characters from 0.
    public var offset: Int
    /// What is so, in lower case, without a full stop.
    public var message: String

    public init(offset: Int, message: String) {
      self.offset = offset
      self.message = message
    }
  }

  enum Step: Hashable, Sendable {
    case key(TextTemplate)
    case index(Int)
    case every
    case having(key: [String], value: TextTemplate)
  }

  /// The key as it was written.
  public let description: String
  let steps: [Step]

  /// Reads a dotted key.
  ///
  /// - Throws: ``Mistake`` with the place in the text.
  public init(parsing text: String) throws(Mistake) {
    var reader = TemplateReader(text)
    steps = try reader.steps()
    description = text
  }

  /// The placeholders that occur.
  public var placeholders: Set<Placeholder> {
    steps.reduce(into: []) { placeholders, step in
      switch step {
      case .key(let template), .having(_, let template):
        placeholders.formUnion(template.placeholders)
      case .index, .every: break
      }
    }
  }

  /// The key with the bound names put in, for people to read.
  public func spelled(_ bound: Captures) -> String {
    // Most paths have no placeholder, and this is asked for every move of a long history.
    guard description.utf8.contains(UInt8(ascii: "{")) else { return description }
    return Placeholder.allCases.reduce(description) { text, placeholder in
      guard let value = bound[placeholder] else { return text }
      return text.replacing("{\(placeholder.rawValue)}", with: value)
    }
  }
}
