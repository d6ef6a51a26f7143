import Git
import Pointers
import Reports

/// The pointers of one commit.
struct Snapshot: Sendable {
  private(set) var table: PointerTable
  /// Files whose contents this clone does not have.
  private(set) var missing: Set<String> = []

  init(layout: Layout) { table = PointerTable(layout: layout) }

  fileprivate mutating func add(_ file: TreeFile, from repository: borrowing Repository) throws {
    let layout = table.layout
    let matches = layout.matches(file.path)
    guard !matches.isEmpty else { return }
    do throws(GitError) {
      let bytes = file.mode.isFile ? try repository.blob(file.id) : []
      table.update(
        path: file.path,
        contents: layout.read(matches, mode: file.mode, bytes: bytes)
      )
    } catch {
      guard error.code == .promised || error.code == .missingObject else { throw error }
      missing.insert(file.path)
      let mistake = FileMistake(
        path: file.path,
        message: "its contents are not in this clone: \(error.reason)",
        hint: error.hint
      )
      table.update(path: file.path, contents: layout.unreadable(matches, because: mistake))
    }
  }
}

extension Session {
  /// All pointers of a commit.
  func snapshot(of view: View) throws -> Snapshot {
    let layout = view.layout
    var snapshot = Snapshot(layout: layout)
    let files = try repository.files(in: view.commit.tree) { layout.mayContain(directory: $0) }
    for file in files { try snapshot.add(file, from: repository) }
    return snapshot
  }

  /// What the files that may hold one pointer say; no other file is opened.
  func snapshot(of view: View, only key: PointerKey) throws -> Snapshot {
    let layout = view.layout
    var snapshot = Snapshot(layout: layout)
    let files = try repository.files(in: view.commit.tree) {
      layout.mayContain(directory: $0, of: key)
    }
    for file in files where layout.mayHold(file.path, key) {
      try snapshot.add(file, from: repository)
    }
    return snapshot
  }
}
