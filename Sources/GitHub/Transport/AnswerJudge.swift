import Notation

/// Says of an answer whether it is one, whether to ask again and when, or what is unknown.
///
/// The order is that of GitHub's documentation: a limit that is used up, one that only asks to slow down, a right that
/// is missing, a fault of the server.
struct AnswerJudge {
  enum Step: Hashable {
    case take
    /// Ask again in so many seconds; where nobody has that long, this is unknown.
    case retry(after: Int, orElse: Unknown)
    /// Ask there instead, in the same way.
    case follow(String)
    case giveUp(Unknown)
  }

  private static let secondaryWait = 60
  private static let mostTries = 3

  let operation: String
  /// In seconds since 1970.
  let now: Int
  /// How often it was asked, this time included.
  let tries: Int
  /// Whether asking twice changes nothing: everything but the requests that create something.
  let isRepeatable: Bool

  func step(_ response: HTTPResponse) -> Step {
    switch response.status {
    case 200..<300, 304: .take
    case 301, 302, 307, 308: follow(response)
    case 401:
      .giveUp(
        unknown(.unauthorized, response, hint: "give a token that is valid: `gh auth status`")
      )
    case 403, 429: limited(response)
    case 404: .giveUp(unknown(.notFoundOrHidden, response))
    case 500...: isRepeatable ? again(response) : .giveUp(unknown(.unavailable, response))
    default: .giveUp(unknown(.refused(status: response.status), response))
    }
  }

  /// The same for a way that did not carry.
  func step(_ error: TransportError) -> Step {
    let unknown = Unknown(.unavailable, operation, reason: error.reason)
    guard error.isPassing, isRepeatable, tries < Self.mostTries else { return .giveUp(unknown) }
    return .retry(after: 1 << (tries - 1), orElse: unknown)
  }

  private func follow(_ response: HTTPResponse) -> Step {
    guard let place = response.headers["location"] else {
      return .giveUp(unknown(.notUnderstood, response))
    }
    return .follow(place)
  }

  private func limited(_ response: HTTPResponse) -> Step {
    if response.headers["x-ratelimit-remaining"] == "0" {
      let reset = response.headers["x-ratelimit-reset"].flatMap { Int($0) } ?? now + 60
      let limit = limit(until: reset + 1, response)
      return tries < Self.mostTries
        ? .retry(after: max(1, reset + 1 - now), orElse: limit) : .giveUp(limit)
    }
    let message = message(of: response)
    let isSecondary =
      message.text.lowercased().contains("secondary rate")
      || message.documentation.hasSuffix("secondary-rate-limits")
      || message.documentation.hasSuffix("#abuse-rate-limits")
      || response.headers["retry-after"] != nil || response.status == 429
    guard isSecondary else { return .giveUp(forbidden(response)) }
    let asked = response.headers["retry-after"].flatMap { Int($0) }
    let wait = asked ?? Self.secondaryWait << (tries - 1)
    let limit = limit(until: now + wait, response)
    return tries < Self.mostTries ? .retry(after: wait, orElse: limit) : .giveUp(limit)
  }

  private func limit(until time: Int, _ response: HTTPResponse) -> Unknown {
    Unknown(
      .rateLimited(until: time),
      operation,
      reason:
        "GitHub answered \(response.status), and asks to wait until \(Timestamp.rfc3339(time))",
      hint: "run it again after that, or give a token with a higher limit",
      requestID: response.headers["x-github-request-id"]
    )
  }

  private func forbidden(_ response: HTTPResponse) -> Unknown {
    let needs = response.headers["x-accepted-github-permissions"]
    let isSSO = response.headers["x-github-sso"] != nil
    return unknown(
      .forbidden(needs: needs),
      response,
      hint: isSSO
        ? "let the token in at the organisation's single sign-on"
        : needs.map { "give a token that may: \($0)" }
          ?? "give a token that may read it: `gh auth status`"
    )
  }

  private func again(_ response: HTTPResponse) -> Step {
    let unknown = unknown(.unavailable, response)
    guard tries < Self.mostTries else { return .giveUp(unknown) }
    return .retry(after: 1 << (tries - 1), orElse: unknown)
  }

  private func unknown(
    _ kind: Unknown.Kind,
    _ response: HTTPResponse,
    hint: String? = nil
  ) -> Unknown {
    let said = message(of: response).text
    return Unknown(
      kind,
      operation,
      reason: "GitHub answered \(response.status)" + (said.isEmpty ? "" : ": \(said)"),
      hint: hint,
      requestID: response.headers["x-github-request-id"]
    )
  }

  /// What the body says, if it is GitHub's and not some proxy's page; on one line, and no longer than that.
  private func message(of response: HTTPResponse) -> (text: String, documentation: String) {
    guard let body = ErrorBody(response.body) else { return ("", "") }
    let words =
      body.message + (body.details.isEmpty ? "" : ": ") + body.details.joined(separator: "; ")
    let line = words.split(whereSeparator: \.isNewline).joined(separator: " ")
    return (Token.redacting(String(line.prefix(300))), body.documentation ?? "")
  }
}
