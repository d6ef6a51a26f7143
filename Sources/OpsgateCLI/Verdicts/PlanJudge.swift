import Changes
import Gate
import Git
import History
import Notation
import Reports

/// Asks the gate of a plan before it is written.
struct PlanJudge {
  let room: Courtroom
  let identities: Identities

  /// Opens the court at the commit that the plan builds on.
  ///
  /// - Parameters:
  ///   - view: The mainline there.
  ///   - session: The run.
  /// - Throws: `Failure` where `--policy` would replace the repository's own; `GitError`.
  init(at view: View, in session: borrowing Session) async throws {
    room = try await session.courtroom(on: view, CourtOptions())
    identities = try await Identities(asking: session.git)
  }

  /// The history of all pointers, which the court has read.
  func timeline(in session: borrowing Session) async throws -> Timeline {
    if let known = try await room.court.timeline(in: session.repository) { return known }
    return try session.timeline(of: room.view)
  }

  /// The verdict on all that a plan would do.
  ///
  /// - Returns: Without changes for an empty plan.
  /// - Throws: What judging throws.
  func report(
    on plan: Plan,
    as name: String,
    in repository: borrowing Repository
  ) async throws -> VerifyReport {
    var entries: [VerifyReport.Entry] = []
    if let commit = plan.commits.last {
      let changes = try EnvironmentChange.planned(
        repository,
        tree: commit.tree,
        on: plan.parent,
        layout: room.policy.policy.layout,
        author: identities.author,
        committer: identities.committer
      )
      for judgement in try await room.court.judgements(ofPlanned: changes, in: repository) {
        entries.append(
          VerifyReport.Entry(
            change: judgement.change,
            verdict: judgement.verdict,
            kind: nil,
            subject: commit.subject,
            isPlanned: true
          )
        )
      }
    }
    return VerifyReport(
      scope: .candidate(name),
      head: room.view.id,
      environments: room.environments,
      entries: entries,
      findings: room.findings.filter { $0.severity != .note }
    )
  }
}

extension VerifyReport {
  /// What a candidate's maker should know: what it still lacks, and what is to be looked at.
  ///
  /// - Parameter isSaid: Which of the findings are told.
  /// - Returns: A warning as it is, everything else as what is still to come.
  func notices(where isSaid: (Finding) -> Bool = { _ in true }) -> [Notice] {
    let findings = self.findings + entries.flatMap(\.verdict.findings)
    return findings.filter { $0.severity != .note && isSaid($0) }.map { finding in
      Notice(
        finding.severity == .warning ? .warning : .note,
        (finding.severity == .warning ? "" : "not yet: ") + finding.message,
        hint: finding.hint
      )
    }
  }
}

/// The gate is shut, or nobody can tell.
struct GateRefusal: Error {
  let report: VerifyReport
  let environment: String
  let services: [String]

  /// What stderr says beside the verdict.
  var failure: Failure {
    let isRefused = report.outcome == .refused
    return Failure(
      isRefused ? .refused : .undecided,
      "nothing was promoted: "
        + (isRefused
          ? "the gate of '\(environment)' refuses it"
          : "nobody can tell whether the gate of '\(environment)' is open"),
      hint: services.isEmpty
        ? nil
        : "`opsgate promote \(services.map(ShellWord.quoted).joined(separator: " ")) --to \(environment) "
          + "--branch NAME` makes a candidate of it for others to approve, and `--pr` a pull request"
    )
  }
}
