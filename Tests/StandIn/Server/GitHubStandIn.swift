import Notation

/// A world that answers requests as GitHub does, and remembers them.
public actor GitHubStandIn {
  /// What is there; a test may change it while the server runs.
  public internal(set) var world: World
  /// Every request so far, refused ones too, in the order of their coming.
  public private(set) var requests: [StandInRequest] = []
  private var misbehaviours = MisbehaviourCounts()
  /// Brings the world up to what is outside of it.
  private var follow: @Sendable (inout World) -> Void = { _ in }
  var rate = RateCount()

  /// - Parameters:
  ///   - world: What is there at first.
  ///   - misbehaviours: What goes wrong; more can be asked for later.
  public init(_ world: World, misbehaviours: [Misbehaviour] = []) {
    self.world = world
    for misbehaviour in misbehaviours { self.misbehaviours.add(misbehaviour) }
  }

  /// Changes what is there.
  public func change(_ change: @Sendable (inout World) -> Void) { change(&world) }

  /// Lets the world follow what is outside of it, as a repository that others push to: before each answer.
  public func follow(_ change: @escaping @Sendable (inout World) -> Void) { follow = change }

  /// Lets something go wrong from now on.
  public func misbehave(_ effect: Misbehaviour.Effect, on occasion: Misbehaviour.Occasion = .init())
  {
    misbehaviours.add(Misbehaviour(effect, on: occasion))
  }

  /// Nothing goes wrong any more.
  public func behave() { misbehaviours.removeAll() }

  /// Forgets the requests so far.
  public func forgetRequests() { requests = [] }

  /// How many requests there were for paths that have something in them.
  public func count(_ path: String = "", method: String? = nil) -> Int {
    let occasion = Misbehaviour.Occasion(path, method: method)
    return requests.count { occasion.fits($0) }
  }

  /// Answers one request.
  public func answer(_ request: StandInRequest) -> StandInAnswer {
    requests.append(request)
    follow(&world)
    rate.look(at: world)
    var effects = misbehaviours.effects(on: request)
    let target = Target(request.path)
    let isGraphQL = target.path == "/graphql" || target.path == "/api/graphql"
    let resource = isGraphQL ? "graphql" : "core"
    // What is left is said for nothing, also when nothing is.
    if target.words != ["rate_limit"], let refusal = rate.refusal(resource, in: world) {
      effects.append(refusal)
    }
    for effect in effects {
      if let answer = effect.answer(limit: world.limit, isGraphQL: isGraphQL) {
        return finished(answer, effects, resource)
      }
    }
    let answer = isGraphQL ? graphQL(request, effects) : rest(request, target, effects)
    return finished(answer, effects, resource)
  }

  private func finished(
    _ answer: StandInAnswer,
    _ effects: [Misbehaviour.Effect],
    _ resource: String
  ) -> StandInAnswer {
    var answer = effects.reduce(answer) { $1.spoil($0) }
    var headers = rate.headers(resource, in: world)
    headers["X-GitHub-Request-Id"] = "0000:\(requests.count)"
    headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    answer.headers.merge(headers) { own, _ in own }
    return answer
  }

  func scene(_ request: StandInRequest, prefix: String) throws(Refusal) -> Scene {
    let token = try Doorkeeper(world: world).token(for: request)
    let web = "http://\(request.headers["host"] ?? "localhost")"
    return Scene(world: world, api: web + prefix, web: web, token: token)
  }
}
