import Git
import Pointers

/// A history as far as an index has it.
struct IndexedHistory {
  /// Something of a pointer was written anew though its tag stayed.
  struct Renewal: Hashable, Sendable {
    let position: Int
    let commit: ObjectID
    let key: PointerKey
    let value: PointerValue
    let path: String
    let line: Int
  }

  /// In the order of the mainline.
  var moves: [Move] = []
  var renewals: [Renewal] = []
  var gaps: [Gap] = []
}

extension IndexedHistory {
  /// What each pointer held and when, put together from its moves and renewals.
  func records() -> [PointerKey: PointerRecord] {
    var records: [PointerKey: PointerRecord] = [:]
    var renewed = renewals[...]
    for (number, move) in moves.enumerated() {
      while let next = renewed.first, next.position <= move.commit.position {
        records[next.key]?.renew(next)
        renewed.removeFirst()
      }
      records[move.key, default: PointerRecord()].moves.append(number)
      records[move.key]?.begin(move)
    }
    for next in renewed { records[next.key]?.renew(next) }
    return records
  }
}

extension PointerRecord {
  fileprivate mutating func begin(_ move: Move) {
    periods.append(
      PointerPeriod(value: move.after, path: move.path, line: move.line, since: move.commit)
    )
  }

  fileprivate mutating func renew(_ renewal: IndexedHistory.Renewal) {
    renew(
      renewal.value,
      at: (renewal.path, renewal.line),
      by: renewal.commit,
      renewal.position
    )
  }
}
