import Git
import Pointers

/// Where a commit stands to the mainline, and what it is compared with.
struct ChangeSituation {
  let isOnMainline: Bool
  /// The mainline commit that it is judged against; `nil` for a root, and where it cannot be told.
  let base: ObjectID?
  /// `nil` where nothing can be compared.
  private let sides: (before: ObjectID?, after: ObjectID)?
  /// What leaves the whole change in doubt.
  let gap: ChangeGap?

  private init(
    isOnMainline: Bool,
    base: ObjectID?,
    sides: (before: ObjectID?, after: ObjectID)?,
    gap: ChangeGap? = nil
  ) {
    self.isOnMainline = isOnMainline
    self.base = base
    self.sides = sides
    self.gap = gap
  }

  /// - Returns: `nil` for a commit that the mainline has, but not by first parents: it landed in another.
  init?(
    _ commit: Commit,
    mainline: ObjectID,
    in repository: borrowing Repository,
    with git: GitProgram
  ) async {
    do throws(GitError) {
      guard let base = try repository.mergeBase(mainline, commit.id) else {
        self = .doubtful(
          repository.isShallow
            ? ChangeGap(.shallowEnd("find where \(commit.id.short) left the mainline"))
            : .unrelated
        )
        return
      }
      guard base == commit.id else {
        try await self.init(candidate: commit, mainline, from: base, in: repository, with: git)
        return
      }
      guard try Self.isOnMainline(commit.id, from: mainline, in: repository) else { return nil }
      self.init(landing: commit, in: repository)
    } catch {
      self = .doubtful(ChangeGap(error))
    }
  }

  /// A tree that would be committed on the mainline's tip.
  init(tree: ObjectID, on tip: ObjectID, in repository: borrowing Repository) throws(GitError) {
    let before = try repository.mainlineCommit(tip).tree
    self.init(isOnMainline: false, base: tip, sides: (before, tree))
  }

  /// A commit that is known to be on the mainline.
  init(landing commit: Commit, in repository: borrowing Repository) {
    do throws(GitError) {
      let parent = commit.parents.first
      if parent != nil, repository.shallowBoundary.contains(commit.id) {
        throw .shallowEnd("read what \(commit.id.short) changed")
      }
      let before = try parent.map { id throws(GitError) in try repository.mainlineCommit(id).tree }
      self.init(isOnMainline: true, base: parent, sides: (before, commit.tree))
    } catch {
      self.init(isOnMainline: true, base: nil, sides: nil, gap: ChangeGap(error))
    }
  }

  /// A branch: what merging it into the tip would make of the tip.
  ///
  /// Where it does not merge by itself, it is compared with where it left the mainline, for people to look at.
  private init(
    candidate: Commit,
    _ mainline: ObjectID,
    from base: ObjectID,
    in repository: borrowing Repository,
    with git: GitProgram
  ) async throws(GitError) {
    let tip = try repository.mainlineCommit(mainline).tree
    let left = base == mainline ? tip : try repository.mainlineCommit(base).tree
    let merged = try await repository.mergedTree(
      base: left,
      ours: tip,
      theirs: candidate.tree,
      with: git
    )
    switch merged {
    case .tree(let tree):
      self.init(isOnMainline: false, base: mainline, sides: (tip, tree))
    case .conflicts(let paths):
      let sides = (left, candidate.tree)
      self.init(isOnMainline: false, base: mainline, sides: sides, gap: .conflict(paths))
    }
  }

  private static func doubtful(_ gap: ChangeGap) -> ChangeSituation {
    ChangeSituation(isOnMainline: false, base: nil, sides: nil, gap: gap)
  }

  private static func isOnMainline(
    _ commit: ObjectID,
    from tip: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> Bool {
    var next = tip
    while next != commit {
      if repository.shallowBoundary.contains(next) {
        throw .shallowEnd("find \(commit.short) on the mainline")
      }
      guard let parent = try repository.mainlineCommit(next).parent else { return false }
      next = parent
    }
    return true
  }

  /// What each environment undergoes, before the history is asked.
  func drafts(
    inForce: ObjectID?,
    _ reader: inout FactsReader,
    in repository: borrowing Repository
  ) -> [ChangeDraft] {
    guard let sides else {
      return gap.map { ChangeDrafter.doubtful($0, layout: reader.layout) } ?? []
    }
    return ChangeDrafter.drafts(
      ChangeSides(before: sides.before, after: sides.after, inForce: inForce),
      &reader,
      in: repository
    )
  }
}
