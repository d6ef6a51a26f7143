import Pointers

extension Policy {
  /// Reads a policy file.
  ///
  /// The path is the file's name in the mistakes.
  ///
  /// - Throws: `PolicyMistakes` with all mistakes at once.
  public static func read(
    _ bytes: [UInt8],
    path: String = defaultPath
  ) throws(PolicyMistakes) -> Policy {
    var reader = SourceReader(path: path)
    let policy = reader.document(bytes).flatMap { reader.policy($0) }
    guard let policy, reader.mistakes.isEmpty else {
      throw PolicyMistakes(mistakes: reader.mistakes)
    }
    return policy
  }
}
