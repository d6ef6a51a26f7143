import Pointers
import Reports

/// Checks the names that a user typed.
struct Names: Sendable {
  private let layout: Layout
  private let services: Set<String>

  /// Takes the services of all pointers there are, or were.
  init(layout: Layout, keys: some Sequence<PointerKey>) {
    self.layout = layout
    services = Set(keys.map(\.service))
  }

  /// - Throws: `Failure` where no service is called that.
  func check(service: String) throws {
    guard !services.contains(service) else { return }
    throw Failure(
      .usage,
      "no service is called '\(service)'",
      hint: didYouMean(service, among: services) ?? "`opsgate status` lists them all"
    )
  }

  /// - Throws: `Failure` where no environment is called that.
  func check(environment: String) throws {
    try Self.check(environment: environment, in: layout)
  }

  static func check(environment: String, in layout: Layout) throws {
    let names = layout.environments.map(\.name)
    guard !names.contains(environment) else { return }
    throw Failure(
      .usage,
      "no environment is called '\(environment)'",
      hint: didYouMean(environment, among: names) ?? "there are " + names.joined(separator: ", ")
    )
  }
}

extension Failure {
  /// The service and the environment are there, but no pointer of the one in the other.
  static func noPointer(_ key: PointerKey, among keys: some Sequence<PointerKey>) -> Failure {
    let others = keys.filter { $0.service == key.service }.map(\.environment).sorted()
    return Failure(
      .refused,
      "there is no pointer of \(key.words)",
      hint: others.isEmpty ? nil : "it runs in " + others.joined(separator: ", ")
    )
  }
}

extension [String] {
  /// The same names, each once.
  var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
