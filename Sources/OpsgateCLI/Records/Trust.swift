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

  /// The commit whose `.opsgate/` a change of it is a step from: where the last one did not pass the gate of the one before
  /// it, that one.
  ///
  /// - Parameters:
  ///   - commit: The change.
  ///   - base: The commit before the change; `nil` for the first of all.
  ///   - view: The mainline.
  /// - Returns: `nil` where the change leaves `.opsgate/` alone, or nothing is in force yet.
  /// - Throws: `GitError`, and mistakes in the files of a policy in force.
  func policyInForce(
    before commit: Commit,
    at base: ObjectID?,
    on view: View
  ) async throws -> ObjectID? {
    guard let base else { return nil }
    let old = try repository.mainlineCommit(base)
    let before = try repository.entry(at: PolicyTree.directory, in: old.tree)
    guard try repository.entry(at: PolicyTree.directory, in: commit.tree) != before else {
      return nil
    }
    let room = try await courtroom(on: self.view(of: base, view), CourtOptions())
    return room.policy.commit
  }
}
