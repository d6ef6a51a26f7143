/// Both records of a change, by people.
struct Sides {
  let facts: ReconciliationCase
  /// Each person's newest word that counts.
  let notes: [String: NoteWord]
  /// Each person's review that counts.
  let reviews: [String: Opinion]
  /// Who let the deployment go, so that it counts, with the run.
  let answers: [String: WorkflowRun]

  init(_ facts: ReconciliationCase) {
    self.facts = facts
    notes = Dictionary(
      facts.words.filter(\.counts).map { ($0.person, $0) },
      uniquingKeysWith: { $0.issuedAt < $1.issuedAt ? $1 : $0 }
    )
    let approved = (facts.reviews?.isComplete ?? false ? facts.reviews?.opinions : nil) ?? []
    reviews = Dictionary(
      approved.filter { $0.counts && $0.decision == .approved }
        .compactMap { opinion in opinion.person.map { ($0, opinion) } },
      uniquingKeysWith: { first, _ in first }
    )
    var answers: [String: WorkflowRun] = [:]
    for answer in EnvironmentAnswer.all(facts) where answer.objection == nil {
      if let person = answer.person { answers[person] = answer.run }
    }
    self.answers = answers
  }

  /// The people who approved on GitHub, in one way or the other.
  var onGitHub: Set<String> { Set(reviews.keys).union(answers.keys) }

  /// The people whose approval the record that is asked for holds.
  var approving: Set<String> {
    switch facts.require {
    case .note: Set(notes.keys)
    case .github: onGitHub
    case .both: onGitHub.intersection(notes.keys)
    }
  }

  var isEnough: Bool { approving.count >= facts.needed }

  /// Whether GitHub said anything.
  var isKnown: Bool { facts.answer.facts != nil }

  /// What somebody may read of a person's approval on GitHub.
  func url(of person: String) -> String? { reviews[person]?.review.url ?? answers[person]?.url }
}
