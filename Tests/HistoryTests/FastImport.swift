import OpsTestSupport

/// Writes a history as the stream that `git fast-import` reads: any shape, in one process.
struct FastImport {
  private var stream: [UInt8] = []
  private(set) var count = 0

  /// One change of a commit's tree, beside its first parent's.
  enum Change {
    case file(String, mode: String = "100644", text: String)
    case submodule(String)
    case remove(String)
  }

  private mutating func add(_ line: String) { stream += Array((line + "\n").utf8) }

  private mutating func data(_ text: String) {
    add("data \(text.utf8.count)")
    add(text)
  }

  /// Adds a commit and returns its mark.
  mutating func commit(
    _ message: String,
    on branch: String = "main",
    parents: [Int],
    time: Int,
    author: String = "Ana Alves <ana@acme.example>",
    _ changes: [Change]
  ) -> Int {
    count += 1
    add("commit refs/heads/\(branch)")
    add("mark :\(count)")
    add("author \(author) \(time) +0000")
    add("committer Bo Berg <bo@acme.example> \(time) +0000")
    data(message)
    for (index, parent) in parents.enumerated() {
      add("\(index == 0 ? "from" : "merge") :\(parent)")
    }
    for change in changes { add(change) }
    return count
  }

  private mutating func add(_ change: Change) {
    switch change {
    case .file(let path, let mode, let text):
      add("M \(mode) inline \(path)")
      data(text)
    case .submodule(let path):
      add("M 160000 \(String(repeating: "1", count: 40)) \(path)")
    case .remove(let path): add("D \(path)")
    }
  }

  /// Makes the repository; HEAD is `main`.
  func write(to folder: Folder) throws -> GitFolder {
    let git = try GitFolder.make(at: folder, options: ["--bare"])
    try git.run(["fast-import", "--quiet", "--force"], input: stream).checked()
    return git
  }
}
