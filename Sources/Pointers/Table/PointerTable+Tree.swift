public import Git

extension Layout {
  /// All pointers of one commit's tree.
  ///
  /// A file whose contents are not here (a partial clone, a damaged database) makes its pointers
  /// unknown, never absent.
  ///
  /// - Parameters:
  ///   - tree: The root tree of the commit.
  ///   - repository: Where the tree and its blobs are.
  /// - Returns: The table, with the mistakes of the files in it.
  /// - Throws: `GitError` where a directory on the way to a pointer cannot be read.
  public func table(
    of tree: ObjectID,
    in repository: borrowing Repository
  ) throws(GitError) -> PointerTable {
    var table = PointerTable(layout: self)
    for file in try repository.files(in: tree, descend: mayContain) {
      table.update(path: file.path, contents: readings(of: file, in: repository))
    }
    return table
  }

  /// What one file of a commit says; `nil` where no template names its path.
  public func readings(of file: TreeFile, in repository: borrowing Repository) -> FileReadings? {
    let matches = matches(file.path)
    guard !matches.isEmpty else { return nil }
    do throws(GitError) {
      let isReadable = file.mode.isFile && !matches.matches.isEmpty
      guard isReadable else { return read(matches, mode: file.mode, bytes: []) }
      return read(matches, mode: file.mode, bytes: try repository.blob(file.id))
    } catch {
      return unreadable(
        matches,
        because: FileMistake(
          path: file.path,
          message: "its contents cannot be read: \(error.reason)",
          hint: error.hint,
          isNotHere: true
        )
      )
    }
  }
}
