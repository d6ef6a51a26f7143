import Git
public import History
public import Notation
public import Pointers

/// What is to be said of pointers beside their tags.
public struct PointerFinding: Hashable, Sendable {
  /// What kind of thing it is, in the order of importance.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// A file is wrong, so that pointers are not known.
    case mistake
    /// The copies of one pointer hold different tags.
    case disagreement
    /// History that is not here leaves something unknown.
    case gap
    /// Tags that name whatever is newest.
    case floating
    /// An entry of the policy that finds nothing.
    case unused
  }

  public let kind: Kind
  /// What is so: lower case, one line, no full stop.
  public let message: String
  /// One thing to do, if one is known.
  public let hint: String?
  public let path: String?
  /// The line, from 1.
  public let line: Int?

  public init(
    _ kind: Kind,
    _ message: String,
    hint: String? = nil,
    path: String? = nil,
    line: Int? = nil
  ) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.path = path
    self.line = line
  }

  /// A file's mistake, with its place in the message.
  public init(_ mistake: FileMistake) {
    self.init(
      mistake.isNotHere ? .gap : .mistake,
      String(describing: mistake),
      hint: mistake.hint,
      path: mistake.path,
      line: mistake.line
    )
  }

  /// The finding that a pointer's copies disagree, if they do.
  public init?(disagreementOf pointer: Pointer) {
    guard let other = pointer.disagreement.first else { return nil }
    let first = pointer.place
    self.init(
      .disagreement,
      "the copies of \(pointer.key.words) disagree: '\(first.value.tag)' in "
        + "\(first.path):\(first.line), '\(other.value.tag)' in \(other.path):\(other.line)",
      hint: "make them the same in one commit",
      path: other.path,
      line: other.line
    )
  }

  /// What could not be read of a history.
  public init(_ gap: Gap) {
    let place = gap.path.map { "\($0) in " } ?? ""
    self.init(
      .gap,
      "history is not all here: at \(place)\(gap.commit.short), \(gap.reason)",
      hint: gap.hint,
      path: gap.path
    )
  }

  /// The one finding for all pointers that float, if any does.
  public init?(floating pointers: [Pointer]) {
    let floating = pointers.filter(\.isFloating)
    guard let first = floating.first else { return nil }
    let shown = floating.prefix(3).map(\.key.words)
    let rest = floating.count - shown.count
    self.init(
      .floating,
      (floating.count == 1 ? "one pointer floats" : "\(floating.count) pointers float")
        + ", so what runs there cannot be told: " + shown.joined(separator: ", ")
        + (rest > 0 ? " and \(rest) more" : ""),
      path: first.place.path,
      line: first.place.line
    )
  }

  /// An entry that finds nothing.
  ///
  /// - Parameters:
  ///   - entry: The entry.
  ///   - isAlone: Whether nothing else is found either, so that the answer is empty.
  public init(_ entry: UnusedEntry, isAlone: Bool) {
    let place = entry.line.map { " in line \($0) of the policy" } ?? ""
    let paths = entry.paths.map { "'\($0)'" }.joined(separator: ", ")
    let files = entry.count == 1 ? "one file has" : "\(entry.count) files have"
    let found =
      entry.example.map { "\(files) such a path, as \($0), and none has '\(entry.key)'" }
      ?? "no file has the path \(paths)"
    self.init(
      isAlone ? .mistake : .unused,
      "the pointers\(place) find nothing: \(found)",
      hint: entry.example == nil
        ? "`git ls-files` shows the paths; {environment} stands for an environment's name or "
          + "`directory`, and `*` stays within one directory"
        : "compare the key with the file; where it has several documents or lists, see the "
          + "`key` forms in the README",
      path: entry.example
    )
  }

  public var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "message": .string(message), "hint": .optional(hint),
      "path": .optional(path), "line": .optional(line),
    ]
  }
}

extension PointerKey {
  /// As messages name it: `'api' in 'production'`.
  public var words: String { "'\(service)' in '\(environment)'" }
}
