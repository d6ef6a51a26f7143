import Foundation
import OpsTestSupport

/// An agent that holds keys for one test.
struct SSHAgent {
  let socket: String
  private let process: RunningProgram

  init(in scratch: Folder) throws {
    socket = scratch.path("agent")
    process = try Shell.start("ssh-agent", ["-D", "-a", socket])
    for _ in 0..<500 where !scratch.exists("agent") { usleep(10_000) }
  }

  func take(_ key: String, in scratch: Folder) throws {
    try Shell.run(
      "ssh-add",
      ["-q", scratch.path(key)],
      environment: Shell.plainEnvironment.merging(["SSH_AUTH_SOCK": socket]) { $1 }
    ).checked()
  }

  func stop() {
    process.kill()
    // How it ended is known.
    _ = try? process.wait()
  }
}
