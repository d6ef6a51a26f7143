public import Git
import History
import Pointers

extension Court {
  /// What one commit does to each environment.
  func changes(
    of commit: ObjectID,
    in repository: borrowing Repository
  ) async throws -> [EnvironmentChange] {
    if let known = changes[commit] { return known }
    if position(of: commit) != nil {
      try await prepare([commit], in: repository)
      return changes[commit, default: []]
    }
    let last = setting.mainline.count
    guard let head = setting.mainline.last,
      let policy = try await policy(before: last, in: repository)
    else { return [] }
    let read = try await EnvironmentChange.read(
      repository,
      of: commit,
      mainline: head,
      layout: policy.policy.layout,
      inForce: isGiven ? nil : policy.commit,
      with: setting.git
    )
    changes[commit] = read
    return read
  }

  private var isGiven: Bool {
    if case .outside = setting.trust { true } else { false }
  }

  /// Reads what many commits of the mainline change, in one walk for each policy.
  ///
  /// - Parameters:
  ///   - commits: Those of the mainline; others are passed over.
  ///   - repository: Where they are.
  /// - Throws: `GitError`, and mistakes in the files of the policies in force.
  public func prepare(
    _ commits: some Sequence<ObjectID>,
    in repository: borrowing Repository
  ) async throws {
    let places = Set(commits).filter { changes[$0] == nil }.compactMap(position(of:)).sorted(by: >)
    var batch: [ObjectID] = []
    var current: PolicyTree?
    for place in places {
      // Before the first policy that policy says what there is.
      let policy = try await policyReading(place, in: repository)
      if policy?.commit != current?.commit, let current {
        try await read(batch, by: current, in: repository)
        batch = []
      }
      current = policy
      batch.append(setting.mainline[place])
    }
    if let current { try await read(batch, by: current, in: repository) }
  }

  private func read(
    _ commits: [ObjectID],
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws {
    let steps = Set(policySteps.dropFirst().map(\.commit))
    // What is approved of a policy is the whole step from the one in force.
    for commit in commits where steps.contains(commit) {
      changes[commit] = try await EnvironmentChange.readEach(
        repository,
        of: [commit],
        layout: policy.policy.layout,
        inForce: isAfter(policy, commit) ? policy.commit : nil,
        with: setting.git
      ).first
    }
    let plain = commits.filter { changes[$0] == nil }
    let read = try await EnvironmentChange.readEach(
      repository,
      of: plain,
      layout: policy.policy.layout,
      isBound: { !isGiven && policy.policy.asksPeople(in: $0) },
      with: setting.git
    )
    for (commit, found) in zip(plain, read) { changes[commit] = found }
  }

  /// Whether a policy stood before the commit, and is not merely the first there is.
  private func isAfter(_ policy: PolicyTree, _ commit: ObjectID) -> Bool {
    guard !isGiven, let one = position(of: policy.commit), let other = position(of: commit) else {
      return false
    }
    return one < other
  }

  /// How what one service has differs between two trees.
  func difference(
    of key: PointerKey,
    below folders: Set<String>,
    by policy: PolicyTree,
    from before: ObjectID,
    to after: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> ServiceDifference {
    var known = ServiceComparison(layout: policy.policy.layout)
    if let last = comparison, last.policy == policy.commit { known = last.comparison }
    // Held in two places it would be copied.
    comparison = nil
    defer { comparison = (policy.commit, known) }
    return try known.difference(of: key, below: folders, from: before, to: after, in: repository)
  }

  /// Forgets what commits change; what was said of them stays.
  public func forget(_ commits: some Sequence<ObjectID>) {
    for commit in commits { changes[commit] = nil }
  }
}

extension Policy {
  /// Whether anybody's word matters to an environment's gate.
  fileprivate func asksPeople(in name: String) -> Bool {
    guard let environment = environment(named: name) else {
      return name == EnvironmentChange.policy
    }
    guard environment.emergency == nil else { return true }
    guard case .requirements(let gate) = environment.gate else { return false }
    return max(gate.approvals, environment.rollback?.approvals ?? 0) > 0
  }
}
