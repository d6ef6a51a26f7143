/// Says who is let in, before anything is looked for.
struct Doorkeeper {
  let world: World

  /// - Returns: What the asker may.
  /// - Throws: `Refusal`, as GitHub words it.
  func token(for request: StandInRequest) throws(Refusal) -> World.Token {
    guard request.headers["user-agent"]?.isEmpty == false else {
      throw Refusal(
        403,
        "Request forbidden by administrative rules. "
          + "Please make sure your request has a User-Agent header"
      )
    }
    if let version = request.headers["x-github-api-version"] {
      guard world.versions.contains(version) else {
        throw Refusal(400, "X-GitHub-Api-Version header value is not a supported API version")
      }
    }
    return try token(request.headers["authorization"])
  }

  private func token(_ authorization: String?) throws(Refusal) -> World.Token {
    guard !world.tokens.isEmpty else { return .anybody }
    guard let authorization else { return .nobody }
    let words = authorization.split(separator: " ", maxSplits: 1)
    guard words.count == 2, ["bearer", "token"].contains(words[0].lowercased()),
      let token = world.tokens.first(where: { $0.value == words[1] })
    else { throw .badCredentials }
    return token
  }
}
