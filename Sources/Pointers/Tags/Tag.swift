/// What can be said of a tag by its text alone.
public enum Tag {
  /// Whether the tag names whatever is newest somewhere, so that it is shown but never compared.
  ///
  /// Floating are nothing at all, `null` and `~`, and names of moving things, in any case:
  /// `main`, `master`, `latest`, `HEAD`.
  public static func isFloating(_ tag: String) -> Bool {
    tag.utf8.count <= 6 && floating.contains(tag.lowercased())
  }

  private static let floating: Set<String> = [
    "", "~", "null", "main", "master", "latest", "head",
  ]
}
