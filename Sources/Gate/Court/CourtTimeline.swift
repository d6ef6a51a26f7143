public import Git
public import History

extension Court {
  /// The history of all pointers, by the policy in force at the tip: one that was not allowed decides nothing, also not
  /// which files are looked at.
  ///
  /// - Returns: `nil` where no policy says which pointers there are.
  /// - Throws: `GitError`, and mistakes in the files of the policy in force.
  public func timeline(in repository: borrowing Repository) async throws -> Timeline? {
    if let known = knownTimeline { return known }
    guard let head = setting.mainline.last, let policy = try await policyInForce(in: repository)
    else { return nil }
    let read = try Timeline.read(
      repository,
      head: head,
      layout: policy.policy.layout,
      versions: setting.versions,
      progress: setting.progress
    )
    knownTimeline = read
    return read
  }
}
