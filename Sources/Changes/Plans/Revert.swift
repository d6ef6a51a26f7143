public import Git
public import Pointers

/// Undoes commits as `git revert` does, one commit for each.
public struct Revert: Sendable {
  /// The commits to undo, in the order in which git undoes them.
  public let commits: [ObjectID]
  /// Which parent of a merge is the mainline, counted from 1 (`-m`).
  public let mainlineParent: Int?
  /// The services whose pointers alone are set back; empty for everything that the commits did.
  public let services: [String]

  public init(_ commits: [ObjectID], mainlineParent: Int? = nil, services: [String] = []) {
    self.commits = commits
    self.mainlineParent = mainlineParent
    self.services = services
  }

  /// What the revert would write on a commit of the branch: all of it, or nothing.
  ///
  /// Where git's merge of the text succeeds, tree and message are git's own. Where it does not,
  /// each pointer that still holds what the commit set is set back, and nothing else is touched;
  /// so also where services are named. The notices say what else the commits did.
  ///
  /// - Parameters:
  ///   - branch: The full name of the branch.
  ///   - tip: The commit that it stands at.
  ///   - repository: Holds the new objects until they are kept.
  ///   - layout: Where the pointers are.
  ///   - git: Merges text.
  /// - Returns: The plan, without commits where everything is back already.
  /// - Throws: `ChangeRefusal.conflict` where a pointer was moved since, `.notMoved` where no commit
  ///   moved a service that is named; `GitError`.
  public func plan(
    on branch: String,
    at tip: ObjectID,
    in repository: borrowing Repository,
    layout: Layout,
    git: GitProgram
  ) async throws -> Plan {
    let base = try repository.commit(tip).tree
    var draft = try RevertDraft(tree: base, layout: layout, in: repository)
    for id in commits {
      let step = try RevertStep(id, mainline: mainlineParent, near: draft.pointers, in: repository)
      if services.isEmpty {
        try await draft.revert(step, in: repository, git: git)
      } else {
        try draft.setBack(step, services: services, unless: [], in: repository)
      }
    }
    if !services.isEmpty, !draft.isTouched, let first = commits.first {
      throw ChangeRefusal.notMoved(services: services, commit: first)
    }
    return Plan(branch: branch, parent: tip, commits: draft.commits, notices: draft.notices)
  }
}
