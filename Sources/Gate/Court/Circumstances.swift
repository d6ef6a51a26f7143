import Attestations
import Git

/// What holds for every change: what was witnessed, what was taken away, and what is not here.
struct Circumstances {
  /// By the time that they claim, the oldest first.
  var witnesses: [Witness] = []
  var notesAlarms: [String]
  var mainlineAlarms: [String] = []
  var doubts: [Doubt]
  /// All commits of the notes that are here.
  private var noteCommits: Set<ObjectID> = []

  init(_ setting: CourtSetting) {
    notesAlarms = setting.notesAlarms
    doubts = setting.doubts
  }

  mutating func gather(_ court: Court, in repository: borrowing Repository) async throws {
    guard let policy = court.claimed.last else { return }
    let ledger = try await court.ledger(for: policy)
    noteCommits = try repository.commits(reachableFromAny: court.setting.notes)
    witnesses = try await Witness.all(in: ledger, court, repository)
    if let last = witnesses.last {
      try lookForRewinds(since: last, court, repository)
    }
    lookForWithheld(ledger)
  }

  /// Whether mainline and notes have all that the last witness saw.
  private mutating func lookForRewinds(
    since witness: Witness,
    _ court: Court,
    _ repository: borrowing Repository
  ) throws {
    let seen = witness.checkpoint.mainline.commit
    if witness.position == nil, let head = court.setting.mainline.last {
      if repository.isHere(seen) {
        // A clone that was asked about an earlier commit is no rewind.
        if try !repository.isAncestor(head, of: seen) {
          mainlineAlarms.append(
            "the mainline was rewritten: the checkpoint \(witness.record.name.short) saw "
              + "\(seen.short) on it, which it no longer has"
          )
        }
      } else {
        doubts.append(.missing("the mainline commit \(seen.short)", seenBy: witness.record))
      }
    }
    for position in witness.checkpoint.notes where !noteCommits.contains(position.commit) {
      if repository.isHere(position.commit) {
        notesAlarms.append(
          "\(position.ref) was rewound: the checkpoint \(witness.record.name.short) saw "
            + "\(position.commit.short), which it no longer leads to"
        )
      } else {
        doubts.append(
          .missing("\(position.ref) at \(position.commit.short)", seenBy: witness.record)
        )
      }
    }
  }

  /// Whether the notes are here on which records were made.
  private mutating func lookForWithheld(_ ledger: Ledger) {
    let seen = ledger.tipsSeen(by: \.isGood).sorted { $0.key < $1.key }
    for (tip, names) in seen where !noteCommits.contains(tip) {
      guard let record = names.first.flatMap(ledger.record(named:)) else { continue }
      doubts.append(.missing("the notes at \(tip.short)", seenBy: record))
    }
  }
}

extension Doubt {
  fileprivate static func missing(_ what: String, seenBy record: LedgerRecord) -> Doubt {
    Doubt(
      "\(what) is not here, which '\(record.statement.signer)' saw (\(record.name.short))",
      of: .records,
      hint:
        "fetch again (`git fetch`, `opsgate sync`); where that does not bring it, it was taken away"
    )
  }
}
