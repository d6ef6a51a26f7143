public import Git
public import Pointers

/// The mainline commits that made what environments have now: every pointer and every file in scope.
///
/// A pointer is what its last move made it. A file is the sum of its changes since it came, so that all of them count, but
/// for those that a later one took back: a line that nobody approved is not hidden by an approved one beside it.
public struct ContentOrigins: Sendable {
  /// What a commit made of an environment.
  public struct Origin: Hashable, Sendable {
    public let commit: ObjectID
    public let environment: String
  }

  /// What last set or removed something; newest first.
  public private(set) var last: [Origin] = []
  /// What older parts of files come from, and is not among the last; newest first.
  public private(set) var older: [Origin] = []

  /// Walks the mainline back.
  ///
  /// - Parameters:
  ///   - repository: Where it is.
  ///   - head: The newest commit.
  ///   - layout: Which files hold what.
  ///   - environments: Those whose files are looked at back to where they came from; of others the last change of each
  ///     file is enough.
  ///   - progress: Called now and then.
  /// - Returns: The origins; where the history ends early, its oldest commit stands for what is older.
  /// - Throws: `GitError` where the newest commit cannot be read.
  public static func read(
    _ repository: borrowing Repository,
    head: ObjectID,
    layout: Layout,
    wholly environments: Set<String>,
    progress: () -> Void = {}
  ) throws(GitError) -> ContentOrigins {
    var search = OriginSearch(layout: layout, deep: environments)
    try search.run(from: head, in: repository, progress: progress)
    var origins = ContentOrigins()
    var seen: Set<Origin> = []
    for (commit, names) in search.settings {
      for name in names where seen.insert(Origin(commit: commit, environment: name)).inserted {
        origins.last.append(Origin(commit: commit, environment: name))
      }
    }
    var deeper: [(position: Int, origin: Origin)] = []
    for history in search.histories {
      for step in history.contributing {
        for name in history.environments where environments.contains(name) {
          let origin = Origin(commit: step.commit, environment: name)
          if seen.insert(origin).inserted { deeper.append((step.position, origin)) }
        }
      }
    }
    origins.older = deeper.sorted { $0.position < $1.position }.map(\.origin)
    return origins
  }
}

extension ContentOrigins {
  /// The mainline commits that the contents of some files rest on, their pointers left out, or that there are none.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - environment: In whose scope they are.
  ///   - head: The commit at which they are looked at.
  ///   - layout: Which files hold what.
  ///   - repository: Where the mainline is.
  /// - Returns: Each commit once.
  /// - Throws: `GitError` where something that would tell is not here.
  public static func commits(
    behind paths: Set<String>,
    in environment: String,
    at head: ObjectID,
    layout: Layout,
    _ repository: borrowing Repository
  ) throws(GitError) -> Set<ObjectID> {
    var search = OriginSearch(
      layout: layout,
      deep: [environment],
      paths: Set(paths.map { ExactText($0) })
    )
    try search.run(from: head, in: repository) {}
    var commits: Set<ObjectID> = []
    for history in search.histories where history.environments.contains(environment) {
      commits.formUnion((history.steps.prefix(1) + history.contributing).map(\.commit))
    }
    return commits
  }
}

/// What became of one file's contents, its pointers left out; newest first.
private struct ContentHistory {
  struct Step {
    let commit: ObjectID
    /// How far back, from the newest commit.
    let position: Int
    let before: MaskedFile?
    let after: MaskedFile?
  }

  let environments: [String]
  var steps: [Step] = []

  /// The steps that the present contents rest on, but for the last.
  ///
  /// Where a step brought back what was there before, everything since that came for the first time is taken back.
  var contributing: [Step] {
    var found: [Step] = []
    var index = 0
    while index < steps.count {
      if index > 0 { found.append(steps[index]) }
      let step = steps[index]
      if let older = steps[(index + 1)...].lastIndex(where: { $0.after == step.after }) {
        index = older
      } else if step.before == nil || step.after == nil {
        // It came whole, or went.
        break
      } else {
        index += 1
      }
    }
    return found
  }
}

/// Finds who set what, from the newest commit back.
private struct OriginSearch {
  private(set) var settings: [(commit: ObjectID, environments: [String])] = []
  var histories: [ContentHistory] { Array(contents.values) }

  private let layout: Layout
  private var reader: FactsReader
  private var contents: [ExactText: ContentHistory] = [:]
  private var settled: [ExactText: Set<PlaceID>] = [:]
  private var position = 0

  /// What is known of a path whatever stands there.
  private struct Place {
    /// The environments that have it in their scope.
    let scoped: [String]
    let isWanted: Bool
    /// Whether all of its history is asked for.
    let isDeep: Bool
    /// Whether a link or a submodule ever stood there.
    let isLink: Bool
  }

