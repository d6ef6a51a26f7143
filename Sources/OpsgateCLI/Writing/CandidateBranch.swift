import Attestations
import Changes
import Gate
import Git
import History
import Reports

/// The branch of a pull request: whoever wants the same change finds the same branch.
struct CandidateBranch: Sendable {
  let plan: Plan
  /// The verdict on the plan, which knows its changes.
  let report: VerifyReport
  let policy: Policy

  /// What the plan does, as approvals are bound to it; `nil` where that cannot be told, or where nothing is judged.
  private var digests: [String: String]? { Self.digests(of: report.entries.map(\.change), policy) }

  /// `opsgate/promote-api-production-1f8e02c5`: what it is about, and the beginnings of its digests.
  func name(for command: String) -> String {
    let services = Set(plan.moves.map(\.service))
    let environments = report.entries.map(\.change.environment)
    let words = [command] + (services.count == 1 ? Array(services) : []) + environments
    let marks =
      digests.map { $0.sorted { $0.key < $1.key }.map(\.value) }
      ?? [plan.commits.last?.tree.hex ?? ""]
    let tail = marks.map { String($0.split(separator: ":").last?.prefix(8) ?? "") }
    return "opsgate/" + (words + tail).map(Self.plain).joined(separator: "-")
  }

  /// Whether a branch makes this very change, and no other.
  func isMade(
    by head: ObjectID,
    in repository: borrowing Repository,
    with git: GitProgram
  ) async throws -> Bool {
    guard let start = try repository.mergeBase(plan.parent, head),
      let tree = plan.commits.last?.tree
    else { return false }
    let wanted = try files(from: plan.parent, to: tree, in: repository)
    let made = try files(from: start, to: repository.commit(head).tree, in: repository)
    if made == wanted { return true }
    guard made.map(\.path) == wanted.map(\.path), let digests, !digests.isEmpty else {
      return false
    }
    let changes = try await EnvironmentChange.read(
      repository,
      of: head,
      mainline: plan.parent,
      layout: policy.layout,
      with: git
    )
    return Self.digests(of: changes, policy) == digests
  }

  private func files(
    from commit: ObjectID,
    to tree: ObjectID,
    in repository: borrowing Repository
  ) throws -> [FileDifference] {
    try repository.difference(from: repository.commit(commit).tree, to: tree) { _ in true }
  }

  private static func digests(
    of changes: [EnvironmentChange],
    _ policy: Policy
  ) -> [String: String]? {
    var digests: [String: String] = [:]
    for change in changes {
      let digest = try? ChangeDigest.digest(of: change, repository: policy.repository ?? "")
      guard let digest else { return nil }
      digests[change.environment] = digest
    }
    return digests.isEmpty ? nil : digests
  }

  /// Letters that every server takes in the name of a branch, and no two dots in a row.
  private static func plain(_ text: String) -> String {
    String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
  }
}
