import Attestations
import Foundation
import Gate
import Git
import Pointers

/// Whose word counts before a change: the policy in force, and the keys that it knows.
struct Trust: Sendable {
  let tree: PolicyTree
  let keys: KeyRing

  var policy: Policy { tree.policy }

  /// Whether the policy lets the machine that signed a record make such records.
  func mayRecord(_ record: LedgerRecord) -> Bool {
    let kind: RecordKind
    switch record.statement {
    case .approval: return false
    case .check: kind = .checks
    case .evidence: kind = .evidence
    case .checkpoint: kind = .checkpoints
    }
    return policy.checkers.contains { $0.name == record.statement.signer && $0.may.contains(kind) }
  }

  /// The person or machine whose key it is.
  func owner(of fingerprint: String) -> String? { policy.owner(of: fingerprint)?.name }
}

extension SignatureVerifier {
  /// Checks with these keys, at the time of the run.
  init(_ keys: KeyRing, in session: borrowing Session) {
    self.init(
      keyRing: keys,
      time: session.now,
      openPGP: GnuPG(environment: session.environment),
      cores: ProcessInfo.processInfo.activeProcessorCount
    )
  }
}

extension Session {
  /// The trust in force at a mainline commit.
  ///
  /// - Parameters:
  ///   - base: The commit before the change; `nil` for the first of all.
  ///   - commit: The change, to name it.
  /// - Returns: The policy with the keys beside it.
  /// - Throws: `Failure` where there is none, or `--policy` would replace it; mistakes in its files.
  func trust(at base: ObjectID?, before commit: ObjectID) throws -> Trust {
    guard givenPolicy == nil else {
      throw Failure(
        .usage,
        "records are judged by the repository's own policy, and --policy is given",
        hint: "leave --policy out"
      )
    }
    guard let base, let tree = try PolicyTree.read(at: base, in: repository) else {
      throw Failure(
        .refused,
        "there is no policy before \(commit.short), so nobody's word counts on it",
        because: base.map { "\($0.short) has no \(Policy.defaultPath)" }
          ?? "it is the first commit",
        hint: "what stands there when the first policy comes is the baseline, and needs no approval"
      )
    }
    return Trust(tree: tree, keys: try KeyRing(tree))
  }

  /// The trust in force before a change: where the last change of `.opsgate/` did not pass the gate of the one before it,
  /// that one.
  ///
  /// - Parameters:
  ///   - base: The commit before the change; `nil` for the first of all.
  ///   - commit: The change, to name it.
  ///   - view: The mainline.
  /// - Returns: The policy with the keys beside it.
  /// - Throws: As ``trust(at:before:)``, and what judging the policies throws.
  func trustInForce(
    at base: ObjectID?,
    before commit: ObjectID,
    on view: View
  ) async throws -> Trust {
    // The first is in force, whatever it is: nothing has to be judged for that.
    guard givenPolicy == nil, let base, try hadAnotherPolicy(before: base) else {
      return try trust(at: base, before: commit)
    }
    let room = try await courtroom(on: self.view(of: base, view, by: view.policy), CourtOptions())
    let trust = Trust(tree: room.policy, keys: try KeyRing(room.policy))
    try warnOfPolicyNotInForce(at: base, trust)
    return trust
  }

  /// Says so where the newest policy is not the one that counts, and what is wrong with it.
  private func warnOfPolicyNotInForce(at base: ObjectID, _ trust: Trust) throws {
    guard try changesPolicy(repository.commit(base), since: trust.tree.commit) else { return }
    var problem = Failure.Problem(
      message:
        "the policy at \(base.short) is not in force, and that of \(trust.tree.commit.short) counts",
      hints: ["`opsgate verify --env policy` says why"]
    )
    do {
      guard let tree = try PolicyTree.read(at: base, in: repository) else {
        throw PolicyMissing(name: base.short)
      }
      _ = try KeyRing(tree)
    } catch {
      problem.causes = Failure(error).problems.map(\.message)
    }
    console.warn([problem])
  }

  private func hadAnotherPolicy(before base: ObjectID) throws -> Bool {
    let mainline = try repository.mainlineCommit(base)
    let newest = try repository.entry(at: PolicyTree.directory, in: mainline.tree)?.id
    var isAnother = false
    do {
      try repository.walkMainline(from: base) { commit in
        let tree = try repository.entry(at: PolicyTree.directory, in: commit.tree)?.id
        isAnother = tree != nil && tree != newest
        return !isAnother
      }
    } catch let error as GitError where [.shallow, .promised, .missingObject].contains(error.code) {
      // Whether there was one before, the change's gaps say to be unknown.
    }
    return isAnother
  }

  /// Whether a commit has another `.opsgate/` than an earlier one.
  func changesPolicy(_ commit: Commit, since base: ObjectID) throws -> Bool {
    let old = try repository.mainlineCommit(base)
    let before = try repository.entry(at: PolicyTree.directory, in: old.tree)
    return try repository.entry(at: PolicyTree.directory, in: commit.tree) != before
  }
}
