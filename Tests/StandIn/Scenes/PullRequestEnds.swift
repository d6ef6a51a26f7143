import Notation

extension Scene {
  /// Where a pull request leads.
  func base(of pull: World.PullRequest, in repository: World.Repository) -> JSONValue {
    let oid = Self.baseOid(of: pull, in: repository)
    let owner = world.account(repository.owner)
    return [
      "label": .string("\(owner?.login ?? "ghost"):\(pull.base)"), "ref": .string(pull.base),
      "sha": .string(oid), "repo": self.repository(repository), "user": account(repository.owner),
    ]
  }

  /// Where it comes from; a fork that is not in the world is gone, and null.
  func head(of pull: World.PullRequest, in repository: World.Repository) -> JSONValue {
    let home = Self.home(of: pull, in: repository, world)
    let owner = home.flatMap { world.account($0.owner) }
    return [
      "label": .string("\(owner?.login ?? "unknown repository"):\(pull.head)"),
      "ref": .string(pull.head), "sha": .string(pull.headOid),
      "repo": home.map { self.repository($0) } ?? .null, "user": owner.map { account($0) } ?? .null,
    ]
  }

  static func baseOid(of pull: World.PullRequest, in repository: World.Repository) -> String {
    pull.baseOid ?? repository.branch(pull.base)?.head ?? String(repeating: "0", count: 40)
  }

  /// The repository that has the head.
  static func home(
    of pull: World.PullRequest,
    in repository: World.Repository,
    _ world: World
  ) -> World.Repository? {
    guard let fork = pull.headRepository else { return repository }
    return world.repositories.first { world.fullName($0).isSameName(as: fork) }
  }
}
