public import Git

/// One review of a pull request, as it is now: a dismissed one no longer says what it was.
public struct Review: Hashable, Sendable {
  /// GitHub adds states: what is not known changes no opinion.
  public enum State: Hashable, Sendable {
    case approved, changesRequested, commented, dismissed, pending
    case other(String)

    public init(_ name: String) {
      self =
        switch name {
        case "APPROVED": .approved
        case "CHANGES_REQUESTED": .changesRequested
        case "COMMENTED": .commented
        case "DISMISSED": .dismissed
        case "PENDING": .pending
        default: .other(name)
        }
    }

    /// As GitHub calls it; `nil` for one that was not handed in.
    public var name: String? {
      switch self {
      case .approved: "APPROVED"
      case .changesRequested: "CHANGES_REQUESTED"
      case .commented: "COMMENTED"
      case .dismissed: "DISMISSED"
      case .pending: nil
      case .other(let name): name
      }
    }

    /// Whether it takes the place of what its author said before.
    var isOpinion: Bool { [.approved, .changesRequested, .dismissed].contains(self) }
  }

  public var id: Int
  /// `nil` where the account was deleted.
  public var author: Account?
  public var state: State
  /// Seconds since 1970, by GitHub's clock; `nil` for one that is not submitted.
  public var submittedAt: Int?
  /// The head that it is shown for, which a force push moves along; `nil` where GitHub names none.
  public var commit: ObjectID?
  /// Where people read it.
  public var url: String?

  public init(
    id: Int,
    author: Account?,
    state: State,
    submittedAt: Int?,
    commit: ObjectID?,
    url: String? = nil
  ) {
    self.id = id
    self.author = author
    self.state = state
    self.submittedAt = submittedAt
    self.commit = commit
    self.url = url
  }
}
