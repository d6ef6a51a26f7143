import Attestations
import Git
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
