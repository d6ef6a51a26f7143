import Notation
import Attestations

/// The checks that the gate names have passed in the environment before, for these very tags.
enum Checks {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    (situation.listed?.checks ?? []).flatMap { name in
      situation.facts.moves.compactMap { finding(name, $0, situation.facts.checks) }
    }
  }

  private static func finding(
    _ name: String,
    _ move: MoveFacts,
    _ checks: [CheckResult]
  ) -> Finding? {
    guard let tag = move.to, move.isAnother, let source = move.source else { return nil }
    let tested = CheckResult.Service(service: move.service, tag: tag)
    let results = checks.filter {
      $0.name == name && $0.environment == source && $0.services.contains(tested)
    }
    // A failure beats a pass: times prove nothing, and a check that flickers is no check.
    if let failure = results.first(where: { $0.outcome == .fail }) {
      return failed(name, move, tag, failure)
    }
    return results.isEmpty ? missing(name, move, tag, source) : nil
  }

  private static func missing(
    _ name: String,
    _ move: MoveFacts,
    _ tag: String,
    _ source: String
  ) -> Finding {
    Finding(
      .checks,
      .error,
      "'\(name)' has no passing record for \(move.service) \(tag) in '\(source)'",
      hint:
        "`opsgate check record \(ShellWord.quoted(name)) --env \(source) "
        + "--service \(ShellWord.quoted(move.service)) --result pass` records one",
      path: move.path
    )
  }

  private static func failed(
    _ name: String,
    _ move: MoveFacts,
    _ tag: String,
    _ check: CheckResult
  ) -> Finding {
    Finding(
      .checks,
      .error,
      "'\(name)' failed for \(move.service) \(tag) in '\(check.environment)'"
        + (check.url.map { " (\($0))" } ?? ""),
      hint: "mend it, and deploy a new tag: a failure is not taken back by a later pass",
      path: move.path
    )
  }
}
