/// What names a pointer: a service in an environment, wherever its file lies.
public struct PointerKey: Hashable, Sendable {
  public let service: String
  /// The environment's name.
  public let environment: String

  public init(service: String, environment: String) {
    self.service = service
    self.environment = environment
  }
}

extension PointerKey: Comparable {
  public static func < (one: PointerKey, other: PointerKey) -> Bool {
    (one.service, one.environment) < (other.service, other.environment)
  }
}
