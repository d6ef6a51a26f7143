import Notation

extension Route where Asked == RepositoryVisit {
  static var pullRequestChanges: [Route] {
    [
      Route("pulls", method: "POST", World.Need("pull_requests", .write)) { visit throws(Refusal) in
        let pull = try visit.newPullRequest()
        return visit.reply(201, with: pull)
      },
      Route("pulls/{number}", method: "PATCH", World.Need("pull_requests", .write)) {
        visit throws(Refusal) in
        visit.reply(200, with: try visit.edited(try visit.pullRequest()))
      },
      Route(
        "pulls/{number}/requested_reviewers",
        method: "POST",
        World.Need("pull_requests", .write)
      ) {
        visit throws(Refusal) in
        try visit.asking(try visit.pullRequest())
      },
    ]
  }
}

extension RepositoryVisit {
  private func text(_ name: String) -> String? { visit.body[name]?.text }

  /// The world with a pull request in it, in place of the one with its number.
  func world(with pull: World.PullRequest) -> World {
    var world = world
    guard let place = world.repositories.firstIndex(where: { $0.id == repository.id }) else {
      return world
    }
    world.repositories[place].pullRequests.removeAll { $0.number == pull.number }
    world.repositories[place].pullRequests.append(pull)
    return world
  }

  fileprivate func reply(_ status: Int, with pull: World.PullRequest) -> Reply {
    let value = scene.wholePullRequest(pull, in: repository)
    return Reply(status: status, content: .value(value), world: world(with: pull))
  }

  fileprivate func newPullRequest() throws(Refusal) -> World.PullRequest {
    guard let title = text("title") else { throw .missing("title") }
    guard let base = text("base"), repository.branch(base) != nil else { throw .invalid("base") }
    let label = text("head") ?? ""
    let name = label.split(separator: ":").last.map { String($0) } ?? ""
    guard let branch = repository.branch(name) else { throw .invalid("head") }
    try refuseSecond(of: name, into: base)
    guard repository.branch(base)?.head != branch.head else {
      throw .custom("No commits between \(base) and \(name)")
    }
    return World.PullRequest(
      (repository.pullRequests.map(\.number).max() ?? 0) + 1,
      title: title,
      body: text("body"),
      by: scene.token.account,
      into: base,
      from: name,
      at: branch.head,
      isDraft: visit.body["draft"] == true,
      createdAt: world.now,
      commits: [branch.head]
    )
  }

  private func refuseSecond(of head: String, into base: String) throws(Refusal) {
    let isThere = repository.pullRequests.contains {
      $0.isOpen && $0.head == head && $0.base == base && $0.headRepository == nil
    }
    guard isThere else { return }
    let owner = world.account(repository.owner)?.login ?? "ghost"
    throw .custom("A pull request already exists for \(owner):\(head).")
  }

  fileprivate func edited(_ old: World.PullRequest) throws(Refusal) -> World.PullRequest {
    var pull = old
    if let title = text("title") { pull.title = title }
    if let body = text("body") { pull.body = body }
    if let base = text("base") {
      guard repository.branch(base) != nil else { throw .invalid("base") }
      pull.base = base
    }
    switch text("state") {
    case "closed": pull.closedAt = pull.closedAt ?? world.now
    case "open":
      guard !pull.isMerged else { throw .custom("state cannot be changed.") }
      pull.closedAt = nil
    default: break
    }
    return pull
  }
}
