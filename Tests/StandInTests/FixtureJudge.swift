import Foundation
import Notation
import OpsTestSupport

/// Judges answers by the schemas of `github-fixtures`, which lie beside the project where it is developed.
///
/// No package of Swift that judges by JSON Schema can be had here, so a Python one does it.
enum FixtureJudge {
  struct Case {
    let name: String
    /// Below the folder of the fixtures.
    let schema: String
    let answer: JSONValue
  }

  static let folder: Folder = {
    if let path = ProcessInfo.processInfo.environment["OPSGATE_GITHUB_FIXTURES"] {
      return Folder(path: path)
    }
    let beside = packageFolder().url.deletingLastPathComponent()
    return Folder(path: beside.appending(path: "shared/reference/github-fixtures").path)
  }()

  /// Whether there are fixtures, and somebody to judge by them.
  static let isThere: Bool = {
    guard folder.exists("rest/index.json") else { return false }
    let environment = ProcessInfo.processInfo.environment
    let run = try? Shell.run("python3", ["-c", "import jsonschema"], environment: environment)
    return run?.status == 0
  }()

  /// - Returns: What is wrong, one line each; nothing where all is well.
  static func verdict(_ cases: [Case]) throws -> String {
    let list = cases.map { one -> JSONValue in
      [
        "name": .string(one.name), "schema": .string(folder.path(one.schema)),
        "answer": one.answer,
      ]
    }
    let judge = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "judge.py")
    let run = try Shell.run(
      "python3",
      [judge.path],
      environment: ProcessInfo.processInfo.environment,
      input: JSONValue.array(list).canonical
    )
    return try run.checked().stdout
  }
}
