/// A way in which one template of one entry reads a path.
public struct PathMatch: Hashable, Sendable {
  /// Which of the layout's entries.
  public let entry: Int
  /// Which of the entry's paths.
  public let template: Int
  /// What is known of service and environment before the file is read; the environment as it is spelled in paths.
  public let bound: Captures
  /// The environment's name; `nil` where only the file's content says it, or where the file serves all.
  public let environment: String?
}

/// All that a path says before its file is read.
public struct PathMatches: Hashable, Sendable {
  public let path: String
  /// In the policy's order.
  public let matches: [PathMatch]
  /// Templates that match in several ways.
  public let mistakes: [FileMistake]
  /// The several ways: pointers that may stand in the file, and are not read.
  let ambiguous: [HiddenMatch]

  init(
    path: String,
    matches: [PathMatch] = [],
    mistakes: [FileMistake] = [],
    ambiguous: [HiddenMatch] = []
  ) {
    self.path = path
    self.matches = matches
    self.mistakes = mistakes
    self.ambiguous = ambiguous
  }

  /// Whether the file is none of the layout's.
  public var isEmpty: Bool { matches.isEmpty && mistakes.isEmpty }
}

extension Layout {
  /// What the path says, by every template that matches it.
  public func matches(_ path: String) -> PathMatches {
    guard let found = index.matches(path) else {
      return PathMatches(path: path, mistakes: [tooIntricate(path)])
    }
    if found.isEmpty { return PathMatches(path: path) }
    if path.unicodeScalars.contains("\u{FFFD}") {
      return PathMatches(path: path, mistakes: [notUTF8(path)])
    }
    var matches: [PathMatch] = []
    var hidden: [HiddenMatch] = []
    // Templates are numbered in the policy's order.
    let byTemplate = Dictionary(grouping: found, by: \.template).sorted { $0.key < $1.key }
    for (template, readings) in byTemplate {
      if readings.count == 1 {
        matches.append(match(template, readings[0].binding))
      } else {
        let mistake = ambiguous(path, template, readings.map(\.binding))
        hidden += readings.map {
          HiddenMatch(match: match(template, $0.binding), mistake: mistake)
        }
      }
    }
    let mistakes = Set(hidden.map(\.mistake)).sorted()
    return PathMatches(path: path, matches: matches, mistakes: mistakes, ambiguous: hidden)
  }

  private func match(_ template: Int, _ binding: ComponentPattern.Binding) -> PathMatch {
    let (number, path) = templates[template]
    let entry = entries[number]
    let fixed = entry.environment.flatMap { environment(named: $0) }
    let captured = binding.environment.flatMap { environment(spelled: $0) }
    let bound = Captures(
      service: entry.service ?? binding.service,
      environment: fixed?.directory ?? binding.environment
    )
    return PathMatch(
      entry: number,
      template: path,
      bound: bound,
      environment: (fixed ?? captured)?.name
    )
  }

  private func ambiguous(
    _ path: String,
    _ template: Int,
    _ bindings: [ComponentPattern.Binding]
  ) -> FileMistake {
    let (entry, number) = templates[template]
    let readings = bindings.map(words).sorted()
    return FileMistake(
      path: path,
      message: "'\(entries[entry].paths[number])' matches this path in \(readings.count) ways: "
        + readings.prefix(3).joined(separator: "; "),
      hint: distinct
    )
  }

  private func words(_ binding: ComponentPattern.Binding) -> String {
    let service = binding.service.map { "service '\($0.shortened)'" }
    let environment = binding.environment.map { "environment '\($0.shortened)'" }
    return [service, environment].compactMap(\.self).joined(separator: " in ")
  }
}

private let distinct = "write the template so that only one reading is left"

private func tooIntricate(_ path: String) -> FileMistake {
  FileMistake(
    path: path,
    message: "the templates of 'pointers' match this path in too many ways",
    hint: distinct
  )
}

private func notUTF8(_ path: String) -> FileMistake {
  FileMistake(
    path: path,
    message: "the path is not UTF-8, so its pointers cannot be named",
    hint: "rename the file"
  )
}
