internal import Git

/// Renovate's settings in an ops repo (`docs.renovatebot.com`, "Configuration options").
struct RenovateSettings {
  private let path: String
  private let text: TextLines

  init(path: String, _ bytes: [UInt8]) {
    self.path = path
    text = TextLines(bytes)
  }

  /// The settings, if there are any; the first file that Renovate itself would take.
  ///
  /// - Throws: `GitError` where a tree or file cannot be read.
  static func read(
    in tree: ObjectID,
    of repository: borrowing Repository
  ) throws(GitError) -> RenovateSettings? {
    for path in paths {
      guard let entry = try repository.entry(at: path, in: tree), entry.mode.isFile else {
        continue
      }
      return RenovateSettings(path: path, try repository.blob(entry.id))
    }
    return nil
  }

  private static let paths = [
    "renovate.json", "renovate.json5", ".github/renovate.json", ".github/renovate.json5",
    ".gitlab/renovate.json", ".gitlab/renovate.json5", ".renovaterc", ".renovaterc.json",
    ".renovaterc.json5",
  ]

  /// The sign that Renovate may move tags in a file: it is of a kind that Renovate reads unasked, or
  /// the settings name files of their own, whose patterns are not tried here.
  func mark(for file: String) -> OwnerMarker.Found? {
    let own = text.first { line in Self.choices.contains { line.contains($0) } }
    if let own { return OwnerMarker.Found(.renovate, at: "\(path):\(own)", isCertain: false) }
    guard Self.isReadUnasked(file) else { return nil }
    return OwnerMarker.Found(.renovate, at: path, isCertain: false)
  }

  private static let choices = [
    "fileMatch", "managerFilePatterns", "customManagers", "regexManagers", "enabledManagers",
  ]

  private static func isReadUnasked(_ file: String) -> Bool {
    let name = file.split(separator: "/").last ?? ""
    if name.hasSuffix(".tf") || name == "terragrunt.hcl" { return true }
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { return false }
    let stem = name.prefix { $0 != "." }
    return ["values", "kustomization", "Chart", "helmfile"].contains(stem)
      || stem.hasPrefix("compose") || stem.hasPrefix("docker-compose")
  }
}
