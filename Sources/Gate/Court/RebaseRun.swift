import Attestations
import Git
import History

extension Court {
  /// The longest run that is looked for where the approved branch is not here to tell.
  private static let longestRun = 100

  /// The run of mainline commits, as a rebase makes one of a branch, that a change belongs to and that was approved as
  /// a whole.
  ///
  /// - Parameters:
  ///   - change: One that is on the mainline, and was not approved by itself.
  ///   - policy: The policy that it is judged by.
  ///   - repository: Where the history is.
  /// - Returns: The changes of the run as one; `nil` where there is none.
  /// - Throws: `GitError`, and what reading the records throws.
  func run(
    with change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> EnvironmentChange? {
    let name = Name(commit: change.commit, environment: change.environment)
    if let known = runs[name] { return known }
    guard let place = position(of: change.commit), let home = policy.policy.repository else {
      return nil
    }
    for approved in try await approvedBranches(over: change, home, policy, repository) {
      let length = approved.length
      let window = max(0, place - length + 1)..<min(setting.mainline.count, place + length)
      let commits = window.map { setting.mainline[$0] }
      try await prepare(commits, in: repository)
      let parts = commits.map { commit in
        changes[commit]?.first { $0.environment == change.environment }
      }
      let run = approved.run(around: place - window.lowerBound, in: parts, home)
      guard let run else { continue }
      let names = run.branch.map { Name(commit: $0, environment: change.environment) }
      // No commit is in two runs.
      guard names.allSatisfy({ runs[$0] == nil }) else { continue }
      for name in names { runs[name] = run }
      return run
    }
    return nil
  }

  /// What was approved that is more than this change.
  private func approvedBranches(
    over change: EnvironmentChange,
    _ home: String,
    _ policy: PolicyTree,
    _ repository: borrowing Repository
  ) async throws -> [ApprovedBranch] {
    let own = Set(change.moves.map(ApprovedBranch.step))
    var seen: Set<String> = []
    var found: [ApprovedBranch] = []
    for record in try await ledger(for: policy).records where record.isGood {
      guard let approval = record.approval, approval.decision == .approve,
        approval.repository == home, approval.environment == change.environment,
        own.isSubset(of: approval.moves), seen.insert(approval.change).inserted
      else { continue }
      let length = try length(of: approval, repository)
      if length > 1 { found.append(ApprovedBranch(digest: approval.change, length: length)) }
    }
    return found
  }

  /// How many commits the approved branch has.
  private func length(
    of approval: Approval,
    _ repository: borrowing Repository
  ) throws -> Int {
    guard let base = approval.base, repository.isHere(approval.subject.commit) else {
      return Self.longestRun
    }
    return try repository.commits(reachableFrom: approval.subject.commit, butNotFrom: base).count
  }
}

/// A branch that somebody approved.
private struct ApprovedBranch {
  let digest: String
  /// How many commits it has at most.
  let length: Int

  static func step(_ move: ChangeMove) -> Approval.Move {
    Approval.Move(service: move.service, from: move.from, to: move.to, path: move.path)
  }

  /// The changes around a place that are together what was approved.
  ///
  /// - Parameters:
  ///   - place: Of the change that must be among them.
  ///   - parts: What neighbouring commits do to the environment, oldest first; `nil` where nothing.
  ///   - repository: What records are bound to.
  /// - Returns: They as one; `nil` where there are none.
  func run(
    around place: Int,
    in parts: [EnvironmentChange?],
    _ repository: String
  ) -> EnvironmentChange? {
    for first in (0...place).reversed() where parts[first] != nil {
      for last in place..<min(parts.count, first + length) where parts[last] != nil {
        guard last > first,
          let run = EnvironmentChange.joined(parts[first...last].compactMap(\.self)),
          // What cannot be told is nothing that anybody approved.
          (try? ChangeDigest.digest(of: run, repository: repository)) == digest
        else { continue }
        return run
      }
    }
    return nil
  }
}
