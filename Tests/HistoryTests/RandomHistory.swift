import OpsTestSupport

/// A history without rhyme or reason, the same for the same seed: merges of any number of
/// branches, criss-cross too, swaps of files and directories, links, submodules, broken files,
/// copies that disagree, equal times, commits that change nothing.
struct RandomHistory {
  private var random: SeededGenerator
  private var history = FastImport()
  private var time = 1_772_442_000

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Makes a repository of about so many commits.
  static func make(seed: UInt64, commits: Int, at folder: Folder) throws -> GitFolder {
    var maker = RandomHistory(seed: seed)
    return try maker.make(commits, folder)
  }

  private mutating func make(_ commits: Int, _ folder: Folder) throws -> GitFolder {
    var tips = [history.commit("Start", parents: [], time: time, start)]
    var main = tips[0]
    while history.count < commits {
      if chance(3) { time += Int.random(in: -50...200, using: &random) }
      let isMain = !chance(4)
      let first = isMain ? main : (tips.randomElement(using: &random) ?? main)
      var parents = [first]
      if chance(3) {
        let others = tips.filter { $0 != first }.shuffled(using: &random)
        parents += others.prefix(Int.random(in: 1...4, using: &random))
      }
      let made = history.commit(
        message,
        on: isMain ? "main" : "side\(history.count)",
        parents: parents,
        time: time,
        changes
      )
      if isMain { main = made }
      tips = Array((tips + [made]).suffix(6))
    }
    return try history.write(to: folder)
  }

  private mutating func chance(_ sides: Int) -> Bool {
    Int.random(in: 1...sides, using: &random) == 1
  }

  private mutating func pick<Value>(_ values: Value...) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private var message: String {
    mutating get {
      pick("Update", "Revert \"Update\"", "Roll back", "Merge x\n\nRollback y", "A\n\nReverts: 1")
    }
  }

  private var start: [FastImport.Change] {
    mutating get {
      [
        .file("readme", text: "nothing\n"),
        .file("apps/api/base.yaml", text: "image:\n  tag: v1\n"),
        .file("apps/web/prod/values.yaml", text: "image: {tag: v1}\n"),
        .file("all.yaml", text: "dev: {api: {tag: v1}}\nprod:\n  web:\n    tag: v2\n"),
      ]
    }
  }

  private var changes: [FastImport.Change] {
    mutating get {
      var changes: [FastImport.Change] = []
      for _ in 0..<pick(0, 1, 1, 1, 2, 4) { changes.append(change) }
      return changes
    }
  }

  private var change: FastImport.Change {
    mutating get {
      let path = self.path
      switch Int.random(in: 0..<14, using: &random) {
      case 0, 1: return .remove(path)
      case 2: return .remove(pick("apps/api", "apps", "old", "one", "apps/web/prod"))
      case 3: return .submodule(path)
      case 4: return .file(path, mode: "120000", text: "elsewhere")
      case 5: return .file(pick("apps/api", "apps", "old/dev", "one"), text: "no directory\n")
      case 6: return .file("readme", text: "\(Int.random(in: 0...9, using: &random))\n")
      default: return .file(path, mode: pick("100644", "100644", "100755"), text: text(for: path))
      }
    }
  }

  private var path: String {
    mutating get {
      let service = pick("api", "web")
      let environment = pick("dev", "staging", "prod")
      return pick(
        "apps/\(service)/\(environment)/values.yaml",
        "apps/\(service)/\(environment)/values.yaml",
        "apps/\(service)/base.yaml",
        "all.yaml",
        "all.yaml",
        "old/\(environment)/\(service)",
        "one/\(service).json",
        "one/two/three/\(service).json"
      )
    }
  }

  private var tag: String {
    mutating get { pick("v1", "v2", "v3", "v10", "latest", "\"\"", "null", "1.10", "v2") }
  }

  private mutating func text(for path: String) -> String {
    if chance(8) { return pick("", "other: 1\n", "a: [\n", "image: v1\n", "\u{FEFF}tag: v1\n") }
    if path.hasPrefix("old/") {
      return String(repeating: "# x\n", count: pick(0, 1, 3)) + "TAG=\(tag)\n"
    }
    if path.hasSuffix(".json") {
      return "{\"tag\": \"\(pick("build-1", "build-2", "build-10"))\"}\n"
    }
    guard path == "all.yaml" else { return "\(pick("", "# top\n"))image:\n  tag: \(tag)\n" }
    var text = ""
    for environment in ["dev", "staging", "prod"] where !chance(4) {
      text += "\(environment):\n  api: {tag: \(tag)}\n"
      if chance(2) { text += "  web: {tag: \(tag)}\n" }
    }
    return text
  }
}
