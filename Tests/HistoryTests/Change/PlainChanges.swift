import Git
import Pointers

@testable import History

/// The changes of a mainline told in the plainest way: every tree whole, every definition as the design words it.
struct PlainChanges {
  private let layout: Layout
  /// Oldest first.
  private(set) var commits: [ObjectID] = []
  private var trees: [[String: FileFacts]] = []
  private var known: [TreeFile: FileFacts] = [:]

  init(_ repository: borrowing Repository, head: ObjectID, layout: Layout) throws {
    self.layout = layout
    var next: ObjectID? = head
    while let id = next {
      let commit = try repository.commit(id)
      commits.insert(id, at: 0)
      trees.insert(try files(repository, commit.tree), at: 0)
      next = commit.parents.first
    }
  }

  private mutating func files(
    _ repository: borrowing Repository,
    _ tree: ObjectID
  ) throws -> [String: FileFacts] {
    var files: [String: FileFacts] = [:]
    for file in try repository.files(in: tree, descend: { _ in true }) {
      if known[file] == nil {
        var reader = FactsReader(layout: layout)
        known[file] = try reader.facts(of: file, in: repository)
      }
      files[file.path] = known[file]
    }
    return files
  }

  /// All records of one mainline commit, by its place on the mainline.
  func words(of index: Int) -> [String] {
    words(from: index > 0 ? trees[index - 1] : [:], to: trees[index], base: index - 1)
  }

  /// All records of a tree that would land on the newest commit.
  mutating func words(
    ofLanding tree: ObjectID,
    in repository: borrowing Repository
  ) throws
    -> [String]
  {
    words(from: trees[trees.count - 1], to: try files(repository, tree), base: trees.count - 1)
  }

  private func words(
    from old: [String: FileFacts],
    to new: [String: FileFacts],
    base: Int
  ) -> [String] {
    var words: [String] = []
    for path in Set(old.keys).union(new.keys) {
      for environment in layout.environments {
        words += moves(path, environment.name, old[path], new[path], base)
        let modes = [old[path], new[path]].compactMap { $0?.file.mode }
        let isLink = modes.contains(.symlink) || modes.contains(.submodule)
        guard layout.isInScope(path, of: environment, as: isLink ? .link : .file),
          old[path]?.file != new[path]?.file
        else { continue }
        let last = lastCommit(base) { $0[path]?.file }
        words.append("\(environment.name) file \(path) \(last)")
      }
    }
    return words.sorted()
  }

  private func moves(
    _ path: String,
    _ environment: String,
    _ old: FileFacts?,
    _ new: FileFacts?,
    _ base: Int
  ) -> [String] {
    let places = Set(old?.places.keys.map { $0 } ?? []).union(new?.places.keys.map { $0 } ?? [])
    return places.filter { $0.serves(environment) }.compactMap { place in
      let (before, after) = (old?.places[place], new?.places[place])
      guard before != after else { return nil }
      let last = lastCommit(base) { $0[path]?.view(of: place) ?? .absent }
      return [
        environment, place.service.text, path, place.recordKey,
        before?.value.written ?? "none", after?.value.written ?? "none", last,
      ].joined(separator: " ")
    }
  }

  /// The newest commit, from a place on the mainline on, before which something was otherwise.
  private func lastCommit<Value: Equatable>(
    _ base: Int,
    _ value: ([String: FileFacts]) -> Value
  ) -> String {
    for index in stride(from: base, through: 0, by: -1)
    where value(trees[index]) != value(index > 0 ? trees[index - 1] : [:]) {
      return commits[index].hex
    }
    return "never"
  }
}

extension EnvironmentChange {
  /// The records in the words of `PlainChanges`.
  var plainWords: [String] {
    moves.map { move in
      [
        environment, move.service, move.path, move.key, move.before?.written ?? "none",
        move.after?.written ?? "none", move.lastSet?.hex ?? "never",
      ].joined(separator: " ")
    }
      + files.map { "\(environment) file \($0.path) \($0.lastChanged?.hex ?? "never")" }
  }
}
