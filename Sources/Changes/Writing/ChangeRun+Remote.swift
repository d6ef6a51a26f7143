import Git

extension ChangeRun {
  /// Where the remote's branch stands, if it has commits that the branch here lacks.
  ///
  /// A clone that nobody pulled lately must not say that there is nothing to do.
  func tipAhead(
    of local: ObjectID,
    in repository: borrowing Repository
  ) async throws -> ObjectID? {
    guard let remote, let tip = try await git.reference(branch, at: remote), tip != local,
      try !repository.knows(tip, in: local)
    else { return nil }
    try await git.fetch([branch], from: remote)
    if try repository.isAncestor(tip, of: local) { return nil }
    guard try repository.isAncestor(local, of: tip) else {
      throw ChangeRefusal.diverged(branch: branch, remote: remote)
    }
    return tip
  }

  /// Pushes, or answers what to build on where somebody else was faster.
  func push(
    _ commit: ObjectID,
    to remote: String,
    from local: ObjectID,
    in repository: borrowing Repository
  ) async throws -> Attempt? {
    let pushed = PushedReference(id: commit, name: branch)
    guard case .lostRace(_, let reason) = try await git.push([pushed], to: remote) else {
      return nil
    }
    let why = GitError(.moved, "push \(branch)", reason: "'\(remote)' said: \(reason)")
    let newTip = try await fetchTip(from: remote)
    // A remote where somebody else only holds a lock may still stand behind the branch here.
    if try repository.isAncestor(newTip, of: local) {
      return .overtaken(by: Base(local: local), because: why)
    }
    guard try repository.isAncestor(local, of: newTip) else {
      throw ChangeRefusal.diverged(branch: branch, remote: remote)
    }
    return .overtaken(by: Base(local: local, tip: newTip), because: why)
  }

  /// Where the branch stands at the remote, with all that it needs brought here.
  ///
  /// Asked before fetching: what is fetched then holds at least this commit, and neither FETCH_HEAD,
  /// which is one file for all, nor a tracking reference is needed.
  private func fetchTip(from remote: String) async throws(GitError) -> ObjectID {
    guard let tip = try await git.reference(branch, at: remote) else {
      throw GitError(.notFound, "fetch \(branch)", reason: "'\(remote)' no longer has that branch")
    }
    try await git.fetch([branch], from: remote)
    return tip
  }
}
