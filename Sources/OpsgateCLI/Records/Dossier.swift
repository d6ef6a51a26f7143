import Attestations
import Gate
import Git
import History
import Reports

/// All that is known of what one revision changes: the changes, the trust in force before it, and the records.
struct Dossier: Sendable {
  /// One environment's change, and what approvals of it are bound to.
  struct Item: Sendable {
    let change: EnvironmentChange
    let reference: ChangeReference
  }

  let commit: Commit
  /// What counts before the change.
  let trust: Trust
  /// What the policy calls the repository; records are bound to it.
  let repository: String
  /// In promotion order, the policy last.
  let changes: [EnvironmentChange]
  let notebook: Notebook
  /// The lines that speak of the changes or are noted on the commit.
  let notes: FoundNotes
  let ledger: Ledger
  let standing: Standing

  /// Gathers it.
  ///
  /// - Parameters:
  ///   - revision: What the user typed; `nil` for HEAD.
  ///   - session: The run.
  /// - Returns: All of it, in one state of the repository.
  /// - Throws: `Failure` where the policy says too little; mistakes in its files; `GitError`.
  static func gather(_ revision: String?, in session: borrowing Session) async throws -> Dossier {
    let view = try session.newestView(readingAround: true)
    let asked = try revision.map { try session.resolve($0) } ?? session.repository.head().commit
    let place = try await session.place(of: asked ?? view.id, on: view)
    let commit = try session.repository.commit(place.commit)
    let base = place.base
    let trust = try await session.trustInForce(at: base, before: commit.id, on: view)
    let repository = try trust.repositoryName
    let changes = try await EnvironmentChange.read(
      session.repository,
      of: commit.id,
      mainline: place.mainline,
      layout: trust.policy.layout,
      inForce: try base.flatMap {
        try session.changesPolicy(commit, since: $0) ? trust.tree.commit : nil
      },
      with: session.git
    )
    try session.warnOfPin()
    let notebook = try await Notebook.open(in: session)
    let notes = try await notebook.search(
      for: texts(of: changes, by: commit.id, repository),
      on: commit.id,
      in: session.repository
    )
    let ledger = try await session.ledger(of: notes, trust)
    return Dossier(
      commit: commit,
      trust: trust,
      repository: repository,
      changes: changes,
      notebook: notebook,
      notes: notes,
      ledger: ledger,
      standing: Standing(of: ledger, where: trust.policy.believes)
    )
  }

  /// What records of some changes, or of the commit, have in them.
  private static func texts(
    of changes: [EnvironmentChange],
    by commit: ObjectID,
    _ repository: String
  ) -> [String] {
    // Of a change that cannot be told nobody can have approved the digest.
    let digests = changes.compactMap { try? ChangeDigest.digest(of: $0, repository: repository) }
    let tested = changes.flatMap(\.moves).compactMap { move in
      move.to.map { CheckResult.Service(service: move.service, tag: $0).text }
    }
    return digests + tested + [commit.hex]
  }

  /// The changes of one environment, or of all, with their digests.
  ///
  /// - Throws: `Failure` where nothing of what is asked for changes, or a change cannot be told.
  func items(in environment: String?) throws -> [Item] {
    if let environment, environment != EnvironmentChange.policy {
      try Names.check(environment: environment, in: trust.policy.layout)
    }
    let found = changes.filter { environment == nil || $0.environment == environment }
    guard found.isEmpty else { return try found.map { try Item($0, repository: repository) } }
    let others = changes.map(\.environment).joined(separator: ", ")
    throw Failure(
      .refused,
      "\(commit.id.short) changes nothing" + (environment.map { " in '\($0)'" } ?? ""),
      because: changes.isEmpty ? "no pointer, no file of a scope and no policy differs" : nil,
      hint: changes.isEmpty ? "name the commit or branch that does" : "it changes \(others)"
    )
  }

  /// The result of each check for the tags that a change brings, by machines that may record it: a failure, if there is
  /// one, else the latest by the time that it claims.
  func checks(for change: EnvironmentChange) -> [CheckResult] {
    let tags = Set(change.moves.compactMap { move in move.to.map { [move.service, $0] } })
    var results: [[String]: CheckResult] = [:]
    for record in ledger.records where record.isGood && trust.mayRecord(record) {
      guard case .check(let check) = record.statement, check.repository == repository,
        check.services.contains(where: { tags.contains([$0.service, $0.tag]) })
      else { continue }
      let key = [check.environment, check.name]
      if results[key]?.outcome != .fail { results[key] = check }
    }
    return results.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
  }
}

extension Dossier.Item {
  init(_ change: EnvironmentChange, repository: String) throws {
    do throws(UndecidedChange) {
      let digest = try ChangeDigest.digest(of: change, repository: repository)
      self.init(
        change: change,
        reference: ChangeReference(
          repository: repository,
          environment: change.environment,
          change: digest
        )
      )
    } catch {
      throw Failure(error)
    }
  }
}

extension Failure {
  init(_ undecided: UndecidedChange) {
    self.init(
      .undecided,
      undecided.gaps.map { gap in
        Problem(
          message: "cannot tell all that changes in '\(undecided.environment)'"
            + (gap.path.map { ": \($0)" } ?? ""),
          causes: [gap.reason],
          hints: [gap.hint].compactMap(\.self)
        )
      }
    )
  }
}

extension Trust {
  /// - Throws: `Failure` where the policy gives none.
  var repositoryName: String {
    get throws {
      if let name = policy.repository { return name }
      throw Failure(
        .wrongFile,
        "the policy does not say which repository records are bound to",
        because: "without a name, a record of a fork would count here",
        hint:
          "add `repository: github.com/acme/ops`, or what yours is called, to \(Policy.defaultPath)"
      )
    }
  }
}

extension Session {
  /// The records among some notes, their signatures checked with the keys of a trust.
  func ledger(of found: FoundNotes, _ trust: Trust) async throws -> Ledger {
    let line = console.progress("checking signatures")
    defer { line.end() }
    let verifier = SignatureVerifier(trust.keys, in: self)
    return try await Ledger.read(found.notes, owner: trust.owner) { envelopes in
      try await verifier.check(envelopes)
    }
  }
}
