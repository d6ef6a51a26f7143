import ArgumentParser
import Attestations
import Changes
import Gate
import Git
import Pointers

extension Failure {
  /// Every error becomes a failure here, and nowhere else.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as GitError: self.init(error, status: Self.status(of: error.code))
    case let refusal as ChangeRefusal: self.init(refusal)
    case let missing as PolicyMissing:
      self = missing.failure
    case let mistakes as PolicyMistakes:
      self.init(.wrongFile, mistakes.mistakes.map(Problem.init))
      if mistakes.mistakes.contains(where: { $0.path == Policy.defaultPath }) {
        self = hinting(
          "where that is committed, `opsgate revert COMMIT` takes it back, and "
            + "`opsgate verify --env policy` says what is in force meanwhile"
        )
      }
    case let mistakes as KeyFileMistakes:
      self.init(.wrongFile, mistakes.mistakes.map(Problem.init))
    case let mistake as RecordMistake:
      self.init(.usage, "cannot make such a record", because: mistake.message)
    case let unchecked as SignaturesUnchecked:
      self.init(.undecided, "\(unchecked)", hint: unchecked.hint)
    case let mistake as FileMistake:
      self.init(mistake.isNotHere ? .undecided : .wrongFile, [Problem(mistake)])
    default:
      self.init(
        .defect,
        "opsgate met something that it was not made for",
        because: String(describing: error),
        hint: "report this, with the command that led here"
      )
    }
  }

  /// What git would not do, where the act decides how the run ends.
  init(_ error: GitError, status: ExitStatus) {
    self.init(
      status,
      "cannot \(error.operation)",
      because: error.reason,
      hint: error.hint
    )
  }

  private static func status(of code: GitError.Code) -> ExitStatus {
    switch code {
    case .notARepository, .notOwned, .unsupported, .unborn: .noRepository
    case .shallow, .promised, .missingObject: .undecided
    case .moved, .locked: .lostRace
    case .dirty: .refused
    case .invalid: .usage
    default: .inputOutput
    }
  }
}

extension Failure.Problem {
  init(_ mistake: KeyFileMistake) {
    self.init(
      FileMistake(
        path: mistake.path,
        line: mistake.line,
        column: mistake.column,
        message: mistake.message,
        hint: mistake.hint
      )
    )
  }

  init(_ mistake: FileMistake) {
    self.init(
      message: String(describing: mistake),
      hints: [mistake.hint].compactMap(\.self)
    )
  }
}
