import GitHub

/// Gives the answers that a test has written down, one after another, and keeps what was asked.
actor ScriptedTransport: Transport {
  private var answers: [Result<HTTPResponse, TransportError>]
  private(set) var requests: [HTTPRequest] = []

  init(_ answers: [Result<HTTPResponse, TransportError>]) { self.answers = answers }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    requests.append(request)
    guard !answers.isEmpty else { throw TransportError("the script is over", isPassing: false) }
    return try answers.removeFirst().get()
  }
}

/// A clock that waits by being told that it is later.
final class ScriptedClock: @unchecked Sendable {
  // Tests ask one thing after another.
  private(set) var now = 1_785_578_000
  private(set) var waits: [Int] = []

  var clock: Client.Clock {
    Client.Clock(now: { self.now }) { seconds in
      self.waits.append(Int(seconds))
      self.now += Int(seconds)
    }
  }
}

extension Result<HTTPResponse, TransportError> {
  static func answer(
    _ status: Int,
    _ body: String = "{}",
    _ headers: [(String, String)] = []
  ) -> Self {
    .success(HTTPResponse(status: status, headers: HTTPHeaders(headers), body: Array(body.utf8)))
  }
}
