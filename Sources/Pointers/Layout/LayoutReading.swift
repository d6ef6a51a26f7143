public import Git

extension Layout {
  /// What a file says about pointers.
  ///
  /// The bytes are not looked at where the mode is no file's.
  public func read(path: String, mode: FileMode, bytes: [UInt8]) -> FileReadings {
    read(matches(path), mode: mode, bytes: bytes)
  }

  /// The same for a path whose matches are already known.
  public func read(_ matches: PathMatches, mode: FileMode, bytes: [UInt8]) -> FileReadings {
    var contents = ParsedContents(bytes)
    return read(matches, mode: mode, contents: &contents)
  }

  /// The same for contents that other paths may have too.
  public func read(
    _ matches: PathMatches,
    mode: FileMode,
    contents: inout ParsedContents
  ) -> FileReadings {
    var reading = FileReading(
      layout: self,
      path: matches.path,
      mistakes: matches.mistakes,
      hidden: matches.ambiguous
    )
    if matches.matches.isEmpty { return reading.finished() }
    if let obstacle = obstacle(matches.path, mode) {
      reading.hide(matches.matches, obstacle)
    } else {
      reading.read(matches.matches, &contents)
    }
    return reading.finished()
  }

  private func obstacle(_ path: String, _ mode: FileMode) -> FileMistake? {
    if mode == .symlink { return FileMistake(path: path, message: isLink, hint: nameTarget) }
    if mode == .submodule {
      return FileMistake(path: path, message: isSubmodule, hint: noSubmodule)
    }
    return mode.isFile ? nil : FileMistake(path: path, message: isNoFile)
  }
}

/// One file while it is being read.
private struct FileReading {
  let layout: Layout
  let path: String
  var mistakes: [FileMistake]
  var hidden: [HiddenMatch]
  var readings: [Reading] = []

  mutating func hide(_ matches: [PathMatch], _ mistake: FileMistake) {
    hidden += matches.map { HiddenMatch(match: $0, mistake: mistake) }
    mistakes.append(mistake)
  }

  mutating func read(_ matches: [PathMatch], _ contents: inout ParsedContents) {
    for match in matches {
      let query = layout.entries[match.entry].query
      do throws(DocumentMistake) {
        let document = try contents.document(query.format(ofFileAt: path))
        for scalar in try query.read(in: document, bound: match.bound) { add(scalar, match) }
      } catch {
        let mistake = FileMistake(
          path: path,
          line: error.line,
          column: error.column,
          message: error.message,
          hint: error.hint
        )
        hide([match], mistake)
      }
    }
  }

  private mutating func add(_ scalar: FoundScalar, _ match: PathMatch) {
    guard let service = scalar.captures.service ?? match.bound.service else { return }
    var environment = match.environment
    if environment == nil, let spelling = scalar.captures.environment {
      // A spelling that no environment has is somebody else's key.
      guard let declared = layout.environment(spelled: spelling) else { return }
      environment = declared.name
    }
    // Where there is but one environment, nothing needs to say which.
    if layout.environments.count == 1 { environment = layout.environments[0].name }
    if let flaw = ServiceName.flaw(in: service) {
      mistakes.append(
        FileMistake(
          path: path,
          line: scalar.line,
          column: scalar.column,
          message: "the service's name '\(service.shortened)' \(flaw)"
        )
      )
      return
    }
    let captures = Captures(
      service: service,
      environment: scalar.captures.environment ?? match.bound.environment
    )
    readings.append(
      Reading(
        entry: match.entry,
        template: match.template,
        slot: Slot(service: service, environment: environment),
        captures: captures,
        scalar: scalar
      )
    )
  }

  func finished() -> FileReadings {
    let sharing = SharedScalars(readings)
    let clashes = sharing.clashes.map { layout.clash(readings[$0], readings[$1], path) }
    return FileReadings(
      path: path,
      mistakes: Set(mistakes + clashes).sorted(),
      readings: readings,
      hidden: hidden,
      sharing: sharing.groups
    )
  }
}

extension Layout {
  fileprivate func clash(_ one: Reading, _ other: Reading, _ path: String) -> FileMistake {
    let lines = [one, other].compactMap { entries[$0.entry].line }
    let hint =
      lines.count == 2
      ? "the entries in lines \(lines[0]) and \(lines[1]) of the policy both read it; leave one out"
      : nil
    return FileMistake(
      path: path,
      line: other.scalar.line,
      column: other.scalar.column,
      message: "two pointers stand on one scalar: \(one.slot.words) and \(other.slot.words)",
      hint: hint
    )
  }
}

extension Slot {
  fileprivate var words: String {
    environment.map { "'\(service)' in '\($0)'" } ?? "'\(service)' in every environment"
  }
}

private let isLink = "a symbolic link stands where a file with pointers should, and is not followed"
private let nameTarget = "name the file it leads to in 'pointers', or leave the link out"
private let isSubmodule =
  "a submodule stands where a file with pointers should, and its files are not read"
private let noSubmodule = "write the template so that it does not match this path"
private let isNoFile = "what stands here is no file, so its pointers cannot be read"
