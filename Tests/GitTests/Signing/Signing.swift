import Foundation
import OpsTestSupport

@testable import Git

/// What records are signed for.
let recordNamespace = "opsgate"

extension GitFolder {
  /// A signer that git's configuration describes.
  func signer(_ settings: [String: String]) async throws -> CommitSigner {
    for (key, value) in settings { try git("config", key, value) }
    return try CommitSigner(configuration: await Configuration(reading: program), git: program)
  }

  func committer() async throws -> Signature { try await Identities(asking: program).committer }

  /// Signs a record; where that fails, all that is said of it.
  func sign(_ message: [UInt8], _ signer: CommitSigner) async throws -> String {
    try await signer.sign(message, namespace: recordNamespace, committer: committer())
  }

  /// All that is said where a record, or a commit, cannot be signed, with no path of the machine in it.
  func failure(
    _ signer: CommitSigner,
    namespace: String = recordNamespace,
    in scratch: Folder
  ) async throws -> String {
    do throws(GitError) {
      _ = try await signer.sign([1], namespace: namespace, committer: Self.ana)
      return "it signed\n"
    } catch {
      let hint = error.hint.map { "\nhint: \($0)" } ?? ""
      return "\(error.code == .unsigned ? "" : "\(error.code) ")\(error)\(hint)\n"
        .replacing(scratch.path, with: "<scratch>")
    }
  }

  private static let ana = Signature(
    name: Person.ana.name,
    email: Person.ana.email,
    time: 0,
    offset: 0
  )
}
