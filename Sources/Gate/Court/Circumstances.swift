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
  /// Whether somebody saw the mainline at a commit that is not here.
  private var isMainlineMissing = false

  init(_ setting: CourtSetting) {
    notesAlarms = setting.notesAlarms
    doubts = setting.doubts
  }

  mutating func gather(_ court: Court, in repository: borrowing Repository) async throws {
    guard let policy = court.claimed.last else { return }
    let ledger = try await court.ledger(for: policy)
    noteCommits = try repository.commits(reachableFromAny: court.setting.notes)
    witnesses = try await Witness.all(in: ledger, court, repository)
    try lookForRewinds(court, repository)
    try lookForRewrites(ledger, policy, court, repository)
    lookForWithheld(ledger)
  }

  /// Whether mainline and notes have all that any witness saw: a later one that looked at less heals nothing.
  private mutating func lookForRewinds(
    _ court: Court,
    _ repository: borrowing Repository
  ) throws {
    for witness in witnesses.reversed() where witness.position == nil {
      try lookForMainline(
        witness.checkpoint.mainline.commit,
        seenBy: witness.record,
        court,
        repository
      )
    }
    var told: Set<String> = []
    for witness in witnesses.reversed() {
      for position in witness.checkpoint.notes
      where !noteCommits.contains(position.commit) && !told.contains(position.ref) {
        told.insert(position.ref)
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
  }

  /// Whether checks speak of commits that are behind the mainline now, and not on it: it goes by other parents than it
  /// did when they were tested.
  private mutating func lookForRewrites(
    _ ledger: Ledger,
    _ policy: PolicyTree,
    _ court: Court,
    _ repository: borrowing Repository
  ) throws {
    let checkers = Set(policy.policy.checkers.filter { $0.may.contains(.checks) }.map(\.name))
    for record in ledger.records.reversed() where record.isGood {
      guard case .check(let check) = record.statement, checkers.contains(check.checker),
        check.repository == policy.policy.repository,
        court.position(of: check.subject.commit) == nil, repository.isHere(check.subject.commit),
        let head = court.setting.mainline.last,
        try repository.isAncestor(check.subject.commit, of: head)
      else { continue }
      try lookForMainline(check.subject.commit, seenBy: record, court, repository)
    }
  }

  private mutating func lookForMainline(
    _ seen: ObjectID,
    seenBy record: LedgerRecord,
    _ court: Court,
    _ repository: borrowing Repository
  ) throws {
    guard mainlineAlarms.isEmpty, let head = court.setting.mainline.last else { return }
    guard repository.isHere(seen) else {
      if !isMainlineMissing {
        doubts.append(.missing("the mainline commit \(seen.short)", seenBy: record))
      }
      isMainlineMissing = true
      return
    }
    // A clone that was asked about an earlier commit is no rewind.
    guard try !repository.isAncestor(head, of: seen) else { return }
    mainlineAlarms.append(
      "the mainline was rewritten: '\(record.statement.signer)' (\(record.name.short)) saw "
        + "\(seen.short) on it, which it no longer has by first parents"
    )
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
