import Git
import OpsTestSupport
import Testing

@Suite
struct BranchSideTests {
  @Test(arguments: 1...8)
  func listsWhatGitLogLists(seed: UInt64) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      var random = SeededGenerator(seed: seed)
      for number in 0..<24 {
        let branches = try git.git("for-each-ref", "--format=%(refname:short)", "refs/heads")
          .split(separator: "\n").map(String.init)
        if number % 3 == 2, let other = branches.randomElement(using: &random) {
          git.clock.tick()
          _ = try git.run(["merge", "--quiet", "--no-ff", "-m", "Merge", other])
        } else {
          if number % 4 == 1 { try git.branch("side\(number)") }
          try git.commit("Number \(number)")
        }
        if let next = branches.randomElement(using: &random) { try git.go(to: next) }
      }
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let tips = try git.git("for-each-ref", "--format=%(objectname)").split(separator: "\n")
        .compactMap { ObjectID(hex: String($0)) }
      for one in tips {
        for other in tips {
          let listed = try repository.commits(reachableFrom: one, butNotFrom: other)
          let shown = try git.git("log", "--format=%H", "\(other)..\(one)").split(separator: "\n")
          #expect(Set(listed.map(\.hex)) == Set(shown.map(String.init)))
          #expect(listed.count == shown.count)
        }
      }
    }
  }

  @Test
  func aHistoryThatIsCutOffIsSaid() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: try scratch.folder("whole"))
      let first = try git.commit("One")
      try git.commit("Two")
      let clone = Folder(path: scratch.path("clone"))
      _ = try git.clone(to: clone, options: ["--depth=1"])
      let repository = try Repository(discovering: clone.path, environment: [:])
      let main = try repository.resolve("main")
      let old = try #require(ObjectID(hex: first))
      #expect { try repository.commits(reachableFrom: main, butNotFrom: old) } throws: { error in
        (error as? GitError)?.code == .shallow
      }
    }
  }
}
