import Git
import OpsTestSupport
import Testing

/// A history of random edits, removals, renames and merges; the same for the same seed.
struct GeneratedHistory {
  private var random: SeededGenerator
  private var files: [String: [String]] = [:]
  private var serial = 0

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Writes the commits and returns all that can be reverted.
  mutating func write(to git: GitFolder) throws -> [ObjectID] {
    for name in ["apps/api/values", "apps/web/values", "apps/web/chart", "base/common", "top"] {
      files[name] = (1...12).map { "line \($0) of \(name)" }
    }
    var commits = [try commit("Start", in: git)]
    for _ in 0..<8 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        commits += try merge(in: git)
      } else {
        change()
        commits.append(try commit("Change", in: git))
      }
    }
    return commits
  }

  private mutating func merge(in git: GitFolder) throws -> [ObjectID] {
    serial += 1
    let (before, branch) = (files, "side-\(serial)")
    try git.branch(branch)
    change()
    let side = try commit("Side", in: git)
    let merged = files
    try git.go(to: "main")
    files = before
    let run = try git.run(["merge", "--quiet", "--no-ff", "-m", "Merge", branch])
    try run.checked()
    files = merged
    return [side, try #require(ObjectID(hex: git.head()))]
  }

  private mutating func change() {
    for _ in 0...Int.random(in: 0..<2, using: &random) { changeOnce() }
  }

  private mutating func changeOnce() {
    guard let name = files.keys.sorted().randomElement(using: &random) else { return }
    var lines = files[name] ?? []
    serial += 1
    switch Int.random(in: 0..<12, using: &random) {
    case 0: files[name] = nil
    case 1:
      files[name] = nil
      files["apps/moved-\(serial)"] = lines
    case 2: renameDirectory(of: name)
    case 3: files["apps/api/new-\(serial)"] = (1...6).map { "new \($0) in \(serial)" }
    case 4: files[name + "/deeper"] = files.removeValue(forKey: name)
    case 5 where !lines.isEmpty:
      lines.insert(contentsOf: lines.prefix(3), at: lines.count / 2)
      files[name] = lines
    case 6 where lines.count > 3:
      lines.removeSubrange(1..<3)
      files[name] = lines
    default:
      guard let place = lines.indices.randomElement(using: &random) else { return }
      lines[place] = "edited in \(serial % 3)"
      files[name] = lines
    }
  }

  private mutating func renameDirectory(of name: String) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let folder = name[...slash]
    for old in files.keys.sorted() where old.hasPrefix(folder) {
      files["renamed-\(serial)/" + old.dropFirst(folder.count)] = files.removeValue(forKey: old)
    }
  }

  private func commit(_ message: String, in git: GitFolder) throws -> ObjectID {
    for name in try git.git("ls-files").split(separator: "\n") { try git.remove(String(name)) }
    for (name, lines) in files { try git.write(name, lines.map { $0 + "\n" }.joined()) }
    return try #require(ObjectID(hex: git.commit(message)))
  }
}

/// SplitMix64, a public-domain generator: good enough, and the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
