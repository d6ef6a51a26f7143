internal import FoundationEssentials

/// What lies in a directory of the worktree.
enum DirectoryListing {
  /// Everything below that is no directory, by paths relative to it.
  static func files(below directory: String) -> [String] {
    var (found, folders) = ([String](), [""])
    while let folder = folders.popLast() {
      // A directory that cannot be read has something in it that must not be lost.
      guard
        let names = try? FileManager.default.contentsOfDirectory(atPath: directory + "/" + folder)
      else { return [folder + "?"] }
      for name in names {
        let path = folder + name
        if FileSystem.kind(of: directory + "/" + path) == .directory {
          folders.append(path + "/")
        } else {
          found.append(path)
        }
      }
    }
    return found
  }
}
