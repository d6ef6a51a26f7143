import Git
import Pointers

@testable import History

/// Makes the history of one pointer from its tags, oldest first; `nil` is a time without it.
///
/// Kinds are those of the real judge, so that a test says only what the pointer held.
struct HistoryMaker {
  let key: PointerKey
  private(set) var moves: [Move] = []
  private(set) var periods: [PointerPeriod] = []

  init(_ tags: [String?], environment: String = "production", positions: [Int]? = nil) {
    key = PointerKey(service: "api", environment: environment)
    var judge = MoveJudge(environmentBefore: [:])
    var before: String?
    for (index, tag) in tags.enumerated() {
      let change = PointerChange(key, from: before, to: tag)
      let commit = Self.commit(positions?[index] ?? index)
      if let judgement = judge.judge([change]).first {
        moves.append(move(change, judgement, commit))
      }
      periods.append(
        PointerPeriod(
          value: tag.map { PointerValue(tag: $0, companion: "digest of \($0)") },
          path: "file",
          line: 1,
          since: commit
        )
      )
      before = tag
    }
  }

  private func move(_ change: PointerChange, _ judgement: Judgement, _ commit: MoveCommit) -> Move {
    Move(
      commit: commit,
      key: key,
      before: change.before.map { PointerValue(tag: $0) },
      after: change.after.map { PointerValue(tag: $0) },
      path: "file",
      line: 1,
      kind: judgement.kind
    )
  }

  static func commit(_ position: Int) -> MoveCommit {
    let digits = String(position + 1, radix: 16)
    let hex = String(repeating: "0", count: 40 - digits.count) + digits
    let ana = Signature(name: "Ana", email: "ana@acme.example", time: 1000 + position, offset: 0)
    guard let id = ObjectID(hex: hex) else { fatalError("\(hex) is no id") }
    return MoveCommit(id: id, position: position, author: ana, committer: ana)
  }

  var history: PointerHistory { PointerHistory(key: key, periods: periods, moves: moves) }
}
