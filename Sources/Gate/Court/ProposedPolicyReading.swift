import Attestations
import Git
import History
import Pointers

extension ProposedPolicy {
  /// What a commit has as its policy, with the keys beside it.
  ///
  /// - Throws: `GitError` where something is not here: then nothing is known of it.
  init(of commit: ObjectID, in repository: borrowing Repository) throws {
    do {
      guard let tree = try PolicyTree.read(at: commit, in: repository) else {
        self = .removed
        return
      }
      _ = try KeyRing(tree)
      self = .readable(epoch: tree.policy.epoch)
    } catch let mistakes as PolicyMistakes {
      self = .unreadable(mistakes.mistakes.first.map(String.init(describing:)) ?? "")
    } catch let mistakes as KeyFileMistakes {
      let first = mistakes.mistakes.first
      self = .unreadable(
        first.map { "\($0.path):\($0.line.map(String.init) ?? "1"): \($0.message)" } ?? ""
      )
    } catch let mistake as FileMistake where !mistake.isNotHere {
      self = .unreadable(String(describing: mistake))
    }
  }
}

extension PolicyTree {
  /// The keys that a change of `.opsgate/` revokes, where it does nothing else but raise the epoch.
  func keysRevoked(
    alone change: EnvironmentChange,
    in repository: borrowing Repository
  ) throws -> Set<String>? {
    let list = "\(Self.directory)/revoked"
    let paths = Set(change.files.map(\.path))
    guard paths.contains(list), paths.isSubset(of: [list, Policy.defaultPath]),
      // What cannot be read revokes nothing, and is refused for that.
      let next = try? PolicyTree.read(at: change.commit, in: repository),
      // Who may do no more than this must not take all numbers there are.
      next.policy.epoch == policy.epoch || next.policy.epoch == policy.epoch + 1,
      try Self.withoutEpoch(policyBlob, in: repository)
        == Self.withoutEpoch(next.policyBlob, in: repository),
      let file = next.revoked
    else { return nil }
    let older = try revoked.map { try Revocations.read($0.bytes, path: $0.path) } ?? .none
    // As above.
    return try? Revocations.read(file.bytes, path: file.path).added(to: older)
  }

  private static func withoutEpoch(
    _ blob: ObjectID,
    in repository: borrowing Repository
  ) throws -> [[UInt8]] {
    try repository.blob(blob).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map(Array.init).filter { !$0.starts(with: "epoch:".utf8) }
  }
}
