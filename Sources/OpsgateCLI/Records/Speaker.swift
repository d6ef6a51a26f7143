import Attestations
import Gate
import Git
import History

/// Who is about to speak: the owner of the key that will sign.
struct Speaker: Sendable {
  /// The name in the policy.
  let name: String
  /// The key, as far as it can be known before it signs.
  let fingerprint: String?
  /// What would become of a signature made now, as far as that can be known.
  let status: SignatureStatus

  /// Finds the owner of the key; where the policy knows none, whoever has the committer's e-mail address,
  /// else the committer's own name.
  init(_ writer: RecordWriter, _ trust: Trust, now: Int) {
    let committer = writer.committer
    fingerprint = writer.key?.fingerprint
    let owner = fingerprint.flatMap(trust.owner)
    let person = trust.policy.people.first { $0.owns(email: committer.email) }
    name = owner ?? person?.name ?? committer.name
    // A key that cannot be asked beforehand is believed until it has signed.
    status = writer.key.map { trust.keys.expected(of: $0, at: now) } ?? .good
  }

  /// Why the word on a change will not count, each with what to do.
  ///
  /// - Parameters:
  ///   - purpose: What the word is for.
  ///   - change: What it is about.
  ///   - policy: The policy in force before it.
  ///   - revokers: Who may let the change revoke keys, whoever they are otherwise.
  /// - Returns: None where it will count.
  func warnings(
    _ purpose: Eligibility.Purpose,
    _ change: EnvironmentChange,
    _ policy: Policy,
    revokers: Set<String>
  ) -> [Failure.Problem] {
    let obstacles =
      fingerprint == nil
      ? (policy.people.first { $0.name == name }).map {
        Eligibility.obstacles($0, for: purpose, of: change, policy: policy)
      } ?? [.unknownKey(fingerprint: nil)]
      : Eligibility.obstacles(
        fingerprint,
        status: status,
        for: purpose,
        of: change,
        policy: policy
      )
    let isLifted = purpose == .approval && revokers.contains(name)
    return obstacles.filter { !isLifted || !$0.isOfPersons }.map { obstacle in
      Failure.Problem(
        message: "this will not count in '\(change.environment)': \(obstacle.message)",
        hints: [obstacle.hint].compactMap(\.self)
      )
    }
  }
}
