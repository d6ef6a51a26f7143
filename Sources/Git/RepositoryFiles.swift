internal import Clibgit2
internal import FoundationEssentials

#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

/// The list of commits at which a shallow clone ends (`gitformat-shallow`, one id a line).
enum ShallowFile {
  static func read(in commonDirectory: String) -> Set<ObjectID> {
    guard let data = FileManager.default.contents(atPath: commonDirectory + "shallow") else {
      return []
    }
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
    return Set(lines.compactMap { ObjectID(hex: String($0)) })
  }
}

/// Whether objects were left with a remote: git 2.39 marks that by `remote.<name>.promisor` alone.
enum PartialClone {
  static func promisorRemote(of repository: OpaquePointer) -> String? {
    var config: OpaquePointer?
    guard git_repository_config_snapshot(&config, repository) == 0 else { return nil }
    defer { git_config_free(config) }
    var names: OpaquePointer?
    guard git_config_iterator_glob_new(&names, config, "^remote\\..*\\.promisor$") == 0 else {
      return nil
    }
    defer { git_config_iterator_free(names) }
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, names) == 0, let entry {
      guard isTrue(entry.pointee.value) else { continue }
      return String(String(cString: entry.pointee.name).dropFirst(7).dropLast(9))
    }
    return nil
  }

  private static func isTrue(_ value: UnsafePointer<CChar>?) -> Bool {
    var answer: Int32 = 0
    return git_config_parse_bool(&answer, value) == 0 && answer != 0
  }
}

/// The `extensions.*` keys of one configuration file, readable without opening its repository.
enum ConfigFile {
  static func extensions(in path: String) -> [String: String] {
    var config: OpaquePointer?
    guard git_config_open_ondisk(&config, path) == 0 else { return [:] }
    defer { git_config_free(config) }
    var names: OpaquePointer?
    guard git_config_iterator_glob_new(&names, config, "^extensions\\.") == 0 else { return [:] }
    defer { git_config_iterator_free(names) }
    var found: [String: String] = [:]
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, names) == 0, let entry {
      let name = String(cString: entry.pointee.name).dropFirst("extensions.".count)
      found[name.lowercased()] = entry.pointee.value.map { String(cString: $0) } ?? ""
    }
    return found
  }
}

/// Who owns a directory, and who is asking (git's rule of `safe.directory`).
enum FileOwner {
  static var current: Int { Int(geteuid()) }

  /// The user before `sudo`, whom git trusts when it runs as root.
  static var beforeSudo: Int? {
    current == 0 ? ProcessInfo.processInfo.environment["SUDO_UID"].flatMap { Int($0) } : nil
  }

  static func id(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_uid) : nil
  }
}
