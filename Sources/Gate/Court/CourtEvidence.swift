public import Attestations
public import Git

extension Court {
  /// What machines that may signed of GitHub's word, the newest of each commit.
  ///
  /// - Parameter policy: Whose machines; the one in force.
  /// - Returns: By the mainline commit that it speaks of.
  /// - Throws: What reading the records throws.
  public func evidence(by policy: PolicyTree) async throws -> [ObjectID: Evidence] {
    var newest: [ObjectID: Evidence] = [:]
    for record in try await ledger(for: policy).records where record.isGood {
      guard case .evidence(let evidence) = record.statement,
        evidence.repository == policy.policy.repository,
        policy.policy.checkers.contains(where: {
          $0.name == evidence.checker && $0.may.contains(.evidence)
        }), evidence.askedAt <= setting.clock + 3600
      else { continue }
      if newest[evidence.commit].map({ $0.askedAt <= evidence.askedAt }) ?? true {
        newest[evidence.commit] = evidence
      }
    }
    return newest
  }
}