  private let deep: Set<String>
  private var paths: [ExactText: Place] = [:]
  /// The places of the newest version that nothing older is known to have set yet.
  private var open: [ExactText: Set<PlaceID>] = [:]

  /// The files that are looked at; `nil` for all.
  private let chosen: Set<ExactText>?

  init(layout: Layout, deep: Set<String>, paths: Set<ExactText>? = nil) {
    self.layout = layout
    self.deep = deep
    chosen = paths
    reader = FactsReader(layout: layout)
  }

  /// Whether nothing older can have made what is there now.
  private func isSettled(_ path: String, _ place: Place) -> Bool {
    open[ExactText(path)]?.isEmpty == true
      && (place.scoped.isEmpty || contents[ExactText(path)] != nil)
  }

  private mutating func place(of path: String, as kind: Layout.PathKind) -> Place {
    if let known = paths[ExactText(path)], kind == .file || known.isLink { return known }
    let scoped = layout.environments.filter { layout.isInScope(path, of: $0, as: kind) }
      .map(\.name)
    let place = Place(
      scoped: scoped,
      isWanted: chosen?.contains(ExactText(path))
        ?? (!scoped.isEmpty || !layout.matches(path).isEmpty),
      isDeep: scoped.contains(where: deep.contains),
      isLink: kind == .link
    )
    paths[ExactText(path)] = place
    return place
  }

  mutating func run(
    from head: ObjectID,
    in repository: borrowing Repository,
    progress: () -> Void
  ) throws(GitError) {
    var follower = follower
    var commit = try repository.mainlineCommit(head)
    _ = follower.advance(to: commit.tree, in: repository)
    while let parent = commit.parent, !repository.shallowBoundary.contains(commit.id) {
      let next = try repository.mainlineCommit(parent)
      for difference in follower.advance(to: next.tree, in: repository).differences {
        try take(older: difference.after, newer: difference.before, commit.id, in: repository)
      }
      commit = next
      position += 1
      if position % 1000 == 0 { progress() }
    }
    var root = self.follower
    for difference in root.advance(to: commit.tree, in: repository).differences {
      try take(older: nil, newer: difference.after, commit.id, in: repository)
    }
  }

  private var follower: TreeFollower {
    if let chosen {
      let folders = Set(chosen.flatMap(\.text.folders))
      return TreeFollower { folders.contains($0) }
    }
    let layout = layout
    return TreeFollower { directory in
      directory.isEmpty || layout.mayContain(directory: directory)
        || layout.environments.contains { layout.scopeMayContain(directory: directory, of: $0) }
    }
  }

  private mutating func take(
    older: TreeFile?,
    newer: TreeFile?,
    _ commit: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) {
    guard let path = (newer ?? older)?.path else { return }
    let place = place(of: path, as: .of(older, newer))
    guard place.isWanted, place.isDeep || !isSettled(path, place) else { return }
    let after = try reader.facts(of: newer, in: repository)
    let before = try reader.facts(of: older, in: repository)
    var touched = takeContent(path, before, after, by: commit, in: place.scoped)
    if open[ExactText(path)] == nil {
      open[ExactText(path)] = Set(after?.places.keys.map(\.self) ?? [])
    }
    let places = Set(before?.places.keys.map(\.self) ?? [])
      .union(after?.places.keys.map(\.self) ?? [])
    for place in places where before?.places[place] != after?.places[place] {
      open[ExactText(path)]?.remove(place)
      guard settled[ExactText(path), default: []].insert(place).inserted else { continue }
      touched.formUnion(layout.environments.map(\.name).filter(place.serves))
    }
    let names = layout.environments.map(\.name).filter(touched.contains)
    if !names.isEmpty { settings.append((commit, names)) }
  }

  /// - Returns: The environments whose file is as this commit made it.
  private mutating func takeContent(
    _ path: String,
    _ before: FileFacts?,
    _ after: FileFacts?,
    by commit: ObjectID,
    in scoped: [String]
  ) -> Set<String> {
    guard before?.file != after?.file, !scoped.isEmpty else { return [] }
    let isLast = contents[ExactText(path)] == nil
    let step = ContentHistory.Step(
      commit: commit,
      position: position,
      before: before?.file,
      after: after?.file
    )
    contents[ExactText(path), default: ContentHistory(environments: scoped)].steps.append(step)
    return isLast ? Set(scoped) : []
  }
}

extension String {
  /// The directories that a file is in, down from the root, which is empty.
  fileprivate var folders: [String] {
    [""] + utf8.indices.filter { utf8[$0] == UInt8(ascii: "/") }.map { String(self[..<$0]) }
  }
}
