internal import FoundationEssentials

/// git's configuration as git itself reads it: every file, include, condition and variable.
public struct Configuration: Sendable {
  private var values: [String: [Value]] = [:]
  private let home: String?

  /// Asks `git config --list` for everything that holds here.
  ///
  /// - Throws: `.other` when git cannot read its configuration.
  public init(reading git: GitProgram) async throws(GitError) {
    let listing = try await git.answer(
      ["config", "-z", "--list"],
      to: "read the configuration of git"
    )
    self.init(listing: listing, home: git.environment["HOME"])
  }

  /// Reads the output of `git config -z --list`: `key LF value NUL`, without `LF value` for a key
  /// that stands alone.
  init(listing: [UInt8], home: String?) {
    self.home = home
    for (place, item) in listing.split(separator: 0).enumerated() {
      let parts = item.split(
        separator: UInt8(ascii: "\n"),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard let key = parts.first.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
      let text = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : nil
      values[Self.canonical(key), default: []].append(Value(place: place, text: text))
    }
  }

  /// The value that holds: the last one; a key that stands alone reads as the empty string.
  ///
  /// - Parameter key: As git spells it; section and name in any case, the part between as it is.
  /// - Returns: `nil` where the key is nowhere set.
  public func string(_ key: String) -> String? {
    values[Self.canonical(key)]?.last.map { $0.text ?? "" }
  }

  /// All values in the order in which git reads them.
  public func strings(_ key: String) -> [String] {
    (values[Self.canonical(key)] ?? []).map { $0.text ?? "" }
  }

  /// The names of the remotes that have an address, sorted.
  public var remotes: [String] {
    let (prefix, suffix) = ("remote.", ".url")
    return values.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }
      .map { String($0.dropFirst(prefix.count).dropLast(suffix.count)) }
      .filter { !$0.isEmpty }.sorted()
  }

  /// Of several keys that mean the same, the one that git read last.
  func lastKey(of keys: [String]) -> String? {
    let found = keys.compactMap { key in
      values[Self.canonical(key)]?.last.map { (key: key, place: $0.place) }
    }
    return found.max { $0.place < $1.place }?.key
  }

  /// The value as a boolean: true, yes, on, a number other than 0, or the key alone.
  ///
  /// - Throws: `.invalid` when git would not read it as a boolean either.
  public func bool(_ key: String) throws(GitError) -> Bool? {
    guard let last = values[Self.canonical(key)]?.last else { return nil }
    guard let text = last.text?.lowercased() else { return true }
    if ["true", "yes", "on"].contains(text) { return true }
    if ["false", "no", "off", ""].contains(text) { return false }
    guard let number = Self.integer(text) else {
      throw .misconfigured(key, reason: "'\(text)' is no boolean")
    }
    return number != 0
  }

  /// The value as a whole number, with git's units k, m and g.
  ///
  /// - Throws: `.invalid` when git would not read it as a number either.
  public func int(_ key: String) throws(GitError) -> Int? {
    guard let last = values[Self.canonical(key)]?.last else { return nil }
    guard let number = Self.integer(last.text?.lowercased() ?? "") else {
      throw .misconfigured(key, reason: "'\(last.text ?? "")' is no number")
    }
    return number
  }

  /// The value as a path: `~/` is the home of the user, `~name/` that of another.
  ///
  /// - Throws: `.invalid` when that home is not known.
  public func path(_ key: String) throws(GitError) -> String? {
    guard let value = string(key) else { return nil }
    guard let path = expand(value) else {
      throw .misconfigured(key, reason: "there is no home directory to expand '\(value)' with")
    }
    return path
  }

  /// The same path with its `~` expanded; `nil` where that home is not known.
  func expand(_ path: String) -> String? {
    guard path.hasPrefix("~") else { return path }
    let user = path.dropFirst().prefix { $0 != "/" }
    let rest = path.dropFirst(1 + user.count)
    if user.isEmpty { return home.map { $0 + rest } }
    return URL.homeDirectory(forUser: String(user)).map { url in
      let directory = url.path()
      return (directory.hasSuffix("/") ? String(directory.dropLast()) : directory) + rest
    }
  }

  private static func integer(_ text: String) -> Int? {
    let units: [Character: Int] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30]
    let unit = text.last.flatMap { units[$0] }
    guard let number = Int(unit == nil ? text[...] : text.dropLast()) else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    return overflow ? nil : product
  }

  /// Section and name do not tell case apart, the subsection does (`git-config(1)`, "Syntax").
  private static func canonical(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: "."), first < last
    else { return key.lowercased() }
    return key[..<first].lowercased() + key[first...last]
      + key[key.index(after: last)...].lowercased()
  }
}

extension Configuration {
  private struct Value {
    /// How many values git read before it.
    let place: Int
    /// `nil` for a key that stands alone.
    let text: String?
  }
}

extension GitError {
  static func misconfigured(_ key: String, reason: String) -> GitError {
    GitError(
      .invalid,
      "use the configuration of git",
      reason: "\(key): \(reason)",
      hint: "`git config --show-origin \(key)` says where it stands"
    )
  }
}
