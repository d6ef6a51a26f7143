extension AllowedSigners {
  /// Reads the file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: Where it is, for what is said to people.
  /// - Returns: All its lines.
  /// - Throws: Every mistake in it; then no line of it holds.
  public static func read(
    _ bytes: [UInt8],
    path: String
  ) throws(KeyFileMistakes) -> AllowedSigners {
    var entries: [Entry] = []
    var mistakes: [KeyFileMistake] = []
    for line in KeyFileLine.lines(bytes) {
      var reader = SignerLineReader(line, path: path)
      if let entry = reader.entry() { entries.append(entry) }
      mistakes += reader.mistakes
    }
    mistakes += twoOwners(entries, path)
    guard mistakes.isEmpty else {
      throw KeyFileMistakes(
        mistakes.sorted { ($0.line ?? 0, $0.column ?? 0) < ($1.line ?? 0, $1.column ?? 0) }
      )
    }
    return AllowedSigners(entries, path: path)
  }

  /// Keys that stand in several lines with different principals.
  private static func twoOwners(_ entries: [Entry], _ path: String) -> [KeyFileMistake] {
    var first: [SSHPublicKey: (line: Int, principals: [String], names: Set<String>)] = [:]
    return entries.compactMap { entry in
      guard let other = first[entry.key] else {
        first[entry.key] = (entry.line, entry.principals, Set(entry.principals))
        return nil
      }
      guard other.names != Set(entry.principals) else { return nil }
      let names = other.principals.prefix(3).map { "'\($0.excerpt)'" }.joined(separator: ", ")
      return KeyFileMistake(
        path: path,
        line: entry.line,
        column: 1,
        message: "the key stands in line \(other.line) for \(names): a key belongs to one person",
        hint: "give each person a key of their own, and all lines of a key the same principals",
        strictness: .twoOwners
      )
    }
  }
}
