import Attestations
import Git
import GitHub

/// What the commits that reviews looked at would have done, to be kept with the reviews: the commits themselves may be
/// forgotten by then.
struct ReviewedChanges {
  private var changes: [ObjectID: [String: String]] = [:]

  /// - Parameters:
  ///   - items: One commit's changes, of each environment that was asked about.
  ///   - earlier: What was recorded of it, perhaps for other environments.
  init(_ items: [ReconcileCases.Item], earlier: Evidence?) {
    for review in earlier?.reviews ?? [] {
      guard let commit = review.commit else { continue }
      for known in review.changes {
        changes[commit, default: [:]][known.environment] = known.change
      }
    }
    for item in items {
      for case (let commit, let content) in item.contents where content != ReviewContents.untouched
      {
        guard case .known(let change) = content else { continue }
        changes[commit, default: [:]][item.facts.environment] = change
      }
    }
  }

  func changes(of commit: ObjectID?) -> [Evidence.ReviewedChange] {
    (commit.flatMap { changes[$0] } ?? [:]).sorted { $0.key < $1.key }
      .map { Evidence.ReviewedChange(environment: $0.key, change: $0.value) }
  }
}

extension Evidence.Maker {
  /// - Returns: `nil` for an account that is nobody's.
  init?(_ role: String, _ account: Account) {
    guard let login = account.recordedLogin else { return nil }
    self.init(role: role, userID: account.id, login: login)
  }

  /// Everybody whom GitHub names as having made a commit.
  static func all(of facts: CommitFacts, _ pull: PullRequest?) -> [Self] {
    let opener = pull?.opener.flatMap { Self("opener", $0) }
    let pusher = pull?.lastPusher.flatMap { Self("lastPusher", $0) }
    let authors = facts.authors.compactMap(\.account).compactMap { Self("author", $0) }
    return [opener, pusher].compactMap(\.self) + authors
  }
}
