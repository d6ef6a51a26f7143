import Attestations
import FoundationEssentials
import Gate
import Git

/// Reads the records of a notebook by the keys of one policy or another.
///
/// Policies that have the same keys share what became of the signatures.
actor LedgerReader {
  private struct Keys: Hashable {
    let files: [ObjectID?]
    let time: Int
  }

  private let lines: RecordLines
  private let environment: [String: String]
  private var checks: [Keys: [SignatureCheck]] = [:]

  init(_ notes: [Note], environment: [String: String]) {
    lines = RecordLines(notes)
    self.environment = environment
  }

  /// The records; a policy from outside brings no keys, and nobody's word counts.
  ///
  /// - Parameters:
  ///   - policy: Whose keys count.
  ///   - time: At which they must be valid, in seconds since 1970.
  /// - Returns: All records that are here.
  /// - Throws: Mistakes in the files of keys; `SignaturesUnchecked`.
  func ledger(by policy: PolicyTree, at time: Int) async throws -> Ledger {
    let files = [policy.allowedSigners?.blob, policy.revoked?.blob] + policy.keys.map(\.blob)
    let keys = Keys(files: files, time: time)
    if checks[keys] == nil {
      let verifier = SignatureVerifier(
        keyRing: try KeyRing(policy),
        time: time,
        openPGP: GnuPG(environment: environment),
        cores: ProcessInfo.processInfo.activeProcessorCount
      )
      checks[keys] = try await verifier.check(lines.envelopes)
    }
    return Ledger(lines, checks: checks[keys, default: []]) { policy.policy.owner(of: $0)?.name }
  }
}
