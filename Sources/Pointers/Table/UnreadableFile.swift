extension Layout {
  /// What is known of a file whose contents cannot be had: its pointers are unknown, not absent.
  public func unreadable(_ matches: PathMatches, because mistake: FileMistake) -> FileReadings {
    FileReadings(
      path: matches.path,
      mistakes: Set(matches.mistakes + [mistake]).sorted(),
      readings: [],
      hidden: matches.ambiguous + matches.matches.map { HiddenMatch(match: $0, mistake: mistake) },
      sharing: [:]
    )
  }
}
