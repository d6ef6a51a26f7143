public import Git
public import Pointers

extension EnvironmentChange {
  /// What a commit or branch does to each environment that it touches, in promotion order, the policy last.
  ///
  /// A commit of the mainline is judged against its first parent, any other as a branch that would land on
  /// the tip. Where something cannot be read, the environments that it may concern are there with a gap.
  ///
  /// - Parameters:
  ///   - repository: Where the objects are.
  ///   - commit: The commit, or the branch's tip.
  ///   - mainline: The mainline's tip.
  ///   - layout: Which files hold which pointers, by the policy that the change is judged by.
  ///   - inForce: The mainline commit whose `.opsgate/` is in force, where that is not the one before the change:
  ///     what is approved is the whole step from there.
  ///   - git: Merges a branch that touches the same files as the mainline did since.
  /// - Returns: None where the commit touches nothing, or landed long ago inside of another.
  /// - Throws: `GitError` where the commit itself cannot be read.
  public static func read(
    _ repository: borrowing Repository,
    of commit: ObjectID,
    mainline: ObjectID,
    layout: Layout,
    inForce: ObjectID? = nil,
    with git: GitProgram
  ) async throws(GitError) -> [EnvironmentChange] {
    let made = try repository.commit(commit)
    let situation = await ChangeSituation(made, mainline: mainline, in: repository, with: git)
    guard let situation else { return [] }
    var reader = FactsReader(layout: layout)
    let policy = try inForce.map { id throws(GitError) in try repository.mainlineCommit(id).tree }
    let drafts = situation.drafts(inForce: policy, &reader, in: repository)
    guard !drafts.isEmpty else { return [] }
    var search = SetterSearch()
    if let base = situation.base {
      for question in drafts.flatMap({ $0.questions(from: base) }) { search.ask(question) }
      search.run(from: base, &reader, in: repository)
    }
    let authors =
      situation.isOnMainline
      ? await ChangeAuthors(landing: made, of: drafts.paths, in: repository, with: git)
      : ChangeAuthors(candidate: made, mainline: mainline, in: repository)
    let all = authors.behind(situation.base, since: inForce, in: repository)
    return drafts.map { EnvironmentChange($0, of: made, situation, all, search) }
  }

  /// The same for many commits of the mainline at once, in one walk.
  ///
  /// - Parameters:
  ///   - repository: Where the objects are.
  ///   - commits: Commits of one mainline, newest first.
  ///   - layout: Which files hold which pointers, by the policy that all of them are judged by.
  ///   - inForce: As for ``read(_:of:mainline:layout:inForce:with:)``.
  ///   - isBound: In which environments approvals are bound to changes: in others nobody looks up who set everything before,
  ///     which is most of the work.
  ///   - git: Tells which files of a merge the merger made.
  /// - Returns: For each commit what ``read(_:of:mainline:layout:inForce:with:)`` returns.
  /// - Throws: `GitError` where one of the commits cannot be read.
  public static func readEach(
    _ repository: borrowing Repository,
    of commits: [ObjectID],
    layout: Layout,
    inForce: ObjectID? = nil,
    isBound: (String) -> Bool = { _ in true },
    with git: GitProgram
  ) async throws(GitError) -> [[EnvironmentChange]] {
    let policy = try inForce.map { id throws(GitError) in try repository.mainlineCommit(id).tree }
    var reader = FactsReader(layout: layout)
    var search = SetterSearch()
    var found: [(commit: Commit, situation: ChangeSituation, drafts: [ChangeDraft])] = []
    for id in commits {
      let made = try repository.commit(id)
      let situation = ChangeSituation(landing: made, in: repository)
      let drafts = situation.drafts(inForce: policy, &reader, in: repository)
      found.append((made, situation, drafts))
      guard let base = situation.base else { continue }
      let bound = drafts.filter { isBound($0.environment) }
      for question in bound.flatMap({ $0.questions(from: base) }) { search.ask(question) }
    }
    let newest = found.first { commit in
      commit.situation.base != nil && commit.drafts.contains { isBound($0.environment) }
    }?.situation.base
    if let newest { search.run(from: newest, &reader, in: repository) }
    var changes: [[EnvironmentChange]] = []
    for (made, situation, drafts) in found {
      let authors =
        drafts.isEmpty
        ? nil : await ChangeAuthors(landing: made, of: drafts.paths, in: repository, with: git)
      let all = authors?.behind(situation.base, since: inForce, in: repository)
      changes.append(
        all.map { authors in
          drafts.map { draft in
            let search = isBound(draft.environment) ? search : nil
            return EnvironmentChange(draft, of: made, situation, authors, search)
          }
        } ?? []
      )
    }
    return changes
  }

