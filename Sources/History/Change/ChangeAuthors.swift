import Git
import Pointers

/// Who made what a commit brings.
struct ChangeAuthors {
  private(set) var people: [ChangeAuthor] = []
  /// The commits that brought it, newest first.
  private(set) var branch: [ObjectID] = []
  /// Who made the merge, and the files of which they are an author too.
  ///
  /// Those are the files that merging alone would not have made so; `nil` where it cannot be told which.
  private(set) var merger: (people: [ChangeAuthor], paths: Set<ExactText>?)?
  private(set) var gap: ChangeGap?
  /// Who made the steps of the policy that were not in force.
  private(set) var policyMakers: [ChangeAuthor] = []

  /// Who made what a record of these files says.
  func people(of paths: Set<ExactText>) -> [ChangeAuthor] {
    guard let merger else { return people }
    return merger.paths.map { $0.isDisjoint(with: paths) } == true ? people : people + merger.people
  }

  /// The same with whoever made a step that stands between the policy in force and this one: what is approved is all of
  /// it.
  func behind(
    _ base: ObjectID?,
    since inForce: ObjectID?,
    in repository: borrowing Repository
  ) -> ChangeAuthors {
    guard let base, let inForce else { return self }
    var all = self
    do throws(GitError) {
      var newer = try repository.mainlineCommit(base)
      while newer.id != inForce, let parent = newer.parent,
        !repository.shallowBoundary.contains(newer.id)
      {
        let older = try repository.mainlineCommit(parent)
        if try !repository.hasSame(
          ExactText(EnvironmentChange.policyDirectory),
          newer.tree,
          older.tree
        ) {
          let brought = try repository.commits(reachableFrom: newer.id, butNotFrom: parent)
          for id in brought { all.policyMakers += try repository.commit(id).people }
        }
        newer = older
      }
    } catch {
      all.gap = all.gap ?? ChangeGap(error)
    }
    return all
  }

  /// Of what is not committed yet.
  init(planned people: [ChangeAuthor]) { self.people = people }

  /// Of a candidate: all commits that the mainline has not.
  init(candidate: Commit, mainline: ObjectID, in repository: borrowing Repository) {
    do throws(GitError) {
      try take(repository.commits(reachableFrom: candidate.id, butNotFrom: mainline), repository)
    } catch {
      gap = ChangeGap(error)
    }
  }

  /// Of a mainline commit: what it merged, or itself.
  ///
  /// Who presses the button of a merge is no author, unless the merge has what merging did not make.
  ///
  /// - Parameters:
  ///   - landing: The mainline commit.
  ///   - paths: The files that its records speak of.
  ///   - repository: Where the history is.
  ///   - git: Merges again what a merge made.
  init(
    landing: Commit,
    of paths: Set<ExactText>,
    in repository: borrowing Repository,
    with git: GitProgram
  ) async {
    guard landing.parents.count > 1, let first = landing.parents.first else {
      branch = [landing.id]
      people = landing.people
      return
    }
    do throws(GitError) {
      let brought = try repository.commits(reachableFrom: landing.id, butNotFrom: first)
      try take(brought.filter { $0 != landing.id }, repository)
    } catch {
      gap = ChangeGap(error)
    }
    merger = (
      landing.people, await Self.ownPaths(of: landing, among: paths, in: repository, with: git)
    )
  }

  private mutating func take(
    _ commits: [ObjectID],
    _ repository: borrowing Repository
  ) throws(GitError) {
    branch = commits
    for id in commits { people += try repository.commit(id).people }
  }

  /// The files of a merge that git's own merge of its parents would have made otherwise; `nil` where that
  /// cannot be told.
  private static func ownPaths(
    of landing: Commit,
    among paths: Set<ExactText>,
    in repository: borrowing Repository,
    with git: GitProgram
  ) async -> Set<ExactText>? {
    guard landing.parents.count == 2 else { return nil }
    do throws(GitError) {
      let ours = try repository.mainlineCommit(landing.parents[0])
      let theirs = try repository.mainlineCommit(landing.parents[1])
      guard let fork = try repository.mergeBase(ours.id, theirs.id) else { return nil }
      let base = try repository.mainlineCommit(fork).tree
      // Nearly every merge takes each of these files from the branch, where the mainline left it alone.
      var isPlain = true
      for path in paths where isPlain {
        let isTheirs = try repository.hasSame(path, landing.tree, theirs.tree)
        let isUntouched = try repository.hasSame(path, ours.tree, base)
        isPlain = isTheirs && isUntouched
      }
      if isPlain { return [] }
      let merged = try await repository.mergedTree(
        base: base,
        ours: ours.tree,
        theirs: theirs.tree,
        with: git
      )
      guard case .tree(let tree) = merged else { return nil }
      let own = try repository.difference(from: tree, to: landing.tree) { _ in true }
      return Set(own.map { ExactText($0.path) })
    } catch {
      // It only makes one more person an author, who may be none.
      return nil
    }
  }
}

extension Repository {
  /// Whether two trees have the same at a path.
  fileprivate borrowing func hasSame(
    _ path: ExactText,
    _ one: ObjectID,
    _ other: ObjectID
  ) throws(GitError) -> Bool {
    let first = try entry(at: path.text, in: one)
    let second = try entry(at: path.text, in: other)
    return first == second
  }
}

extension Commit {
  /// The author, and whom trailers name beside them.
  fileprivate var people: [ChangeAuthor] {
    let made = ChangeAuthor(name: author.name, email: author.email, role: .author, commit: id)
    let beside = message.split(whereSeparator: \.isNewline).compactMap { line in
      Self.coauthor(line).map { name, email in
        ChangeAuthor(name: name, email: email, role: .coauthor, commit: id)
      }
    }
    return [made] + beside
  }

  /// Reads `Co-authored-by: Name <email>` wherever it stands: a squash puts it behind other text.
  private static func coauthor(_ line: Substring) -> (name: String, email: String)? {
    let label = "co-authored-by:"
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.prefix(label.count).lowercased() == label else { return nil }
    let rest = text.dropFirst(label.count)
    let open = rest.lastIndex(of: "<") ?? rest.endIndex
    let close = rest[open...].firstIndex(of: ">") ?? rest.endIndex
    let email = open < close ? rest[rest.index(after: open)..<close] : ""
    return (trimmed(rest[..<open]), trimmed(email))
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
