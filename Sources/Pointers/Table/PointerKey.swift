/// What names a pointer: a service in an environment, wherever its file lies.
///
/// Names are the same where their bytes are: two files can differ in how an accent is written, and in nothing else.
public struct PointerKey: Hashable, Sendable {
  public let service: String
  /// The environment's name.
  public let environment: String

  public init(service: String, environment: String) {
    self.service = service
    self.environment = environment
  }

  public static func == (one: PointerKey, other: PointerKey) -> Bool {
    one.service.utf8.elementsEqual(other.service.utf8)
      && one.environment.utf8.elementsEqual(other.environment.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ExactText(service))
    hasher.combine(ExactText(environment))
  }
}

extension PointerKey: Comparable {
  public static func < (one: PointerKey, other: PointerKey) -> Bool {
    (one.service, one.environment) < (other.service, other.environment)
  }
}
