import Notation

extension Scene {
  /// A commit as the REST interface has it.
  func commit(_ commit: World.Commit, in repository: World.Repository) -> JSONValue {
    let url = "\(url(repository))/commits/\(commit.oid)"
    let author = commit.authors.first
    return [
      "url": .string(url), "sha": .string(commit.oid), "node_id": .string("C_\(commit.oid)"),
      "html_url": .string("\(page(repository))/commit/\(commit.oid)"),
      "comments_url": .string("\(url)/comments"), "commit": inner(commit, in: repository),
      "author": account(author?.account),
      "committer": account((commit.committer ?? author)?.account),
      "parents": .array(commit.parents.map { parent(String($0), in: repository) }),
    ]
  }

  private func inner(_ commit: World.Commit, in repository: World.Repository) -> JSONValue {
    let git = "\(url(repository))/git"
    return [
      "url": .string("\(git)/commits/\(commit.oid)"), "message": .string(commit.message),
      "author": person(commit.authors.first, of: commit), "comment_count": 0,
      "committer": person(commit.committer ?? commit.authors.first, of: commit),
      "tree": ["sha": .string(commit.tree), "url": .string("\(git)/trees/\(commit.tree)")],
    ]
  }

  private func person(_ person: World.Commit.Person?, of commit: World.Commit) -> JSONValue {
    guard let person else { return .null }
    return [
      "name": .string(person.name), "email": .string(person.email),
      "date": time(commit.committedAt),
    ]
  }

  private func parent(_ oid: String, in repository: World.Repository) -> JSONValue {
    [
      "sha": .string(oid), "url": .string("\(url(repository))/commits/\(oid)"),
      "html_url": .string("\(page(repository))/commit/\(oid)"),
    ]
  }

  /// A branch with the commit that it points at.
  func branch(_ branch: World.Branch, in repository: World.Repository) -> JSONValue {
    let url = "\(url(repository))/branches/\(branch.name.asPathWord)"
    let commit = repository.commit(branch.head).map { self.commit($0, in: repository) } ?? .null
    return [
      "name": .string(branch.name), "commit": commit, "protected": .bool(branch.protection != nil),
      "protection": ["enabled": .bool(branch.protection != nil)],
      "protection_url": .string("\(url)/protection"),
      "_links": [
        "self": .string(url), "html": .string("\(page(repository))/tree/\(branch.name)"),
      ],
    ]
  }
}
