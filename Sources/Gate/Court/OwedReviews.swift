import Attestations
import Git
import History
import Notation

extension Court {
  /// How far behind its base a change is looked for that moves no pointer.
  private static let furthestLanding = 500

  /// The emergencies of an environment whose review is overdue, in words.
  ///
  /// - Parameters:
  ///   - environment: Its name.
  ///   - position: Only what landed before this place of the mainline.
  ///   - policy: The policy whose keys count.
  ///   - time: When they must have been overdue, in seconds since 1970: what became overdue later shuts no gate that was
  ///     opened before.
  ///   - repository: Where the history is.
  /// - Returns: Each with its incident, its commit, and since when.
  /// - Throws: What judging throws.
  func overdueReviews(
    in environment: String,
    before position: Int,
    by policy: PolicyTree,
    asOf time: Int,
    _ repository: borrowing Repository
  ) async throws -> [String] {
    var overdue: [String] = []
    var seen: Set<ObjectID> = []
    for record in try await ledger(for: policy).records {
      guard let approval = record.approval, let emergency = approval.emergency,
        approval.environment == environment
      else { continue }
      for place in try await landings(of: approval, record, repository)
      where place < position && seen.insert(setting.mainline[place]).inserted {
        let commit = setting.mainline[place]
        let debt = try await settled(commit, on: environment, in: repository)?.debt
        guard let debt, !debt.isPaid, debt.due < time else { continue }
        let due = Timestamp.rfc3339(debt.due)
        overdue.append("\(emergency.incident) in \(commit.short), due \(due)")
      }
    }
    return overdue
  }

  /// Where on the mainline the approved change may have landed.
  private func landings(
    of approval: Approval,
    _ record: LedgerRecord,
    _ repository: borrowing Repository
  ) async throws -> Set<Int> {
    var places = Set((record.notedOn + [approval.subject.commit]).compactMap(position(of:)))
    for move in approval.moves {
      let moves = try await timeline(in: repository)?.moves ?? []
      for made in moves
      where made.service == move.service && made.to == move.to
        && made.environment == approval.environment
      {
        places.insert(made.commit.position)
      }
    }
    // What no tag shows may be anywhere behind the commit that it was made on.
    let isHidden = approval.moves.isEmpty || approval.moves.contains { $0.from == $0.to }
    if isHidden, let base = approval.base.flatMap(position(of:)) {
      places.formUnion(base..<min(setting.mainline.count, base + Self.furthestLanding))
    }
    return places
  }
}
