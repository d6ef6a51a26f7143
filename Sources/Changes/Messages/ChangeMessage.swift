internal import Git
internal import Pointers

/// The words of the commits that opsgate makes.
enum ChangeMessage {
  /// `Promote api to v1.4.2 in production`, with a trailer for everything a script wants to know.
  static func promotion(_ moves: [PlannedMove], to environment: String) -> String {
    let subject =
      moves.count == 1
      ? "Promote \(moves[0].service.onOneLine) to \(moves[0].to.words) in \(environment)"
      : "Promote \(moves.count) services to \(environment)"
    return text(subject, body: list(moves), Trailers(environment, moves))
  }

  /// `Roll back api to v1.4.1 in production`, naming the commits whose tags are left.
  static func rollback(
    _ moves: [PlannedMove],
    in environment: String,
    steps: [Rollback.Step]
  ) -> String {
    let subject =
      moves.count == 1
      ? "Roll back \(moves[0].service.onOneLine) to \(moves[0].to.words) in \(environment)"
      : "Roll back \(moves.count) services in \(environment)"
    let moved = Dictionary(moves.map { ($0.service, $0) }, uniquingKeysWith: { first, _ in first })
    let forced = steps.filter(\.isForced).compactMap { step in
      moved[step.service].map { move in
        "Forced: \(step.service.onOneLine) never ran \(move.to.words) in \(environment) before."
      }
    }
    let reverted = steps.filter { moved[$0.service] != nil }.compactMap(\.setBy)
    return text(subject, body: list(moves) + forced, Trailers(environment, moves, reverted))
  }

  /// git's own words, and what could be taken back of it.
  ///
  /// - Throws: `GitError` where git would refuse to revert the commit.
  static func pointwiseRevert(
    of commit: Commit,
    mainline: Int?,
    _ moves: [PlannedMove]
  ) throws(GitError) -> String {
    let words = try commit.revertMessage(mainline: mainline)
    let paragraphs = words.split(separator: "\n\n", maxSplits: 1).map(String.init)
    let body = paragraphs.dropFirst().map { $0.trimmingNewlines }
    let environments = Set(moves.map(\.environment)).sorted()
    let trailers = environments.map { environment in
      Trailers(environment, moves.filter { $0.environment == environment })
    }
    let last = Trailers(joining: trailers, reverting: [commit.id])
    return text(
      paragraphs.first?.trimmingNewlines ?? "",
      body: body + ["Only these pointers are set back, and nothing else that it did:"],
      listing: moves.map(line),
      last
    )
  }

  /// A list where the subject cannot name all.
  private static func list(_ moves: [PlannedMove]) -> [String] {
    moves.count > 1 ? [moves.map(line).joined(separator: "\n")] : []
  }

  private static func line(_ move: PlannedMove) -> String {
    "- \(move.service.onOneLine) in \(move.environment): \(move.from.words) -> \(move.to.words)"
  }

  private static func text(
    _ subject: String,
    body: [String],
    listing lines: [String] = [],
    _ trailers: Trailers
  ) -> String {
    let list = lines.isEmpty ? [] : [lines.joined(separator: "\n")]
    return ([subject] + body + list + [trailers.text]).joined(separator: "\n\n") + "\n"
  }
}

extension String? {
  /// A tag as it is said; an empty one, or none, is nothing.
  fileprivate var words: String {
    let words = (self ?? "").onOneLine
    return words.isEmpty ? "nothing" : words
  }
}

extension String {
  fileprivate var trimmingNewlines: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
