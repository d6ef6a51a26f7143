import Foundation
import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// The engine beside the plain telling, and beside `git log -p`.
@Suite
struct TimelineReferenceTests {
  @Test(arguments: 1...40)
  func tellsWhatThePlainTellingTells(seed: UInt64) throws {
    try withScratch { scratch in
      _ = try RandomHistory.make(seed: seed, commits: 120, at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let head = try repository.resolve("main")
      let layout = try TestLayout.mixed()
      let plain = try PlainHistory(repository, head: head, layout: layout)
      let timeline = try Timeline.read(repository, head: head, layout: layout)
      #expect(lineDifference(from: plain.moves, to: timeline.plainWords) == "")
      #expect(plain.moves.count > 20)
      #expect(timeline.isComplete)
    }
  }

  @Test(arguments: 1...10)
  func tellsWhatGitLogShows(seed: UInt64) throws {
    try withScratch { scratch in
      let git = try oneLineHistory(seed: seed, at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let layout = try TestLayout.plain()
      let timeline = try Timeline.read(
        repository,
        head: try repository.resolve("main"),
        layout: layout
      )
      let told = timeline.moves.reversed().map { move in
        "\(move.commit.id) \(move.path) \(move.from ?? "none") \(move.to ?? "none")"
      }
      let shown = try shownByGit(git)
      #expect(shown.count > 30)
      #expect(Set(told) == Set(shown) && told.count == shown.count)
      #expect(commits(of: told) == commits(of: shown))
    }
  }

  private func commits(of lines: [String]) -> [Substring] {
    lines.map { $0.prefix(40) }.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  private func lineDifference(from plain: [String], to told: [String]) -> String {
    OpsTestSupport.lineDifference(
      from: plain.joined(separator: "\n"),
      to: told.joined(separator: "\n")
    )
  }

  /// Files of one line each, changed, added, removed and merged at random.
  private func oneLineHistory(seed: UInt64, at folder: Folder) throws -> GitFolder {
    var random = SeededGenerator(seed: seed)
    var history = FastImport()
    var tips = [history.commit("Start", parents: [], time: 1_772_442_000, [])]
    var main = tips[0]
    for number in 1...100 {
      var changes: [FastImport.Change] = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let service = ["api", "web", "db"].randomElement(using: &random) ?? "api"
        let environment = ["dev", "staging", "prod"].randomElement(using: &random) ?? "dev"
        let path = "apps/\(service)/\(environment).yaml"
        let tag = "v\(Int.random(in: 1...5, using: &random))"
        let isRemoval = Int.random(in: 1...5, using: &random) == 1
        changes.append(isRemoval ? .remove(path) : .file(path, text: "tag: \(tag)\n"))
      }
      let isMain = number % 3 != 0
      let first = isMain ? main : (tips.randomElement(using: &random) ?? main)
      let others = tips.filter { $0 != first }.shuffled(using: &random)
      let made = history.commit(
        "Number \(number)",
        on: isMain ? "main" : "side",
        parents: [first] + others.prefix(number % 4 == 0 ? 2 : 0),
        time: 1_772_442_000 + number,
        changes
      )
      if isMain { main = made }
      tips = Array((tips + [made]).suffix(5))
    }
    return try history.write(to: folder)
  }

  /// `<commit> <path> <from> <to>` for each `-` and `+` line that stock git shows.
  private func shownByGit(_ git: GitFolder) throws -> [String] {
    let log = try git.git(
      "log",
      "--first-parent",
      "-m",
      "-p",
      "-U0",
      "--no-renames",
      "--format=commit %H",
      "main",
      "--",
      "apps"
    )
    var shown: [String] = []
    var (commit, path, from, to) = ("", "", "none", "none")
    func close() {
      if from != to { shown.append("\(commit) \(path) \(from) \(to)") }
      (from, to) = ("none", "none")
    }
    for line in log.split(separator: "\n") {
      if line.hasPrefix("commit ") || line.hasPrefix("diff --git ") {
        close()
        if line.hasPrefix("commit ") { commit = String(line.dropFirst(7)) }
        path = line.split(separator: " b/").last.map(String.init) ?? ""
      }
      if line.hasPrefix("-tag: ") { from = String(line.dropFirst(6)) }
      if line.hasPrefix("+tag: ") { to = String(line.dropFirst(6)) }
    }
    close()
    return shown
  }
}
