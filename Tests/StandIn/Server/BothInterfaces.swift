import Notation

extension GitHubStandIn {
  /// The version that leaves the commits out that pull requests landed as.
  private static let nextVersion = "2026-03-10"

  func rest(
    _ request: StandInRequest,
    _ target: Target,
    _ effects: [Misbehaviour.Effect]
  ) -> StandInAnswer {
    do throws(Refusal) {
      let scene = try scene(request, prefix: target.prefix)
      if target.words == ["rate_limit"] { return StandInAnswer(json: rate.value(in: world)) }
      let body = request.body.isEmpty ? JSONValue.null : JSONValue(reading: request.body)
      guard let body else { throw Refusal(400, "Problems parsing JSON") }
      let router = Router(scene: scene, method: request.method, target: target, body: body)
      var reply = try router.reply()
      if request.headers["x-github-api-version"] == Self.nextVersion { reply.becomeNext() }
      if let changed = reply.world { world = changed }
      let most = effects.compactMap(\.pageSize).min() ?? 100
      let answer = reply.answer(
        at: scene.api + target.path,
        query: target.query,
        most: most,
        unless: request.headers["if-none-match"]
      )
      // What is still so costs nothing.
      if answer.status != 304 { rate.add(1, to: "core") }
      return answer
    } catch {
      rate.add(1, to: "core")
      return error.answer
    }
  }

  func graphQL(
    _ request: StandInRequest,
    _ effects: [Misbehaviour.Effect]
  ) -> StandInAnswer {
    do throws(Refusal) {
      let scene = try scene(request, prefix: "")
      guard request.method == "POST" else { throw .notFound }
      guard scene.token != .nobody else { throw .badCredentials }
      guard let body = JSONValue(reading: request.body), let query = body["query"]?.text else {
        throw Refusal(400, "Problems parsing JSON")
      }
      let run = GraphQLRun(
        scene: scene,
        used: rate.used["graphql"] ?? 0,
        mostObjects: effects.compactMap(\.mostObjects).min()
      )
      let (answer, cost) = run.answer(query, body["variables"] ?? .null)
      rate.add(cost, to: "graphql")
      return StandInAnswer(json: answer)
    } catch {
      return error.answer
    }
  }
}
