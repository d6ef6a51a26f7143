public import Git

/// A mainline commit that changed `.opsgate/`.
public struct PolicyStep: Hashable, Sendable {
  public let commit: ObjectID
  /// Its place on the mainline, 0 being the oldest.
  public let position: Int
  /// What `.opsgate/` is since; `nil` where it is gone.
  public let tree: ObjectID?

  /// Every change of `.opsgate/` on a mainline, oldest first; the first step is the first policy.
  ///
  /// - Parameters:
  ///   - mainline: By first parents, oldest first.
  ///   - repository: Where the commits are.
  /// - Returns: The steps.
  /// - Throws: `GitError` where a commit or its tree is not here.
  public static func read(
    on mainline: [ObjectID],
    in repository: borrowing Repository
  ) throws(GitError) -> [PolicyStep] {
    var steps: [PolicyStep] = []
    var known: [ObjectID: ObjectID?] = [:]
    for (position, commit) in mainline.enumerated() {
      let root = try repository.mainlineCommit(commit).tree
      let tree: ObjectID?
      if let seen = known[root] {
        tree = seen
      } else {
        // What is no directory, a submodule say, is no policy, whatever its id.
        tree = try repository.entry(at: PolicyTree.directory, in: root)
          .flatMap { $0.mode == .directory ? $0.id : nil }
        known[root] = .some(tree)
      }
      guard tree != steps.last?.tree else { continue }
      steps.append(PolicyStep(commit: commit, position: position, tree: tree))
    }
    return steps
  }
}
