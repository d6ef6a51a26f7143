import OpsTestSupport
import Testing

@testable import Git

/// `git update-index` and `git write-tree` are the authority.
@Suite
struct TreeWritingTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func equalsGitOnGeneratedEdits(seed: UInt64) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      var random = SeededGenerator(seed: seed)
      // Names that sort differently as files and as directories.
      let names = ["a", "a.b", "a-b", "a0", "b/c", "b.c/d", "b/d/e", "b0", "c/a/a/a", "é/x"]
      let start = names.filter { _ in Bool.random(using: &random) }
      for name in start { try git.write(name, "\(name)\n") }
      try git.commit("Start")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let base = try #require(ObjectID(hex: try git.git("rev-parse", "HEAD^{tree}")))
      let blob = try repository.writeBlob(Array("new \(seed)\n".utf8))
      var edits: [TreeEdit] = []
      for name in names where Int.random(in: 0..<3, using: &random) > 0 {
        if start.contains(name), Bool.random(using: &random) {
          edits.append(TreeEdit(path: name, change: .remove))
          try git.git("update-index", "--force-remove", name)
        } else {
          edits.append(TreeEdit(path: name, change: .set(blob, .executable)))
          try git.git(
            "update-index",
            "--add",
            "--info-only",
            "--cacheinfo",
            "100755,\(blob),\(name)"
          )
        }
      }
      let ours = try repository.writeTree(replacing: edits.shuffled(using: &random), in: base)
      try repository.keepObjects()
      #expect(try git.git("write-tree", "--missing-ok") == ours.hex)
      #expect(try git.git("fsck", "--strict", "--no-dangling") == "")
    }
  }

  @Test(arguments: [
    ("file/below", TreeEdit.Change.Kind.set, GitError.Code.exists), ("folder", .set, .exists),
    ("folder", .remove, .exists), ("absent", .remove, .notFound), ("a/../b", .set, .invalid),
    ("", .set, .invalid), ("/a", .set, .invalid), ("a//b", .set, .invalid), ("a/", .set, .invalid),
    (".git/config", .set, .invalid), ("x/.GIT", .set, .invalid), (".g\u{200c}it", .set, .invalid),
    ("GIT~1", .set, .invalid), ("a\0b", .set, .invalid), (".git. ", .set, .invalid),
  ])
  func refuses(path: String, kind: TreeEdit.Change.Kind, code: GitError.Code) throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("file", "x")
      try git.write("folder/file", "x")
      try git.commit("Start")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let base = try #require(ObjectID(hex: try git.git("rev-parse", "HEAD^{tree}")))
      let blob = try repository.writeBlob([])
      let change = kind == .set ? TreeEdit.Change.set(blob, .regular) : .remove
      let error = #expect(throws: GitError.self) {
        try repository.writeTree(replacing: [TreeEdit(path: path, change: change)], in: base)
      }
      #expect(error?.code == code)
    }
  }

  @Test
  func swapsFilesAndDirectories() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      try git.write("file", "x")
      try git.write("folder/file", "x")
      try git.commit("Start")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let base = try #require(ObjectID(hex: try git.git("rev-parse", "HEAD^{tree}")))
      let blob = try repository.writeBlob([])
      let tree = try repository.writeTree(
        replacing: [
          TreeEdit(path: "file", change: .remove),
          TreeEdit(path: "file/below", change: .set(blob, .regular)),
          TreeEdit(path: "folder/file", change: .remove),
          TreeEdit(path: "folder", change: .set(blob, .regular)),
        ],
        in: base
      )
      try repository.keepObjects()
      #expect(try git.git("ls-tree", "-r", "--name-only", tree.hex) == "file/below\nfolder")
    }
  }

  @Test
  func keepsTheBytesOfNeighbours() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let blob = try repository.writeBlob([])
      try repository.keepObjects()
      let line = Array("100664 \u{1}".utf8) + [0xff, 0xfe, 0]
      let raw = withUnsafeBytes(of: blob.oid) { line + $0 }
      let made = try git.run(
        ["hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
        input: raw
      )
      let base = try #require(ObjectID(hex: String(made.checked().stdout.prefix(40))))
      let tree = try repository.writeTree(
        replacing: [TreeEdit(path: "z", change: .set(blob, .regular))],
        in: base
      )
      try repository.keepObjects()
      let bytes = try git.run(["cat-file", "tree", tree.hex]).checked().stdoutBytes
      #expect(bytes.starts(with: raw))
    }
  }

  @Test
  func writesNothingBeforeItIsToldTo() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let state = try FolderState(of: scratch)
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let blob = try repository.writeBlob(Array("held\n".utf8))
      #expect(try repository.blob(blob) == Array("held\n".utf8))
      #expect(try FolderState(of: scratch) == state)
      try repository.keepObjects()
      #expect(try git.git("cat-file", "blob", blob.hex) == "held")
    }
  }
}

extension TreeEdit.Change {
  enum Kind { case set, remove }
}
