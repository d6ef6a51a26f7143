import Git
import Pointers

@testable import History

/// The moves of a mainline, told in the plainest way: each commit alone, its whole tree, its whole
/// table of pointers, and every definition as the design words it.
struct PlainHistory {
  /// What both tellers must agree on, spelled out so that a difference can be read.
  private(set) var moves: [String] = []
  private let layout: Layout
  private var commits: [Commit] = []
  /// What was known of each pointer after each commit.
  private var states: [[PointerKey: Pointer]] = []
  private var unknown: Set<PointerKey> = []
  private var readings: [TreeFile: FileReadings] = [:]

  init(_ repository: borrowing Repository, head: ObjectID, layout: Layout) throws {
    self.layout = layout
    var next: ObjectID? = head
    while let id = next {
      let commit = try repository.commit(id)
      commits.append(commit)
      next = commit.parents.first
    }
    commits.reverse()
    for index in commits.indices {
      let (table, keys) = try table(repository, commits[index].tree)
      states.append(states.last ?? [:])
      tell(index, table, keys)
    }
  }

  private mutating func table(
    _ repository: borrowing Repository,
    _ tree: ObjectID
  ) throws -> (PointerTable, Set<PointerKey>) {
    var table = PointerTable(layout: layout)
    var keys: Set<PointerKey> = []
    for file in try repository.files(in: tree, descend: { _ in true }) {
      if readings[file] == nil {
        let bytes = file.mode.isFile ? try repository.blob(file.id) : []
        readings[file] = layout.read(path: file.path, mode: file.mode, bytes: bytes)
      }
      keys.formUnion(table.update(path: file.path, contents: readings[file]))
    }
    return (table, keys)
  }

  private mutating func tell(_ index: Int, _ table: PointerTable, _ keys: Set<PointerKey>) {
    let before = states[index]
    for key in keys.union(before.keys) {
      switch table.state(of: key) {
      case .unknown: continue
      case .absent: states[index][key] = nil
      case .present(let pointer): states[index][key] = pointer
      }
    }
    let services = Set(before.keys).union(states[index].keys).map(\.service)
    for service in Set(services).sorted() {
      for environment in layout.environments {
        let key = PointerKey(service: service, environment: environment.name)
        let (old, new) = (before[key], states[index][key])
        if old?.tag != new?.tag { moves.append(words(index, key, old, new)) }
      }
    }
  }

  private func words(_ index: Int, _ key: PointerKey, _ old: Pointer?, _ new: Pointer?) -> String {
    var words = [
      commits[index].id.hex, "\(commits[index].committer.time)", commits[index].author.email,
      key.service, key.environment, old?.tag ?? "none", new?.tag ?? "none",
      (new ?? old)?.place.path ?? "", new.map { "\($0.place.line)" } ?? "gone",
      "\(kind(index, key, old, new))",
    ]
    if let old, let new {
      let order = layout.entries[new.place.entry]
      if order.compare(new.tag, old.tag) == .older { words.append("downgrade") }
    }
    if skipped(index, key, old, new) { words.append("skipped") }
    return words.joined(separator: " ")
  }

  private func kind(
    _ index: Int,
    _ key: PointerKey,
    _ old: Pointer?,
    _ new: Pointer?
  ) -> Move.Kind {
    guard let new else { return .removed }
    if old == nil { return .added }
    if Tag.isFloating(new.tag) { return .change }
    if held(new.tag, key, before: index) { return .rollback }
    guard let source = source(of: key) else { return .change }
    return held(new.tag, source, before: index) ? .promotion : .change
  }

  private func skipped(_ index: Int, _ key: PointerKey, _ old: Pointer?, _ new: Pointer?) -> Bool {
    guard let new, !Tag.isFloating(new.tag), let source = source(of: key) else { return false }
    return !held(new.tag, source, before: old == nil ? index + 1 : index)
  }

  private func held(_ tag: String, _ key: PointerKey, before index: Int) -> Bool {
    states[..<index].contains { $0[key]?.tag == tag }
  }

  private func source(of key: PointerKey) -> PointerKey? {
    layout.environment(named: key.environment)?.from.map {
      PointerKey(service: key.service, environment: $0)
    }
  }
}

extension Timeline {
  /// The moves in the words of `PlainHistory`.
  var plainWords: [String] {
    moves.map { move in
      var words = [
        move.commit.id.hex, "\(move.time)", move.author.email, move.service, move.environment,
        move.from ?? "none", move.to ?? "none", move.path,
        move.after == nil ? "gone" : "\(move.line)", "\(move.kind)",
      ]
      if move.downgrade { words.append("downgrade") }
      if move.skipped { words.append("skipped") }
      return words.joined(separator: " ")
    }
  }
}
