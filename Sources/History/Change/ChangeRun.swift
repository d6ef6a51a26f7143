import Git

extension EnvironmentChange {
  /// Several changes of one environment taken as one, as a rebase landing spreads an approved branch over
  /// consecutive mainline commits.
  ///
  /// Each place and file must go from before to after in exactly one of them; so whoever last set it stands
  /// before the run, and the records are those of the whole. That no commit is in two runs, and that the run
  /// is no longer than the approved branch, is for the caller to see to (`branch`).
  ///
  /// - Parameter run: The changes, oldest first; commits that do not touch the environment have none.
  /// - Returns: `nil` where a place or file is changed twice, or they are not of one environment.
  public static func joined(_ run: some Collection<EnvironmentChange>) -> EnvironmentChange? {
    guard let first = run.first, var whole = run.reversed().first else { return nil }
    guard run.allSatisfy({ $0.environment == first.environment && $0.isOnMainline }) else {
      return nil
    }
    whole.base = first.base
    whole.moves = run.flatMap(\.moves).sorted(by: ChangeMove.precedes)
    whole.files = run.flatMap(\.files)
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    whole.authors = run.flatMap(\.authors)
    whole.branch = run.reversed().flatMap(\.branch)
    whole.gaps = run.flatMap(\.gaps).uniqued
    whole.isBound = run.allSatisfy(\.isBound)
    let places = whole.moves.map { PieceName([$0.service, $0.path, $0.key]) }
    let files = whole.files.map { PieceName([$0.path]) }
    guard Set(places).count == places.count, Set(files).count == files.count else { return nil }
    return whole
  }
}

/// What names a place or file, by its bytes.
private struct PieceName: Hashable {
  private let fields: [[UInt8]]

  init(_ fields: [String]) { self.fields = fields.map { Array($0.utf8) } }
}
