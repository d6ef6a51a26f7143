import FoundationEssentials
public import Git

/// Finds what GitHub knows of many commits and of how they came.
public typealias CommitLookup = Lookup<PullRequestsQuestion>
/// Finds where many commits went, and who let them.
public typealias DeploymentLookup = Lookup<DeploymentsQuestion>

/// Asks the same of many commits, with few requests.
///
/// What was too much at once is asked for in halves; what fails by itself is unknown by itself.
public struct Lookup<Asked: CommitQuestion>: Sendable {
  public typealias Facts = Asked.Facts

  private static var largestBatch: Int { 50 }

  private let client: Client
  private let slug: Slug
  /// The repository's number, where it is known: a name can be registered anew by somebody else.
  private let repository: Int?
  private let store: (any AnswerStore)?

  public init(
    _ client: Client,
    in slug: Slug,
    repository: Int? = nil,
    keeping store: (any AnswerStore)? = nil
  ) {
    self.client = client
    self.slug = slug
    self.repository = repository
    self.store = store
  }

  /// Asks.
  ///
  /// - Parameters:
  ///   - commits: Each once.
  ///   - progress: Told how many are done.
  /// - Returns: One answer for each.
  public func answers(
    for commits: [ObjectID],
    progress: (Int) -> Void = { _ in }
  ) async -> [ObjectID: Answer<Facts>] {
    var answers = await kept(for: Set(commits))
    let open = commits.filter { answers[$0] == nil }
    var waiting = stride(from: 0, to: open.count, by: Self.largestBatch).map { start in
      Array(open[start..<min(open.count, start + Self.largestBatch)])
    }
    while let batch = waiting.popLast() {
      do throws(Unknown) {
        answers.merge(try await ask(batch)) { $1 }
      } catch {
        if batch.count > 1, error.isOfSize {
          let middle = batch.count / 2
          waiting += [Array(batch[..<middle]), Array(batch[middle...])]
        } else {
          for commit in batch { answers[commit] = .unknown(error) }
          // Who does not answer one does not answer the others.
          if error.endsAll {
            for commit in waiting.joined() { answers[commit] = .unknown(error) }
            waiting = []
          }
        }
      }
      progress(answers.count)
    }
    return answers
  }

  /// What a run said that was interrupted.
  private func kept(for commits: Set<ObjectID>) async -> [ObjectID: Answer<Facts>] {
    var answers: [ObjectID: Answer<Facts>] = [:]
    for stored in await store?.answers() ?? []
    where stored.question == Asked.name && stored.repository == "\(slug)" {
      let answer = GraphQLAnswer(body: stored.body, faults: [])
      // What cannot be read any more is asked for anew.
      guard let read = try? read(answer, stored.commits, to: "read what was kept") else { continue }
      answers.merge(read.filter { commits.contains($0.key) }) { $1 }
    }
    return answers
  }

  private func ask(_ batch: [ObjectID]) async throws(Unknown) -> [ObjectID: Answer<Facts>] {
    let operation =
      batch.count == 1 ? "look for \(batch[0].short)" : "look for \(batch.count) commits"
    var variables = ["owner": slug.owner, "name": slug.name]
    for (place, commit) in batch.enumerated() { variables["o\(place)"] = commit.hex }
    let answer = try await client.ask(
      CommitQuery.text(Asked.fragments, count: batch.count),
      variables,
      to: operation,
      isRepeatable: batch.count == 1
    )
    let answers = try read(answer, batch, to: operation)
    if answer.faults.isEmpty, let store {
      await store.keep(
        StoredAnswer(
          question: Asked.name,
          repository: "\(slug)",
          askedAt: client.now,
          commits: batch,
          body: answer.body
        )
      )
    }
    return answers
  }

  private func read(
    _ answer: GraphQLAnswer,
    _ batch: [ObjectID],
    to operation: String
  ) throws(Unknown) -> [ObjectID: Answer<Facts>] {
    let home = try home(answer, operation)
    var answers: [ObjectID: Answer<Facts>] = [:]
    for (place, commit) in batch.enumerated() {
      answers[commit] = Self.answer("c\(place)", commit, in: home, answer, operation)
    }
    return answers
  }

  private func home(
    _ answer: GraphQLAnswer,
    _ operation: String
  ) throws(Unknown) -> CommitAnswers<Asked.Part>.Home {
    let decoded: CommitAnswers<Asked.Part>
    do {
      decoded = try JSONDecoder().decode(CommitAnswers<Asked.Part>.self, from: Data(answer.body))
    } catch {
      throw Unknown(
        .notUnderstood,
        operation,
        reason: "GitHub's answer has another shape: \(ShapeWords.words(error))"
      )
    }
    guard let home = decoded.data.repository else {
      let reason = answer.faults.first?.message ?? "there is no repository \(slug)"
      throw Unknown(
        .notFoundOrHidden,
        operation,
        reason: Token.redacting(reason),
        hint: "look whether it is called \(slug), and whether the token may read it"
      )
    }
    guard repository == nil || repository == home.number else {
      throw Unknown(
        .anotherRepository,
        operation,
        reason: "\(slug) is now another repository than the one that was recorded (\(home.number))",
        hint: "find out who has the name now"
      )
    }
    return home
  }

  private static func answer(
    _ name: String,
    _ commit: ObjectID,
    in home: CommitAnswers<Asked.Part>.Home,
    _ answer: GraphQLAnswer,
    _ operation: String
  ) -> Answer<Facts> {
    if let fault = answer.fault(below: ["repository", name]) {
      return .unknown(Unknown(.partial, operation, reason: Token.redacting(fault.message)))
    }
    guard let thing = home.commits[name] ?? nil else {
      return home.commits.keys.contains(name)
        ? .absent
        : .unknown(Unknown(.partial, operation, reason: "the answer leaves \(commit.short) out"))
    }
    guard let part = thing.part else { return .absent }
    do throws(Unreadable) {
      let facts = try Asked.facts(part, in: home.number)
      guard Asked.commit(of: facts) == commit else { throw Unreadable(what: "what was asked for") }
      return .known(facts)
    } catch {
      return .unknown(Unknown(.notUnderstood, operation, reason: "\(error.what) cannot be read"))
    }
  }
}

extension Unknown {
  /// Whether less at once may do.
  fileprivate var isOfSize: Bool { kind == .partial || kind == .unavailable }
}
