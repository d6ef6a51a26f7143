import Notation

extension Misbehaviour.Effect {
  /// What is answered without a look at the world; `nil` where the world is asked.
  func answer(limit: Int, isGraphQL: Bool) -> StandInAnswer? {
    switch self {
    case .answer(let answer): answer
    case .badGateway:
      StandInAnswer(
        502,
        "<html><head><title>Unicorn!</title></head><body>502</body></html>",
        headers: ["Content-Type": "text/html; charset=utf-8"]
      )
    case .primaryLimit(let status, let time):
      Self.refusal(status, "API rate limit exceeded for user ID 1.", Self.used(limit, time))
    case .secondaryLimit(let status, let seconds):
      Self.refusal(
        status,
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        seconds.map { ["Retry-After": String($0)] } ?? [:]
      )
    case .moved(let place): Self.refusal(301, "Moved Permanently", ["Location": place])
    case .outOfPoints(let time) where isGraphQL: Self.outOfPoints(Self.used(limit, time))
    default: nil
    }
  }

  private static func used(_ limit: Int, _ time: World.Time) -> [String: String] {
    [
      "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": "0",
      "X-RateLimit-Used": String(limit), "X-RateLimit-Reset": String(time.seconds),
    ]
  }

  private static func refusal(
    _ status: Int,
    _ message: String,
    _ headers: [String: String]
  ) -> StandInAnswer {
    var answer = StandInAnswer(json: Refusal(status, message).body, status: status)
    answer.headers.merge(headers) { $1 }
    return answer
  }

  private static func outOfPoints(_ headers: [String: String]) -> StandInAnswer {
    let fault: JSONValue = [
      "type": "RATE_LIMITED", "message": "API rate limit exceeded for user ID 1.",
    ]
    var answer = StandInAnswer(json: ["errors": [fault]])
    answer.headers.merge(headers) { $1 }
    return answer
  }
}
