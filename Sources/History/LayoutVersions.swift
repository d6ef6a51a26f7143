import Git
public import Pointers

/// The layouts that a repository had before: its policy file, as each commit has it.
///
/// A pointer is a service in an environment, not a path. Where files were moved and the policy with
/// them, only the older policy tells where the same pointer stood before.
public struct LayoutVersions: Sendable {
  /// Where in the commits the file is.
  public let path: String
  /// Reads the file; `nil` where it is wrong.
  public let layout: @Sendable ([UInt8]) -> Layout?

  public init(path: String, layout: @escaping @Sendable ([UInt8]) -> Layout?) {
    self.path = path
    self.layout = layout
  }

  /// Whether the file may lie below the directory.
  func mayContain(directory: String) -> Bool {
    directory.isEmpty || path.hasPrefix(directory + "/")
  }

  /// The layout that a commit's file gives; `nil` where it is gone, no file, or wrong.
  func layout(_ file: TreeFile?, in repository: borrowing Repository) throws(GitError) -> Layout? {
    guard let file, file.mode.isFile else { return nil }
    return layout(try repository.blob(file.id))
  }
}
