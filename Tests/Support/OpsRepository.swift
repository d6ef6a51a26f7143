/// An ops repository of the common shape: `apps/{service}/{environment}/values.yaml`, `image.tag`.
public struct OpsRepository: Sendable {
  public let repository: GitFolder
  public let services: [String]
  public let environments: [String]

  /// Makes a repository whose first commit has a policy and every pointer at one tag.
  public static func make(
    at folder: Folder,
    services: [String] = ["api", "web"],
    environments: [String] = ["dev", "staging", "production"],
    tag: String = "v1.0.0",
    clock: TestClock = TestClock()
  ) throws -> OpsRepository {
    let made = OpsRepository(
      repository: try GitFolder.make(at: folder, clock: clock),
      services: services,
      environments: environments
    )
    try made.repository.write(".opsgate/policy.yaml", made.policy)
    for service in services {
      for environment in environments { try made.set(service, environment, to: tag) }
    }
    try made.repository.commit("Lay out the ops repository")
    return made
  }

  public var folder: Folder { repository.folder }

  /// The policy: one pointer template, and the environments in promotion order.
  public var policy: String {
    var text = """
      version: 1
      mainline: main
      pointers:
        - path: apps/{service}/{environment}/values.yaml
          key: image.tag
      environments:

      """
    for (index, name) in environments.enumerated() {
      text += "  - name: \(name)\n"
      if index > 0 { text += "    from: \(environments[index - 1])\n" }
    }
    return text
  }

  /// Where a pointer's file is.
  public func file(_ service: String, _ environment: String) -> String {
    "apps/\(service)/\(environment)/values.yaml"
  }

  /// Writes a pointer's file without a commit, so that several pointers can share one.
  public func set(_ service: String, _ environment: String, to tag: String) throws {
    try repository.write(
      file(service, environment),
      """
      # \(service) in \(environment)
      image:
        repository: registry.example/\(service)
        tag: \(tag) # moved by hand or by opsgate
      replicas: 2

      """
    )
  }

  /// Points a service in an environment at a tag, as one commit; returns its full id.
  @discardableResult
  public func point(
    _ service: String,
    _ environment: String,
    at tag: String,
    message: String? = nil,
    author: Person = .ana
  ) throws -> String {
    try set(service, environment, to: tag)
    return try repository.commit(
      message ?? "Set \(service) to \(tag) in \(environment)",
      author: author
    )
  }
}
