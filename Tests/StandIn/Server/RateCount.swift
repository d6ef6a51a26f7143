import Notation

/// How much of the hour is used up, of requests and of points.
struct RateCount {
  private(set) var used: [String: Int] = [:]

  /// The hour that is counted.
  private var reset: World.Time?

  mutating func add(_ points: Int, to resource: String) { used[resource, default: 0] += points }

  /// Begins again when the world's clock is in another hour.
  mutating func look(at world: World) {
    if reset != world.reset { used = [:] }
    reset = world.reset
  }

  /// What is answered when nothing is left; `nil` while something is.
  func refusal(_ resource: String, in world: World) -> Misbehaviour.Effect? {
    guard used[resource] ?? 0 >= world.limit else { return nil }
    return resource == "graphql"
      ? .outOfPoints(resetAt: world.reset) : .primaryLimit(resetAt: world.reset)
  }

  func headers(_ resource: String, in world: World) -> [String: String] {
    let (limit, used) = (world.limit, used[resource] ?? 0)
    return [
      "X-RateLimit-Limit": String(limit), "X-RateLimit-Used": String(used),
      "X-RateLimit-Remaining": String(max(0, limit - used)),
      "X-RateLimit-Reset": String(world.reset.seconds), "X-RateLimit-Resource": resource,
    ]
  }

  /// What `/rate_limit` says, which costs nothing itself.
  func value(in world: World) -> JSONValue {
    func part(_ resource: String) -> JSONValue {
      let used = used[resource] ?? 0
      return [
        "limit": .number(world.limit), "used": .number(used),
        "remaining": .number(max(0, world.limit - used)), "reset": .number(world.reset.seconds),
      ]
    }
    return [
      "rate": part("core"),
      "resources": [
        "core": part("core"), "graphql": part("graphql"), "search": part("search"),
      ],
    ]
  }
}

extension World {
  var limit: Int { hourlyLimit ?? 5_000 }
  /// When the hour is over.
  var reset: Time { Time(now.seconds - now.seconds % 3_600 + 3_600) }
}
