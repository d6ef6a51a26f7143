extension Shape {
  /// Something that happened to a pull request; which fields it has, its type says.
  enum EventPart: Decodable {
    case forcePush(Push)
    case dismissal(Dismissal)
    case retargeting(Moment)
    /// One that came since, and was not asked for.
    case other

    struct Push: Decodable {
      let createdAt: String
      @Given
      var actor: Actor?
      @Given
      var beforeCommit: Named?
      @Given
      var afterCommit: Named?
    }

    struct Dismissal: Decodable {
      let createdAt: String
      @Given
      var actor: Actor?
      @Given
      var review: ReviewName?
    }

    struct Moment: Decodable { let createdAt: String }

    private enum CodingKeys: String, CodingKey { case typename = "__typename" }

    init(from decoder: any Decoder) throws {
      let name = try decoder.container(keyedBy: CodingKeys.self)
        .decode(String.self, forKey: .typename)
      self =
        switch name {
        case "HeadRefForcePushedEvent": .forcePush(try Push(from: decoder))
        case "ReviewDismissedEvent": .dismissal(try Dismissal(from: decoder))
        case "BaseRefChangedEvent": .retargeting(try Moment(from: decoder))
        default: .other
        }
    }
  }
}
