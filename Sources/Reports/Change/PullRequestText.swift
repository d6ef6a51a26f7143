public import Changes
public import Gate
import History
import Notation

/// What a pull request of a candidate says: what it does, what the gate says of it, and how it is approved.
public struct PullRequestText: Sendable {
  /// GitHub takes 65,536 letters in a body.
  private static let most = 50_000

  public let title: String
  /// Markdown, in which nothing that others wrote is obeyed.
  public let body: String

  /// - Parameters:
  ///   - plan: What it does.
  ///   - report: The verdict on it.
  ///   - policy: Says which record its gates want.
  ///   - branch: The candidate's branch as others call it.
  public init(_ plan: Plan, _ report: VerifyReport, by policy: Policy, branch: String) {
    let more = plan.commits.count - 1
    title =
      (plan.commits.first?.subject ?? "Change nothing") + (more > 0 ? " and \(more) more" : "")
    let ways = report.entries.filter { $0.verdict.outcome != .allowed }.compactMap { entry in
      Self.way(for: entry, by: policy, branch: branch)
    }
    let parts = [GitHubSummary(report, most: Self.most).text] + (ways.isEmpty ? [] : ways)
    body = parts.joined(separator: "\n")
  }

  /// How somebody approves it in one environment.
  private static func way(
    for entry: VerifyReport.Entry,
    by policy: Policy,
    branch: String
  ) -> String? {
    guard !entry.verdict.mayApprove.isEmpty else { return nil }
    let name = entry.change.environment
    let words = ["opsgate", "approve", branch, "--env", name, "--push"].map(ShellWord.quoted)
    let command = "<code>\(MarkdownText.escaped(words.joined(separator: " ")))</code>"
    let way =
      switch policy.environment(named: name)?.require ?? .note {
      case .note: "sign it: \(command). A review here is not asked for."
      case .github: "approve it here, by a review."
      case .both: "approve it here, by a review, and sign it: \(command)."
      }
    return "To let it into \(MarkdownText.escaped(name)), \(way)\n"
  }
}
