public import Notation

/// Something that GitHub does now and then, and a test wants now.
public struct Misbehaviour: Sendable {
  /// What goes wrong.
  public enum Effect: Sendable {
    /// The hour's requests are used up.
    case primaryLimit(status: Int = 403, resetAt: World.Time)
    /// Too many at once; without a `Retry-After` where there are no seconds.
    case secondaryLimit(status: Int = 403, retryAfter: Int?)
    /// 502, with a page for people.
    case badGateway
    /// Another answer altogether.
    case answer(StandInAnswer)
    /// The right answer, after so many seconds.
    case slow(Double)
    /// The connection ends after so many bytes of the body.
    case cut(after: Int)
    /// The first half of the body, as if it were all.
    case halfBody
    /// Lists have no more than so many items a page, whatever is asked for.
    case shortPages(of: Int)
    /// The repository is at another address: `/repositories/1000`.
    case moved(to: String)
    /// A field of that name is nowhere in the answer.
    case missing(field: String)
    /// A field of that name has another value everywhere.
    case changed(field: String, to: JSONValue)
    /// A null in the data of GraphQL, and an error that points at it: `["repository", "c0"]`.
    case null(at: [String], type: String, message: String)
    /// GraphQL's own way to say that the hour's points are used up: status 200.
    case outOfPoints(resetAt: World.Time)
    /// A query for more objects than that is too much.
    case tooMuch(above: Int)
  }

  /// When it goes wrong.
  public struct Occasion: Sendable {
    /// `nil` for any.
    public var method: String?
    /// What the path has in it, without the query; empty for any path.
    public var path: String
    /// Which of the requests that fit it hits, counted from 1 since it was asked for; `nil` for all.
    public var turns: ClosedRange<Int>?

    public init(_ path: String = "", method: String? = nil, turns: ClosedRange<Int>? = nil) {
      self.method = method
      self.path = path
      self.turns = turns
    }

    /// The first so many requests for a path.
    public static func first(_ count: Int = 1, _ path: String = "") -> Occasion {
      Occasion(path, turns: 1...count)
    }

    func fits(_ request: StandInRequest) -> Bool {
      let path = request.path.prefix { $0 != "?" }
      return (method ?? request.method) == request.method
        && (self.path.isEmpty || path.contains(self.path))
    }
  }

  public var effect: Effect
  public var occasion: Occasion

  public init(_ effect: Effect, on occasion: Occasion = Occasion()) {
    self.effect = effect
    self.occasion = occasion
  }
}
