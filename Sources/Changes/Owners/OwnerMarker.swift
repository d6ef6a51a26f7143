internal import Git
internal import Pointers

/// Signs that another tool moves a pointer by itself, and would undo a rollback.
enum OwnerMarker {
  /// A warning for each marker that owns one of the moved pointers, naming its line.
  ///
  /// - Parameters:
  ///   - moves: The pointers that are moved.
  ///   - table: All pointers of the tree.
  ///   - tree: The tree before the moves.
  ///   - repository: Holds it.
  /// - Returns: The warnings, by service and path, none twice.
  /// - Throws: `GitError` where a file cannot be read.
  static func notices(
    for moves: [PlannedMove],
    in table: PointerTable,
    tree: ObjectID,
    of repository: borrowing Repository
  ) throws -> [Notice] {
    let renovate = try RenovateSettings.read(in: tree, of: repository)
    var notices: [Notice] = []
    for move in moves {
      let places = Dictionary(grouping: table[move.key]?.places ?? [], by: \.path)
      for (path, places) in places.sorted(by: { $0.key < $1.key }) {
        let file = TextLines(try repository.contents(at: path, in: tree))
        let folder = try Siblings(of: path, in: tree, of: repository)
        var found = places.flatMap { markers(at: $0, in: file) }
        found += updater(path: path, file)
        found += try folder.updaters(of: move.service, in: repository)
        if !found.contains(where: { $0.tool == .renovate }) {
          found += [renovate?.mark(for: path)].compactMap(\.self)
        }
        notices += found.map { $0.notice(for: move) }.filter { !notices.contains($0) }
      }
    }
    return notices
  }

  /// The markers on the pointer's own line, and in the comments right above it.
  static func markers(at place: Place, in file: TextLines) -> [Found] {
    var found: [Found] = []
    if file[place.line].contains("$imagepolicy") {
      found.append(Found(.flux, at: "\(place.path):\(place.line)"))
    }
    var line = place.line
    // A line that says something else ends the comments that belong to the pointer.
    while line >= 1, line == place.line || file[line].isComment {
      if file[line].contains("renovate:") {
        found.append(Found(.renovate, at: "\(place.path):\(line)"))
        break
      }
      line -= 1
    }
    return found
  }

  /// The Image Updater's annotations or resource in the pointer's own file.
  private static func updater(path: String, _ file: TextLines) -> [Found] {
    let line = file.first { !$0.isComment && $0.contains("argocd-image-updater.argoproj.io/") }
    return line.map { [Found(.imageUpdater, at: "\(path):\($0)")] } ?? []
  }
}

extension OwnerMarker {
  /// A tool that moves pointers by itself.
  enum Tool: String {
    case flux = "Flux image automation"
    case renovate = "Renovate"
    case imageUpdater = "Argo CD Image Updater"

    /// How to hold it off.
    var remedy: String {
      switch self {
      case .flux: "remove the `$imagepolicy` comment, or suspend the ImageUpdateAutomation"
      case .renovate: "disable this dependency in Renovate's settings"
      case .imageUpdater: "remove its annotation or write-back file, or pin the tag there"
      }
    }
  }

  /// One sign: the tool, and where it stands.
  struct Found: Hashable {
    let tool: Tool
    let place: String
    /// Whether the sign names this very pointer, and not only files like its own.
    let isCertain: Bool

    init(_ tool: Tool, at place: String, isCertain: Bool = true) {
      (self.tool, self.place, self.isCertain) = (tool, place, isCertain)
    }

    func notice(for move: PlannedMove) -> Notice {
      let pointer = "'\(move.service)' in '\(move.environment)'"
      let words =
        isCertain ? "owns \(pointer) and will undo this" : "may own \(pointer) and undo this"
      return Notice(.warning, "\(place): \(tool.rawValue) \(words)", hint: tool.remedy)
    }
  }
}

extension Repository {
  /// The bytes of a file in a tree; none where there is no such file.
  borrowing func contents(at path: String, in tree: ObjectID) throws(GitError) -> [UInt8] {
    guard let entry = try entry(at: path, in: tree), entry.mode.isFile else { return [] }
    return try blob(entry.id)
  }
}
