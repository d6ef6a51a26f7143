import ArgumentParser
import Pointers
import Reports

extension Session {
  /// Warns of the findings beside an answer, and ends the run by what they mean.
  ///
  /// - Throws: `ExitCode` where the answer is not the whole truth.
  func conclude(_ findings: [PointerFinding]) throws {
    let shown = findings.prefix(20).map { Failure.Problem($0) }
    let rest = findings.count - shown.count
    let more = Failure.Problem(
      message: "\(rest) more findings",
      hints: ["`--format json` lists them all"]
    )
    console.warn(rest > 0 ? shown + [more] : shown)
    let status = ExitStatus(findings)
    if status != .done { throw ExitCode(status.rawValue) }
  }
}

extension ExitStatus {
  /// What findings mean for the exit status; the worst wins.
  init(_ findings: [PointerFinding]) {
    let kinds = Set(findings.map(\.kind))
    self =
      kinds.contains(.mistake)
      ? .wrongFile
      : kinds.contains(.disagreement) ? .refused : kinds.contains(.gap) ? .undecided : .done
  }
}

extension Failure {
  init(_ finding: PointerFinding) { self.init(ExitStatus([finding]), [Problem(finding)]) }
}

extension Failure.Problem {
  init(_ finding: PointerFinding) {
    self.init(message: finding.message, hints: [finding.hint].compactMap(\.self))
  }
}
