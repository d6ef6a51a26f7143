import OpsTestSupport
import Testing
import Yams

/// Runs a job's steps as a runner of GitHub Actions would, as far as the example workflows go: a step that it does not
/// know fails the test.
///
/// What `actions/checkout` does, the test has done: the folder is the clone.
struct ActionsRunner {
  let folder: GitFolder
  /// What the machine has, a search path with opsgate on it above all.
  let machine: [String: String]
  /// What `${{ … }}` stands for.
  let values: [String: String]

  /// One step that ran.
  struct Ran {
    let line: String
    let run: ProgramRun
  }

  /// Runs every job of a workflow, each step whatever the one before said.
  func run(_ workflow: String) throws -> [Ran] {
    let jobs = try #require(try loaded(workflow)["jobs"] as? [String: [String: Any]])
    return try jobs.sorted { $0.key < $1.key }.flatMap { _, job in
      let variables = try filled(job["env"] as? [String: String])
      let steps = try #require(job["steps"] as? [[String: Any]])
      return try steps.flatMap { try run($0, variables) }
    }
  }

  private func run(_ step: [String: Any], _ variables: [String: String]) throws -> [Ran] {
    let variables = try variables.merging(filled(step["env"] as? [String: String])) { $1 }
    guard let used = step["uses"] as? String else { return [try script(of: step, variables)] }
    guard !used.hasPrefix("actions/checkout@") else {
      let depth = (step["with"] as? [String: Any])?["fetch-depth"]
      #expect(depth as? Int == 0, "\(used) fetches one commit")
      return []
    }
    #expect(used == "acme/opsgate/.github/actions/opsgate@main")
    return try composite(with: step["with"] as? [String: String] ?? [:], variables)
  }

  /// The action of this very repository.
  private func composite(
    with given: [String: String],
    _ variables: [String: String]
  ) throws -> [Ran] {
    let action = try loaded(packageFolder().text(".github/actions/opsgate/action.yml"))
    let known = try #require(action["inputs"] as? [String: [String: Any]])
    #expect(Set(given.keys).isSubset(of: known.keys), "\(given)")
    var inner = values
    for (name, input) in known {
      inner["inputs.\(name)"] = try filled(given)[name] ?? input["default"] as? String ?? ""
    }
    inner["env.GH_TOKEN || github.token"] = variables["GH_TOKEN"] ?? values["github.token"]
    let runner = ActionsRunner(folder: folder, machine: machine, values: inner)
    let runs = try #require(action["runs"] as? [String: Any])
    return try runner.steps(of: runs, variables)
  }

  private func steps(of runs: [String: Any], _ variables: [String: String]) throws -> [Ran] {
    let steps = try #require(runs["steps"] as? [[String: Any]])
    return try steps.compactMap { step in
      if let condition = step["if"] as? String {
        let asked = try #require(condition.wholeMatch(of: /(\S+) != ''/), "\(condition)")
        guard try #require(values[String(asked.1)]) != "" else { return nil }
      }
      let own = try filled(step["env"] as? [String: String])
      return try script(of: step, variables.merging(own) { $1 })
    }
  }

  /// As Actions runs a script: bash that stops at the first failure.
  private func script(of step: [String: Any], _ variables: [String: String]) throws -> Ran {
    let text = try #require(step["run"] as? String)
    #expect(!text.contains("${{"), "others' text in a script: \(text)")
    folder.clock.tick()
    let run = try Shell.run(
      "bash",
      ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", text],
      in: folder.path,
      environment: machine.merging(folder.clock.environment) { $1 }.merging(variables) { $1 }
    )
    return Ran(line: variables["ARGUMENTS"].map { "opsgate \($0)" } ?? text, run: run)
  }

  private func filled(_ variables: [String: String]?) throws -> [String: String] {
    try (variables ?? [:]).mapValues { text in
      guard let asked = text.wholeMatch(of: /\$\{\{ (.*) \}\}/) else { return text }
      return try #require(values[String(asked.1)], "nobody gives \(asked.1)")
    }
  }

  private func loaded(_ text: String) throws -> [String: Any] {
    try #require(try Yams.load(yaml: text) as? [String: Any])
  }
}
