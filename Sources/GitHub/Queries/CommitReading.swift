import FoundationEssentials
import Git
import Notation

/// An answer has a value of the right type that says nothing: no id, no time.
public struct Unreadable: Error {
  /// `the time of #812`.
  public let what: String
}

extension CommitFacts {
  init(_ part: CommitPart) throws(Unreadable) {
    let pulls = part.associatedPullRequests
    var requests: [PullRequest] = []
    for pull in pulls?.present ?? [] { requests.append(try PullRequest(pull)) }
    self.init(
      commit: try id(part.oid, "the commit"),
      tree: try id(part.tree.oid, "its tree"),
      parents: try part.parents.present.map { parent throws(Unreadable) in
        try id(parent.oid, "its parent")
      },
      authors: part.authors.present.map { Author(email: $0.email, account: $0.user?.account) },
      areAuthorsComplete: part.authors.isComplete,
      pullRequests: requests,
      arePullRequestsComplete: pulls?.isComplete ?? false
    )
  }
}

extension PullRequest {
  init(_ part: Shape.Pull) throws(Unreadable) {
    let name = "#\(part.number)"
    var reviews: [Review] = []
    for review in part.reviews?.present ?? [] { reviews.append(try Review(review, of: name)) }
    var events: [(time: Int, event: Event)] = []
    for event in part.timelineItems.present {
      if let read = try Self.event(event, of: name) { events.append(read) }
    }
    self.init(
      number: part.number,
      url: part.url,
      opener: part.author?.account,
      lastPusher: part.commits.present.last?.commit.checkSuites?.present.first?.push?.pusher?
        .account,
      head: try id(part.headRefOid, "the head of \(name)"),
      base: part.baseRefName,
      // One whose repository is gone is none of any.
      repository: part.baseRepository?.databaseId ?? 0,
      mergedAt: try time(part.mergedAt, "the merge of \(name)"),
      mergeCommit: try part.mergeCommit.map { commit throws(Unreadable) in
        try id(commit.oid, "the landing of \(name)")
      },
      commitCount: part.commits.totalCount,
      reviews: reviews,
      events: events.sorted { $0.time < $1.time }.map(\.event),
      isComplete: (part.reviews?.isComplete ?? false) && part.timelineItems.isComplete
    )
  }

  private static func event(
    _ part: Shape.EventPart,
    of name: String
  ) throws(Unreadable) -> (time: Int, event: Event)? {
    let what = "an event of \(name)"
    switch part {
    case .forcePush(let push):
      let time = try moment(push.createdAt, what)
      let (before, after) = (push.beforeCommit?.id, push.afterCommit?.id)
      return (time, .forcePush(at: time, before: before, after: after, by: push.actor?.account))
    case .dismissal(let dismissal):
      let time = try moment(dismissal.createdAt, what)
      let review = dismissal.review.flatMap { Int($0.fullDatabaseId) }
      return (time, .dismissal(at: time, review: review, by: dismissal.actor?.account))
    case .retargeting(let change):
      let time = try moment(change.createdAt, what)
      return (time, .retargeted(at: time))
    case .other: return nil
    }
  }
}

extension Shape.Named {
  fileprivate var id: ObjectID? { ObjectID(hex: oid) }
}

extension Review {
  init(_ part: Shape.ReviewPart, of name: String) throws(Unreadable) {
    guard let number = Int(part.fullDatabaseId) else {
      throw Unreadable(what: "the number of a review of \(name)")
    }
    // Without its number, nobody can tell whose older words it takes the place of.
    guard part.author == nil || part.author?.account != nil else {
      throw Unreadable(what: "whose a review of \(name) is")
    }
    guard part.submittedAt != nil || State(part.state) == .pending else {
      throw Unreadable(what: "when a review of \(name) was handed in")
    }
    self.init(
      id: number,
      author: part.author?.account,
      state: State(part.state),
      submittedAt: try time(part.submittedAt, "a review of \(name)"),
      commit: part.commit.flatMap { ObjectID(hex: $0.oid) },
      url: part.url
    )
  }
}

func id(_ hex: String, _ what: String) throws(Unreadable) -> ObjectID {
  guard let id = ObjectID(hex: hex) else { throw Unreadable(what: "the id of \(what)") }
  return id
}

func moment(_ text: String, _ what: String) throws(Unreadable) -> Int {
  guard let time = try time(text, what) else { throw Unreadable(what: "the time of \(what)") }
  return time
}

/// With fractions of a second or without; they do not matter.
func time(_ text: String?, _ what: String) throws(Unreadable) -> Int? {
  guard let text else { return nil }
  let plain = text.replacing(/\.[0-9]+(?=Z|[+-])/, with: "")
  guard let time = Timestamp.seconds(rfc3339: plain) else {
    throw Unreadable(what: "the time of \(what)")
  }
  return time
}
