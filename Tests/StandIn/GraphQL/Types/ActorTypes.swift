extension GraphSchema {
  static let actors =
    [World.Account.Kind.user, .bot, .organization].map(actor)
    + [mannequin, enterpriseAccount, gitActor, team, app]

  private static func actor(_ kind: World.Account.Kind) -> GraphType {
    .object(kind.rawValue, of: World.Account.self) { fields in
      fill(&fields)
      guard kind != .bot else { return }
      fields.text("name") { $0.name }
      fields.text("email") { $0.email ?? "" }
    }
  }

  private static func fill(_ fields: inout GraphFields<World.Account>) {
    fields.text("id") { Scene.node("U", $0.id) }
    fields.text("login") { $0.login }
    fields.number("databaseId") { $0.id }
  }

  private static let mannequin = GraphType.object("Mannequin", of: World.Account.self) { fields in
    fill(&fields)
    // Nobody in a world has ever claimed one.
    fields.object("claimant", "User") { _, _ in nil }
  }

  private static let enterpriseAccount = GraphType.object(
    "EnterpriseUserAccount",
    of: World.Account.self
  ) { fields in
    fields.text("id") { Scene.node("U", $0.id) }
    fields.text("login") { $0.login }
    fields.object("user", "User") { account, call in call.user(account.id) }
  }

  private static let gitActor = GraphType.object("GitActor", of: World.Commit.Person.self) {
    fields in
    fields.text("name") { $0.name }
    fields.text("email") { $0.email }
    fields.object("user", "User") { person, call in call.user(person.account) }
  }

  private static let team = GraphType.object("Team", of: World.Team.self) { fields in
    fields.text("id") { Scene.node("T", $0.id) }
    fields.number("databaseId") { $0.id }
    fields.text("slug") { $0.slug }
    fields.text("name") { $0.slug }
    fields.object("organization", "Organization") { team, call in call.actor(team.organization) }
  }

  private static let app = GraphType.object("App", of: World.App.self) { fields in
    fields.text("id") { Scene.node("A", $0.id) }
    fields.number("databaseId") { $0.id }
    fields.text("slug") { $0.slug }
  }
}