  /// What committing a tree on the mainline's tip would do, before there is a commit: its id is the tip's.
  ///
  /// - Parameters:
  ///   - repository: Where the objects are, if only in memory.
  ///   - tree: The tree.
  ///   - tip: The mainline's tip.
  ///   - layout: Which files hold which pointers.
  ///   - author: Who would make it.
  ///   - committer: Who would commit it.
  /// - Returns: In promotion order, the policy last.
  /// - Throws: `GitError` where the tip cannot be read.
  public static func planned(
    _ repository: borrowing Repository,
    tree: ObjectID,
    on tip: ObjectID,
    layout: Layout,
    author: Signature,
    committer: Signature
  ) throws(GitError) -> [EnvironmentChange] {
    var reader = FactsReader(layout: layout)
    let situation = try ChangeSituation(tree: tree, on: tip, in: repository)
    let drafts = situation.drafts(inForce: nil, &reader, in: repository)
    var search = SetterSearch()
    for question in drafts.flatMap({ $0.questions(from: tip) }) { search.ask(question) }
    search.run(from: tip, &reader, in: repository)
    let person = ChangeAuthor(name: author.name, email: author.email, role: .author, commit: tip)
    let authors = ChangeAuthors(planned: [person])
    return drafts.map { draft in
      EnvironmentChange(
        draft,
        of: (tip, tree, committer),
        situation,
        authors,
        search
      )
    }
  }

  /// Who made the commits of a branch.
  ///
  /// - Parameters:
  ///   - tip: The branch's tip.
  ///   - base: What the branch is not, as the mainline before it landed.
  ///   - repository: Where they are.
  /// - Returns: Authors and co-authors; none where not all of it is here.
  public static func authors(
    of tip: ObjectID,
    since base: ObjectID,
    in repository: borrowing Repository
  ) -> [ChangeAuthor] {
    guard let commit = try? repository.commit(tip) else { return [] }
    return ChangeAuthors(candidate: commit, mainline: base, in: repository).people
  }

  private init(
    _ draft: ChangeDraft,
    of made: Commit,
    _ situation: ChangeSituation,
    _ authors: ChangeAuthors,
    _ search: SetterSearch?
  ) {
    self.init(draft, of: (made.id, made.tree, made.committer), situation, authors, search)
  }

  private init(
    _ draft: ChangeDraft,
    of made: (id: ObjectID, tree: ObjectID, committer: Signature),
    _ situation: ChangeSituation,
    _ authors: ChangeAuthors,
    _ search: SetterSearch?
  ) {
    var gaps = draft.gaps + [situation.gap, authors.gap].compactMap(\.self)
    func last(_ path: String, _ subject: SetterSearch.Subject) -> ObjectID? {
      guard let base = situation.base, let search else { return nil }
      switch search.answers[.init(path: ExactText(path), subject: subject, from: base)] {
      case .setBy(let commit): return commit
      case .unknown(let error): gaps.append(ChangeGap(error, path: path))
      case nil: gaps.append(.unasked(path))
      }
      return nil
    }
    let moves = draft.moves.map { move in
      ChangeMove(
        service: move.place.service.text,
        path: move.path,
        key: move.place.recordKey,
        before: move.before?.value,
        after: move.after?.value,
        lastSet: last(move.path, .place(move.place))
      )
    }
    let files = draft.files.map { file in
      ChangedFile(
        path: file.path,
        before: file.before,
        after: file.after,
        lastChanged: last(file.path, .file)
      )
    }
    self.init(
      environment: draft.environment,
      base: situation.base,
      commit: made.id,
      tree: made.tree,
      isOnMainline: situation.isOnMainline,
      moves: moves.sorted(by: ChangeMove.precedes),
      files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
      authors: authors.people(of: draft.paths)
        + (draft.environment == EnvironmentChange.policy ? authors.policyMakers : []),
      committer: made.committer,
      branch: authors.branch,
      gaps: gaps.uniqued
    )
    isBound = search != nil
  }
}

extension ChangeMove {
  static func precedes(_ one: ChangeMove, _ other: ChangeMove) -> Bool {
    [one.service, one.path, one.key].lexicographicallyPrecedes([
      other.service, other.path, other.key,
    ]) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension ChangeGap {
  fileprivate static func unasked(_ path: String) -> ChangeGap {
    ChangeGap(
      .notHere,
      path: path,
      reason: "the history of it could not be read",
      hint: "fetch the whole history: `git fetch --unshallow`"
    )
  }
}

extension [ChangeDraft] {
  /// The files that the records of all environments speak of.
  var paths: Set<ExactText> { reduce(into: []) { $0.formUnion($1.paths) } }
}

extension [ChangeGap] {
  /// Each once, in the order in which they came.
  var uniqued: [ChangeGap] {
    var seen: Set<ChangeGap> = []
    return filter { seen.insert($0).inserted }
  }
}
