internal import Git
internal import Pointers

/// Signs that another tool moves a pointer by itself, and would undo a rollback.
enum OwnerMarker {
  /// A warning for each marker that owns one of the moved pointers, naming its line.
  static func notices(
    for moves: [PlannedMove],
    in table: PointerTable,
    tree: ObjectID,
    of repository: borrowing Repository
  ) throws -> [Notice] {
    var notices: [Notice] = []
    for move in moves {
      for place in table[move.key]?.places ?? [] {
        let lines = try Self.lines(of: place.path, in: tree, of: repository)
        let siblings = try Self.siblings(of: place.path, in: tree, of: repository)
        for found in markers(at: place, lines: lines, siblings: siblings) {
          notices.append(found.notice(for: move))
        }
      }
    }
    return notices
  }

  /// One sign: the tool, where it stands, and how to hold the tool off.
  struct Found: Hashable {
    let tool: String
    let place: String
    let remedy: String

    func notice(for move: PlannedMove) -> Notice {
      Notice(
        .warning,
        "\(place): \(tool) owns '\(move.service)' in '\(move.environment)' and will undo this",
        hint: remedy
      )
    }
  }

  /// The markers on the pointer's own line, right above it, in its file, and beside its file.
  static func markers(at place: Place, lines: [Substring], siblings: [String]) -> [Found] {
    var found: [Found] = []
    let near = [place.line, place.line - 1].filter { $0 >= 1 && $0 <= lines.count }
    for line in near {
      let text = lines[line - 1]
      let isOwn = line == place.line
      if isOwn, text.contains("$imagepolicy") {
        found.append(.flux(at: "\(place.path):\(line)"))
      }
      let isComment = text.drop { $0.isWhitespace }.first == "#"
      if isOwn || isComment, text.contains("renovate:") {
        found.append(.renovate(at: "\(place.path):\(line)"))
      }
    }
    for (number, text) in lines.enumerated() where text.contains(updaterAnnotation) {
      found.append(.imageUpdater(at: "\(place.path):\(number + 1)"))
      break
    }
    found += siblings.filter { $0.split(separator: "/").last?.hasPrefix(".argocd-source") == true }
      .map { .imageUpdater(at: $0) }
    return found
  }

  private static let updaterAnnotation = "argocd-image-updater.argoproj.io/"

  private static func lines(
    of path: String,
    in tree: ObjectID,
    of repository: borrowing Repository
  ) throws -> [Substring] {
    guard let entry = try repository.entry(at: path, in: tree), entry.mode.isFile else { return [] }
    let text = String(decoding: try repository.blob(entry.id), as: UTF8.self)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func siblings(
    of path: String,
    in tree: ObjectID,
    of repository: borrowing Repository
  ) throws -> [String] {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let id = folder.isEmpty ? tree : try repository.entry(at: folder, in: tree)?.id
    guard let id else { return [] }
    let prefix = folder.isEmpty ? "" : folder + "/"
    return try repository.tree(id).entries.map { prefix + $0.name }
  }
}

extension OwnerMarker.Found {
  static func flux(at place: String) -> Self {
    Self(
      tool: "Flux image automation",
      place: place,
      remedy: "remove the `$imagepolicy` comment, or suspend the ImageUpdateAutomation"
    )
  }

  static func renovate(at place: String) -> Self {
    Self(tool: "Renovate", place: place, remedy: "disable this dependency in Renovate's settings")
  }

  static func imageUpdater(at place: String) -> Self {
    Self(
      tool: "Argo CD Image Updater",
      place: place,
      remedy: "remove its annotation or write-back file, or pin the tag there"
    )
  }
}
