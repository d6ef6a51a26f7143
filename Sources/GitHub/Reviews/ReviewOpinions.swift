public import Git

/// What reviews are judged by.
public struct ReviewQuestion: Hashable, Sendable {
  public var pullRequest: PullRequest
  /// What the environment's scope holds in the commit that landed, or would.
  public var landed: ScopeContent
  /// The same for the heads that reviews and force pushes name.
  public var contents: [ObjectID: ScopeContent]
  public var people: PeopleDirectory
  /// The people who may approve, by name.
  public var approvers: Set<String>
  /// Who made it beside the opener and the last pusher, by name: commit authors and co-authors, whoever started the run.
  public var makers: [String: Opinion.Role]
  /// Bots whose approval counts, by their accounts' numbers, with the name that the policy gives them.
  public var bots: [Int: String]
  /// The accounts that may no longer push or approve, by their numbers, as of now.
  public var withoutAccess: Set<Int>

  public init(
    pullRequest: PullRequest,
    landed: ScopeContent,
    contents: [ObjectID: ScopeContent],
    people: PeopleDirectory,
    approvers: Set<String>,
    makers: [String: Opinion.Role] = [:],
    bots: [Int: String] = [:],
    withoutAccess: Set<Int> = []
  ) {
    self.pullRequest = pullRequest
    self.landed = landed
    self.contents = contents
    self.people = people
    self.approvers = approvers
    self.makers = makers
    self.bots = bots
    self.withoutAccess = withoutAccess
  }
}

/// What all reviews of a pull request come to: a pure function of what GitHub said.
public struct ReviewOpinions: Hashable, Sendable {
  /// One for each account, by its number.
  public let opinions: [Opinion]
  /// Opinions whose account was deleted: by themselves they are nobody's.
  public let ofDeleted: [Review]
  /// Whether all reviews were read; otherwise nothing can be said.
  public let isComplete: Bool

  /// The people whose approval counts, each once, however many accounts they have.
  public var approving: Set<String> {
    Set(opinions.filter { $0.counts && $0.decision == .approved }.compactMap(\.person))
  }

  /// The people who may approve and ask for changes instead.
  public var blocking: Set<String> {
    Set(opinions.filter { $0.counts && $0.decision == .changesRequested }.compactMap(\.person))
  }

  public init(_ question: ReviewQuestion) {
    let pull = question.pullRequest
    isComplete = pull.isComplete
    let said = pull.reviews.filter(\.state.isOpinion)
    ofDeleted = said.filter { $0.author == nil }.sorted(by: Self.isBefore)
    let latest = Dictionary(grouping: said.filter { $0.author != nil }) { $0.author?.id ?? 0 }
      .compactMapValues { $0.max(by: Self.isBefore) }
    let judge = OpinionJudge(question: question, latest: latest)
    opinions = latest.sorted { $0.key < $1.key }.compactMap { judge.opinion($0.value) }
  }

  /// Two reviews can share a second: then the number tells.
  private static func isBefore(_ one: Review, _ other: Review) -> Bool {
    (one.submittedAt ?? 0, one.id) < (other.submittedAt ?? 0, other.id)
  }
}
