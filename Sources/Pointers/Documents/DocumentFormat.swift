/// How the bytes of a file are to be understood.
public enum DocumentFormat: Hashable, Sendable {
  /// YAML, one or several documents.
  case yaml
  /// JSON as in RFC 8259, one value.
  case json
  /// Text without a parser, read by `pattern` only.
  case text

  /// The format that a file's name speaks of: `.json` is JSON, all else is YAML.
  ///
  /// `path` may be the last component alone.
  public static func of(path: String) -> DocumentFormat {
    path.lowercased().hasSuffix(".json") ? .json : .yaml
  }
}
