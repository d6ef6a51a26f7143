import Git
import Pointers

extension Session {
  /// All pointers of a commit.
  func table(of view: View) throws -> PointerTable {
    try view.layout.table(of: view.commit.tree, in: repository)
  }

  /// What the files that may hold one pointer say; no other file is opened.
  func table(of view: View, only key: PointerKey) throws -> PointerTable {
    let layout = view.layout
    var table = PointerTable(layout: layout)
    let files = try repository.files(in: view.commit.tree) {
      layout.mayContain(directory: $0, of: key)
    }
    for file in files where layout.mayHold(file.path, key) {
      table.update(path: file.path, contents: layout.readings(of: file, in: repository))
    }
    return table
  }
}
