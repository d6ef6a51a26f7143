/// Says of one account's last word whether it counts.
struct OpinionJudge {
  let question: ReviewQuestion
  /// The last word of each account, by its number.
  let latest: [Int: Review]

  private var pull: PullRequest { question.pullRequest }

  func opinion(_ review: Review) -> Opinion? {
    guard let account = review.author, let decision = decision(review) else { return nil }
    let person = question.bots[account.id] ?? question.people.person(behind: account)
    let binding = ReviewBinder(
      pullRequest: pull,
      landed: question.landed,
      contents: question.contents
    ).binding(of: review)
    return Opinion(
      account: account,
      person: person,
      decision: decision,
      review: review,
      objections: objections(to: review, by: account, person, decision, binding),
      remarks: remarks(on: review, by: account, binding)
    )
  }

  private func decision(_ review: Review) -> Opinion.Decision? {
    switch review.state {
    case .approved: .approved
    case .changesRequested: .changesRequested
    case .dismissed: .dismissed
    case .commented, .pending, .other: nil
    }
  }

  private func objections(
    to review: Review,
    by account: Account,
    _ person: String?,
    _ decision: Opinion.Decision,
    _ binding: ReviewBinding
  ) -> [Opinion.Objection] {
    if account.kind != .user, question.bots[account.id] == nil { return [.noPerson(account.kind)] }
    guard let person else {
      if case .recycled(let owner) = question.people.identity(of: account) {
        return [.recycledLogin(of: owner)]
      }
      return [.stranger]
    }
    guard question.approvers.contains(person) else { return [.notAnApprover(person)] }
    // A no is heard from everybody who may say yes, whenever and on whatever it was said.
    guard decision == .approved else { return [] }
    var objections: [Opinion.Objection] = []
    if let role = role(of: person) { objections.append(.ownChange(role)) }
    switch binding {
    case .same: break
    case .stale: objections.append(.stale)
    case .unknown: objections.append(.unknownContent)
    }
    if let merged = pull.mergedAt, let said = review.submittedAt, said > merged {
      objections.append(.afterMerge)
    }
    return objections
  }

  /// By people, not by accounts: who opens it with one account does not approve it with another.
  private func role(of person: String) -> Opinion.Role? {
    if let opener = pull.opener, question.people.person(behind: opener) == person { return .opener }
    if let role = question.makers[person] { return role }
    if let pusher = pull.lastPusher, question.people.person(behind: pusher) == person {
      return .lastPusher
    }
    return nil
  }

  private func remarks(
    on review: Review,
    by account: Account,
    _ binding: ReviewBinding
  ) -> [Opinion.Remark] {
    var remarks: [Opinion.Remark] = []
    if case .person(_, isRenamed: true) = question.people.identity(of: account) {
      remarks.append(.renamed(login: account.login))
    }
    if binding == .same(isRebound: true) { remarks.append(.rebound) }
    if question.withoutAccess.contains(account.id) { remarks.append(.accessLost) }
    guard review.state == .approved else { return remarks }
    for event in pull.events {
      switch event {
      case .retargeted(let time) where time > review.submittedAt ?? 0: remarks.append(.retargeted)
      case .dismissal(_, let other?, let by?) where by.id == account.id && isOthers(other, account):
        remarks.append(.dismissedByApprover(of: other))
      case .forcePush, .dismissal, .retargeted: break
      }
    }
    return remarks
  }

  private func isOthers(_ review: Int, _ account: Account) -> Bool {
    pull.reviews.first { $0.id == review }.map { $0.author?.id != account.id } ?? false
  }
}
