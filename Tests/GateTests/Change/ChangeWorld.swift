import Attestations
import Gate
import Git
import History
import OpsTestSupport
import Pointers
import Testing

/// An ops repository in which branches are made and land, and what opsgate says of them.
struct ChangeWorld {
  static let repository = "github.com/acme/ops"

  static let policy = """
    version: 1
    repository: github.com/acme/ops
    mainline: main
    pointers:
      - path: apps/{service}/{environment}/values.yaml
        key: image.tag
        part: tag
      - path: shared.yaml
        key: "{environment}.{service}.tag"
      - path: pinned/{environment}/{service}.yaml
        key: digest
        comment: version
    environments: [dev, production]
    """

  let git: GitFolder
  let layout: Layout

  static func make(at folder: Folder) throws -> ChangeWorld {
    let world = ChangeWorld(
      git: try GitFolder.make(at: folder),
      layout: try Policy.read(Array(policy.utf8)).layout
    )
    try world.git.write(".opsgate/policy.yaml", policy)
    for environment in ["dev", "production"] {
      for service in ["api", "web"] { try world.set(service, environment, "v1") }
    }
    try world.share(production: "v1")
    try world.git.commit("Begin")
    return world
  }

  func set(_ service: String, _ environment: String, _ tag: String, more: String = "") throws {
    try git.write(
      "apps/\(service)/\(environment)/values.yaml",
      "image:\n  tag: registry/\(service):\(tag)\nreplicas: 2\n\(more)"
    )
  }

  /// A file of all environments, whose pointers stand far enough apart for git to merge their moves.
  func share(dev: String = "v1", production: String, more: String = "") throws {
    let space = String(repeating: "  # nothing\n", count: 8)
    try git.write(
      "shared.yaml",
      "dev:\n  api: {tag: \(dev)}\n\(space)production:\n  api: {tag: \(production)}\n\(more)"
    )
  }

  /// Makes a branch of one commit, and goes back to where the repository was.
  @discardableResult
  func branch(
    _ name: String,
    _ message: String = "Move",
    _ edit: () throws -> Void
  ) throws
    -> String
  {
    let here = try git.git("rev-parse", "--abbrev-ref", "HEAD")
    try git.branch(name)
    try edit()
    let made = try git.commit(message)
    try git.go(to: here)
    return made
  }

  func changes(of revision: String, inForce: String? = nil) async throws -> [EnvironmentChange] {
    let opened = try Repository(discovering: git.path, environment: [:])
    return try await EnvironmentChange.read(
      opened,
      of: try opened.resolve(revision),
      mainline: try opened.resolve("main"),
      layout: layout,
      inForce: try inForce.map { try opened.resolve($0) },
      with: GitProgram(directory: git.path, environment: git.environment)
    )
  }

  func change(
    of revision: String,
    to environment: String = "production"
  ) async throws
    -> EnvironmentChange
  {
    try #require(try await changes(of: revision).first { $0.environment == environment })
  }

  func digest(
    of revision: String,
    in environment: String = "production",
    for repository: String = repository
  ) async throws -> String {
    try ChangeDigest.digest(
      of: try await change(of: revision, to: environment),
      repository: repository
    )
  }
}
