import Attestations
import Git
import History

/// Consecutive mainline commits, as a rebase makes them of a branch, that are together what somebody approved.
struct RebaseRun {
  /// What they do as one.
  let change: EnvironmentChange
  /// Their places on the mainline.
  let places: ClosedRange<Int>
  let digest: String
  let facts: GateCase
  let verdict: Verdict

  struct Name: Hashable {
    let places: ClosedRange<Int>
    let digest: String
  }

  var name: Name { Name(places: places, digest: digest) }

  /// Whether it is taken before another that has some of its commits: the longer, the older.
  func isBefore(_ other: RebaseRun) -> Bool {
    (-places.count, places.lowerBound, digest)
      < (-other.places.count, other.places.lowerBound, other.digest)
  }
}

extension Court {
  /// The longest run that is looked for where the approved branch is not here to tell.
  private static let longestRun = 30

  /// The run that a change belongs to, and that the gate lets pass as a whole.
  ///
  /// No commit is in two runs. Which of several it is in depends on nothing but the runs: the longest that may pass, and
  /// of those the oldest; so the verdict is the same whatever else is judged, and nobody stands in a landing's way by
  /// approving a part of it.
  ///
  /// - Parameters:
  ///   - change: One that is on the mainline, and was not approved by itself.
  ///   - policy: The policy that it is judged by.
  ///   - repository: Where the history is.
  /// - Returns: Where none may pass the one that says most of what is missing; `nil` where there is none.
  /// - Throws: `GitError`, and what reading the records throws.
  func run(
    with change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> RebaseRun? {
    let found = try await runs(with: change, by: policy, in: repository)
    for run in found where try await isTaken(run, policy, repository) { return run }
    return found.first
  }

  private func isTaken(
    _ run: RebaseRun,
    _ policy: PolicyTree,
    _ repository: borrowing Repository
  ) async throws -> Bool {
    guard run.verdict.outcome != .refused else { return false }
    if let known = takenRuns[run.name] { return known }
    var isTaken = true
    for part in parts(of: run) where isTaken {
      for other in try await runs(with: part, by: policy, in: repository)
      where other.name != run.name && other.isBefore(run) {
        if try await self.isTaken(other, policy, repository) { isTaken = false }
      }
    }
    takenRuns[run.name] = isTaken
    return isTaken
  }

  private func parts(of run: RebaseRun) -> [EnvironmentChange] {
    run.places.compactMap { place in
      changes[setting.mainline[place]]?.first { $0.environment == run.change.environment }
    }
  }

  /// All that was approved of which the change is a part, the preferred first.
  private func runs(
    with change: EnvironmentChange,
    by policy: PolicyTree,
    in repository: borrowing Repository
  ) async throws -> [RebaseRun] {
    let name = Name(commit: change.commit, environment: change.environment)
    if let known = knownRuns[name] { return known }
    guard let place = position(of: change.commit), let home = policy.policy.repository else {
      return []
    }
    var found: [RebaseRun] = []
    for approved in try await approvedBranches(over: change, home, policy, repository) {
      let window =
        max(0, place - approved.length + 1)..<min(setting.mainline.count, place + approved.length)
      try await prepare(window.map { setting.mainline[$0] }, in: repository)
      let parts = window.map { place in
        changes[setting.mainline[place]]?.first { $0.environment == change.environment }
      }
      guard
        let run = approved.run(around: place - window.lowerBound, in: parts, home)
      else { continue }
      let places =
        (run.places.lowerBound + window.lowerBound)...(run.places.upperBound + window.lowerBound)
      found.append(try await judged(run.change, places, approved.digest, policy, repository))
    }
    found.sort { $0.isBefore($1) }
    knownRuns[name] = found
    return found
  }

  private func judged(
    _ change: EnvironmentChange,
    _ places: ClosedRange<Int>,
    _ digest: String,
    _ policy: PolicyTree,
    _ repository: borrowing Repository
  ) async throws -> RebaseRun {
    var facts = try await CourtFacts(self, change, policy, before: places.lowerBound)
      .gateCase(in: repository)
    // A no to any of its commits is a no to all of them.
    for place in places {
      let part = changes[setting.mainline[place]]?.first { $0.environment == change.environment }
      guard let part else { continue }
      facts.words += try await CourtFacts(self, part, policy, before: place).rejections
    }
    var verdict = Gate.judge(facts)
    if verdict.outcome == .refused,
      let seen = try await witnessed(
        facts,
        verdict,
        by: policy,
        at: places.upperBound,
        in: repository
      )
    {
      (facts, verdict) = (seen, Gate.judge(seen))
    }
    return RebaseRun(
      change: change,
      places: places,
      digest: digest,
      facts: facts,
      verdict: verdict
    )
  }

  /// What was approved that is more than this change.
  private func approvedBranches(
    over change: EnvironmentChange,
    _ home: String,
    _ policy: PolicyTree,
    _ repository: borrowing Repository
  ) async throws -> [ApprovedBranch] {
    let own = Set(change.moves.map(ApprovedBranch.step))
    let voters = voters(of: change.environment, policy.policy)
    var seen: Set<String> = []
    var found: [ApprovedBranch] = []
    for record in try await ledger(for: policy).records where record.isGood {
      // Whoever may approve nothing makes nobody look for anything.
      guard let approval = record.approval, approval.decision == .approve,
        voters.contains(approval.approver),
        approval.repository == home, approval.environment == change.environment,
        own.isSubset(of: approval.moves), seen.insert(approval.change).inserted
      else { continue }
      let length = try length(of: approval, repository)
      guard length > 1 else { continue }
      found.append(
        ApprovedBranch(digest: approval.change, length: length, moves: Set(approval.moves))
      )
    }
    return found
  }

  private func voters(of environment: String, _ policy: Policy) -> Set<String> {
    let rules = [Eligibility.Purpose.approval, .emergency].compactMap {
      policy.approvalRule(of: environment, for: $0)
    }
    return rules.reduce(into: []) { $0.formUnion(policy.people(for: $1.approvers)) }
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
  /// Each is made by one of its commits, as it stands here.
  let moves: Set<Approval.Move>

  static func step(_ move: ChangeMove) -> Approval.Move {
    Approval.Move(service: move.service, from: move.from, to: move.to, path: move.path)
  }

  /// The changes around a place that are together what was approved.
  ///
  /// - Parameters:
  ///   - place: Of the change that must be among them.
  ///   - parts: What neighbouring commits do to the environment, oldest first; `nil` where nothing.
  ///   - repository: What records are bound to.
  /// - Returns: They as one, with their places among the parts; `nil` where there are none.
  func run(
    around place: Int,
    in parts: [EnvironmentChange?],
    _ repository: String
  ) -> (change: EnvironmentChange, places: ClosedRange<Int>)? {
    let steps = parts.map { part in part.map { Set($0.moves.map(Self.step)) } ?? [] }
    for first in (0...place).reversed() where parts[first] != nil {
      for last in place..<min(parts.count, first + length) where parts[last] != nil {
        // To look whether it can be is much less than to put it together.
        guard last > first, steps[first...last].reduce(into: [], { $0.formUnion($1) }) == moves,
          let run = EnvironmentChange.joined(parts[first...last].compactMap(\.self)),
          // What cannot be told is nothing that anybody approved.
          (try? ChangeDigest.digest(of: run, repository: repository)) == digest
        else { continue }
        return (run, first...last)
      }
    }
    return nil
  }
}
