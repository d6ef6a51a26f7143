/// What became of merging three trees.
public enum MergeOutcome: Hashable, Sendable {
  /// The merged tree, held in memory like every new object until `Repository.keepObjects()`.
  case tree(ObjectID)
  /// What does not merge by itself: the paths, sorted by their bytes.
  case conflicts(paths: [String])
}

/// Three trees to be merged as git's own merge would.
struct TreeMerge {
  let base: ObjectID
  let ours: ObjectID
  let theirs: ObjectID
}

extension Repository {
  /// Merges three trees exactly as git does (`git-merge(1)`, "ort").
  ///
  /// What is plain is done in memory. Everything else is asked of `git merge-tree`, because
  /// libgit2's merge differs from git's without saying so: it compares lines by another algorithm,
  /// and does not know renamed directories. Nothing is written to the repository.
  ///
  /// - Throws: `.unsupported` where git is older than 2.38; `.other` when it cannot merge.
  borrowing func merge(
    _ merge: TreeMerge,
    with git: GitProgram
  ) async throws(GitError) -> MergeOutcome {
    if let tree = try plainMerge(merge) { return .tree(tree) }
    let quarantine = try MergeQuarantine.make(
      objects: commonDirectory + "objects",
      attributes: try attributes(in: merge.ours)
    )
    try quarantine.add(draft.objects)
    let (ours, theirs) = try quarantine.commits(for: merge)
    let result = try await quarantine.run(git, ours: ours, theirs: theirs)
    switch try MergeTreeAnswer(result, labels: [ours.hex, theirs.hex]) {
    case .conflicts(let paths): return .conflicts(paths: paths)
    case .tree(let id):
      for object in try quarantine.results() { _ = try writeObject(object.bytes, as: object.kind) }
      return .tree(id)
    }
  }

  /// The files that say how others are merged.
  private borrowing func attributes(
    in tree: ObjectID
  ) throws(GitError) -> [(path: String, bytes: [UInt8])] {
    let name = ".gitattributes"
    return try files(in: tree) { _ in true }.filter { file in
      let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
      // A tree may have names that would lead out of the place which they are written to.
      return file.mode.isFile && parts.last.map(String.init) == name
        && !parts.contains { ["", ".", ".."].contains($0) || $0.contains("\u{fffd}") }
    }.map { file throws(GitError) in (file.path, try blob(file.id)) }
  }

  /// The merge where git has nothing to think about, or `nil`.
  ///
  /// That is so where everything that theirs changed stands in ours as it stood in the base, and
  /// where no directory can have been renamed: git looks for those where a side both removes and
  /// adds files, and moves what the other side added.
  private borrowing func plainMerge(_ merge: TreeMerge) throws(GitError) -> ObjectID? {
    if merge.ours == merge.base { return merge.theirs }
    if merge.theirs == merge.base { return merge.ours }
    let theirs = try difference(from: merge.base, to: merge.theirs) { _ in true }
    let ours = try difference(from: merge.base, to: merge.ours) { _ in true }
    guard !ours.mayRename(under: theirs), !theirs.mayRename(under: ours) else { return nil }
    let touched = Set(ours.map(\.path))
    guard theirs.allSatisfy({ !touched.contains($0.path) && !$0.path.contains("\u{fffd}") }) else {
      return nil
    }
    do throws(GitError) {
      return try writeTree(replacing: theirs.map(\.edit), in: merge.ours)
    } catch {
      // A file stands where a directory is needed, or the other way round: git has words for it.
      return nil
    }
  }
}

extension [FileDifference] {
  /// Whether this side may have renamed a directory into which the other side put a file.
  fileprivate func mayRename(under other: [FileDifference]) -> Bool {
    contains { $0.before == nil } && contains { $0.after == nil }
      && other.contains { $0.before == nil }
  }
}

extension FileDifference {
  fileprivate var edit: TreeEdit {
    TreeEdit(path: path, change: after.map { .set($0.id, $0.mode) } ?? .remove)
  }
}

/// What `git merge-tree --write-tree -z --name-only --no-messages` printed.
private enum MergeTreeAnswer {
  case tree(ObjectID)
  case conflicts([String])

  /// Reads the answer; `labels` are what git puts behind a `~` where a file had to make way for a
  /// directory.
  init(_ result: ProgramResult, labels: [String]) throws(GitError) {
    let fields = result.stdout.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard result.status == 0 || result.status == 1, let first = fields.first,
      let tree = ObjectID(hex: first)
    else {
      throw GitError(.other, "merge", reason: "git says: \(result.lastWords)")
    }
    self =
      result.status == 0
      ? .tree(tree)
      : .conflicts(Self.paths(fields.dropFirst(), labels: labels))
  }

  private static func paths(_ fields: ArraySlice<String>, labels: [String]) -> [String] {
    let plain = fields.map { field in
      let label = labels.lazy.compactMap { field.firstRange(of: "~\($0)") }.first
      return label.map { String(field[..<$0.lowerBound]) } ?? field
    }
    return Set(plain).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
