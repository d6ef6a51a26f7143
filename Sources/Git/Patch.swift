internal import Clibgit2

extension Repository {
  /// The difference of two trees as `git diff` prints it: what a dry run shows.
  ///
  /// - Parameters:
  ///   - old: The tree before; `nil` stands for the empty one.
  ///   - new: The tree after.
  /// - Returns: The patch; bytes that are not UTF-8 become U+FFFD. Empty where the trees are equal.
  /// - Throws: `.other` when a tree or blob cannot be read.
  public borrowing func patch(from old: ObjectID?, to new: ObjectID) throws(GitError) -> String {
    let operation = "show the difference"
    var before: TreeHandle?
    if let old { before = try treeHandle(old) }
    let after = try treeHandle(new)
    let repository = handle.pointer
    var options = git_diff_options()
    git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION))
    let diff = try Handle(operation, free: git_diff_free) { out in
      git_diff_tree_to_tree(&out, repository, before?.pointer, after.pointer, &options)
    }
    try check(operation) { git_diff_find_similar(diff.pointer, nil) }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    try check(operation) { git_diff_to_buf(&buffer, diff.pointer, GIT_DIFF_FORMAT_PATCH) }
    let bytes = UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size)
    return String(decoding: bytes, as: UTF8.self)
  }

  private borrowing func treeHandle(_ id: ObjectID) throws(GitError) -> TreeHandle {
    var oid = id.oid
    let repository = handle.pointer
    return TreeHandle(
      try Handle("read the tree \(id)", free: git_tree_free) { out in
        git_tree_lookup(&out, repository, &oid)
      }
    )
  }
}

/// A tree that libgit2 holds open; shared, since an optional cannot hold a sole owner's handle.
private final class TreeHandle {
  private let handle: Handle

  init(_ handle: consuming Handle) { self.handle = handle }

  var pointer: OpaquePointer { handle.pointer }
}
