import Git
import OpsTestSupport
import Testing

/// Trees and their differences, beside `git ls-tree` and `git diff-tree`.
@Suite
struct TreeTests {
  /// A history whose neighbours differ in every way that trees can.
  private func history(at scratch: Folder) throws -> GitFolder {
    let git = try GitFolder.make(at: scratch)
    try git.write("a", "1\n")
    try git.write("dir/x", "1\n")
    try git.write("dir/deep/y", "1\n")
    try git.write("dir-x", "sorts between dir and dir/\n")
    try git.write("ünïcode/é", "1\n")
    try git.commit("Start")
    try git.write("dir/deep/y", "2\n")
    try git.commit("Deep")
    try git.remove("a")
    try git.write("a/b", "a file became a directory\n")
    try git.commit("Swap")
    try git.remove("a/b")
    try git.remove("a")
    try git.write("a", "and back\n")
    try git.git("update-index", "--chmod=+x", "dir-x")
    try git.git("commit", "--quiet", "-m", "Mode only")
    try git.commit("Back")
    try git.remove("dir")
    try git.git(
      "update-index",
      "--add",
      "--cacheinfo",
      "120000,\(try git.git("hash-object", "-w", "a")),link"
    )
    try git.git("update-index", "--add", "--cacheinfo", "160000,\(try git.head()),module")
    try git.git("commit", "--quiet", "-m", "Link and submodule")
    try git.git("rm", "--quiet", "-r", "--cached", ".")
    try git.git("commit", "--quiet", "-m", "Empty")
    return git
  }

  private func line(_ file: TreeFile) -> String {
    let octal = String(file.mode.rawValue, radix: 8)
    return "\(String(repeating: "0", count: 6 - octal.count))\(octal) \(file.id) \(file.path)"
  }

  @Test
  func listsWhatLsTreeLists() throws {
    try withScratch { scratch in
      let git = try history(at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      for id in try git.git("rev-list", "HEAD").split(separator: "\n") {
        let tree = try repository.commit(repository.resolve(String(id))).tree
        let expected = try git.git(
          "-c",
          "core.quotePath=false",
          "ls-tree",
          "-r",
          "--format=%(objectmode) %(objectname) %(path)",
          String(id)
        )
        let found = try repository.files(in: tree) { _ in true }
        #expect(found.map(line).joined(separator: "\n") == expected)
        for file in found {
          #expect(try repository.entry(at: file.path, in: tree)?.id == file.id)
        }
      }
    }
  }

  @Test
  func differsWhereDiffTreeDiffers() throws {
    try withScratch { scratch in
      let git = try history(at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let ids = try git.git("rev-list", "HEAD").split(separator: "\n").map(String.init)
      for new in ids {
        for old in ids {
          let trees = try [old, new].map { try repository.commit(repository.resolve($0)).tree }
          let found = try repository.difference(
            from: trees[0],
            to: trees[1]
          ) { _ in true }
          let expected = try git.git(
            "-c",
            "core.quotePath=false",
            "diff-tree",
            "-r",
            "--no-renames",
            old,
            new
          )
          #expect(raw(found) == expected.split(separator: "\n").map(String.init).sorted())
        }
      }
    }
  }

  /// The differences as `git diff-tree` prints them; a file for a directory is two lines there too.
  private func raw(_ differences: [FileDifference]) -> [String] {
    let zero = String(repeating: "0", count: 40)
    return differences.map { difference in
      let modes = [difference.before, difference.after].map { file in
        let octal = String(file?.mode.rawValue ?? 0, radix: 8)
        return String(repeating: "0", count: 6 - octal.count) + octal
      }
      let ids = [difference.before, difference.after].map { $0?.id.hex ?? zero }
      let letter = letter(difference)
      return ":\(modes[0]) \(modes[1]) \(ids[0]) \(ids[1]) \(letter)\t\(difference.path)"
    }
    .sorted()
  }

  private func letter(_ difference: FileDifference) -> String {
    guard let before = difference.before else { return "A" }
    guard let after = difference.after else { return "D" }
    return before.mode.rawValue >> 12 == after.mode.rawValue >> 12 ? "M" : "T"
  }

  @Test
  func doesNotReadWhatNobodyAsksFor() throws {
    try withScratch { scratch in
      let git = try history(at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let root = try #require(
        try git.git("rev-list", "--max-parents=0", "HEAD").split(separator: "\n").first
      )
      let tree = try repository.commit(repository.resolve(String(root))).tree
      var asked: [String] = []
      let found = try repository.files(in: tree) { directory in
        asked.append(directory)
        return directory != "dir/deep"
      }
      #expect(asked == ["dir", "dir/deep", "ünïcode"])
      #expect(!found.contains { $0.path.hasPrefix("dir/deep/") })
      #expect(found.contains { $0.path == "dir/x" })
    }
  }

  @Test(arguments: ["", "/", "absent", "a/", "/a", "dir//x", "dir/x/y", "dir/../a"])
  func findsNothingAtPathsThatAreNone(path: String) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("a", "1\n")
      try git.write("dir/x", "1\n")
      try git.commit("Start")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let tree = try repository.commit(repository.resolve("HEAD")).tree
      #expect(try repository.entry(at: path, in: tree) == nil)
    }
  }
}
