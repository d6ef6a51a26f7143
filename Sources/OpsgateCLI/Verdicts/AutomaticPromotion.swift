import Changes
import Gate
import Git
import History
import Pointers
import Reports

/// Finds every promotion whose gate is open now.
///
/// Nobody is there to be asked: what was rolled back from, is older or floats is left out, and so is what only an emergency
/// would let pass.
struct AutomaticPromotion {
  let judge: PlanJudge
  let view: View
  let branch: String
  let table: PointerTable
  let timeline: Timeline

  /// The promotions, as one commit for each environment, and what is said of those that wait.
  func plan(in repository: borrowing Repository) async throws -> Plan {
    var parts: [PromotionSet.Part] = []
    var notices: [Notice] = []
    for environment in view.layout.environments {
      guard let source = environment.from else { continue }
      let choice = PromotionChoice(
        table: table,
        timeline: timeline,
        source: source,
        target: environment.name
      )
      let (services, left) = choice.services
      notices += left
      let opening = Opening(environment: environment.name, source: source, owner: self)
      let (open, waiting) = try await opening.services(among: services, repository)
      notices += waiting
      if !open.isEmpty { parts.append(opening.part(open)) }
    }
    return try PromotionSet(parts)
      .plan(on: branch, at: view.id, in: repository, layout: view.layout)
      .adding(notices)
  }

  fileprivate func report(
    on part: PromotionSet.Part,
    _ repository: borrowing Repository
  ) async throws -> VerifyReport {
    let plan = try PromotionSet([part])
      .plan(on: branch, at: view.id, in: repository, layout: view.layout)
    return try await judge.report(on: plan, as: part.environment, in: repository)
  }
}

/// Which services an environment is open for.
private struct Opening {
  let environment: String
  let source: String
  let owner: AutomaticPromotion

  func part(_ services: [String]) -> PromotionSet.Part {
    PromotionSet.Part(environment: environment, source: source, services: services)
  }

  /// All where all may pass together, else those that may pass alone; where these may not together, the first of them.
  ///
  /// An approval is one of a whole change: of two that were approved apart, the other comes with the next run.
  func services(
    among services: [String],
    _ repository: borrowing Repository
  ) async throws -> (open: [String], waiting: [Notice]) {
    if services.isEmpty { return ([], []) }
    if try await isOpen(services, repository) { return (services, []) }
    var open: [String] = []
    var waiting: [Notice] = []
    for service in services {
      let report = try await owner.report(on: part([service]), repository)
      if report.isOpen {
        open.append(service)
      } else {
        waiting.append(notice(service, report))
      }
    }
    guard open.count > 1, try await !isOpen(open, repository) else { return (open, waiting) }
    let later = open.dropFirst().map { service in
      Notice(.note, "'\(service)' was approved by itself, and waits for the next run")
    }
    return (Array(open.prefix(1)), waiting + later)
  }

  private func isOpen(
    _ services: [String],
    _ repository: borrowing Repository
  ) async throws -> Bool {
    try await owner.report(on: part(services), repository).isOpen
  }

  private func notice(_ service: String, _ report: VerifyReport) -> Notice {
    let findings = report.entries.flatMap(\.verdict.findings) + report.findings
    let reason = findings.first { $0.severity == .error || $0.severity == .undecided }
    let words = reason.map { "\($0.rule.rawValue): \($0.message)" } ?? "only as an emergency"
    return Notice(
      .note,
      "'\(service)' waits before '\(environment)': \(words)",
      hint: reason?.hint
    )
  }
}

extension VerifyReport {
  fileprivate var isOpen: Bool { outcome == .allowed && !exception }
}
