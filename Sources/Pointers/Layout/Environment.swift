/// Where services run, as the policy file declares it.
public struct Environment: Sendable {
  /// What people call it: `production`.
  public let name: String
  /// The environment that promotions come from; `nil` for a first one.
  public let from: String?
  /// Its spelling in paths, where `{environment}` stands: `prod`.
  public let directory: String
  /// The files that belong to it; `nil` where the policy names none, see ``Layout/isInScope(_:of:)``.
  public let scope: [Glob]?

  public init(name: String, from: String? = nil, directory: String? = nil, scope: [Glob]? = nil) {
    self.name = name
    self.from = from
    self.directory = directory ?? name
    self.scope = scope
  }
}
