/// Nobody who may has said no.
enum Rejection {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
    signed(ballot) + (situation.isGitHubAsked ? onGitHub(situation) : [])
  }

  /// Where the policy goes by GitHub's record, a no is one there too.
  private static func onGitHub(_ situation: Situation) -> [Finding] {
    (situation.github?.blocking ?? []).sorted().map { person in
      Finding(
        .rejection,
        .error,
        "'\(person)' asks for changes on GitHub (\(situation.github?.source ?? ""))",
        hint: "talk to them: their later review takes the place of it"
      )
    }
  }

  private static func signed(_ ballot: Ballot) -> [Finding] {
    ballot.rejecting.sorted().map { person in
      Finding(
        .rejection,
        .error,
        "'\(person)' rejects the change",
        hint: "talk to them: their later word takes the place of it"
      )
    }
  }
}
