import ArgumentParser
import Foundation
import StandIn

/// `github-stand-in`: the stand-in by itself, for trying things out.
@main
struct StandInCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "github-stand-in",
    abstract: "Serve a small world as GitHub would, on this machine alone.",
    discussion: """
      The server answers the parts of GitHub's REST and GraphQL interfaces that opsgate asks. Without a file it has an \
      example: the repository acme/ops, the pull requests 812 and 813, and the tokens ghp_everything and ghs_workflow. \
      It runs until it is interrupted, and forgets what was changed.
      """
  )

  @Option(help: "Where to listen; the system picks a free port for 0.")
  var port = 0

  @Option(help: ArgumentHelp("A world as JSON, as --print-world writes one.", valueName: "file"))
  var world: String?

  @Flag(help: "Write the world as JSON, and serve nothing.")
  var printWorld = false

  func run() async throws {
    let world = try chosenWorld()
    guard !printWorld else {
      return print(String(decoding: try world.json(), as: UTF8.self))
    }
    try await StandInServer.run(world, port: port) { stand in
      print(Self.greeting(stand, world))
      // Standard output may be a file or a pipe, where a line would wait for more to come.
      fflush(nil)
      while true { try await Task.sleep(for: .seconds(3_600)) }
    }
  }

  private func chosenWorld() throws -> World {
    guard let path = world else { return .example }
    guard let json = FileManager.default.contents(atPath: path) else {
      throw ValidationError("\(path) cannot be read.")
    }
    do {
      return try World(json: json)
    } catch {
      throw ValidationError("\(path) is no world: \(error)")
    }
  }

  private static func greeting(_ stand: StandInGitHub, _ world: World) -> String {
    let token = world.tokens.first.map { "export GITHUB_TOKEN=\($0.value)\n" } ?? ""
    return """
      GitHub's stand-in listens at \(stand.url)

      Point opsgate at it as a workflow on a server of one's own is pointed:
      export GITHUB_ACTIONS=true
      export GITHUB_SERVER_URL=\(stand.url)
      export GITHUB_API_URL=\(stand.url)/api/v3
      export GITHUB_GRAPHQL_URL=\(stand.url)/api/graphql
      \(token)
      Look yourself:
      curl '\(stand.url)/repos/acme/ops/pulls?state=all'\(world.tokens.isEmpty ? "" : " -H \"Authorization: Bearer $GITHUB_TOKEN\"")
      """
  }
}
