/// Nobody who may has said no.
enum Rejection {
  static func findings(_ situation: Situation, _ ballot: Ballot) -> [Finding] {
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
