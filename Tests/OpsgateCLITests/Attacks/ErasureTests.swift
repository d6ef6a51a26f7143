import Foundation
import OpsTestSupport
import Testing

/// Records that were taken away or kept back (DESIGN, section 10, "Erasure" and "Withholding").
struct ErasureTests {
  /// A rejection that CI's fetch did not get shows by what later records were made on.
  @Test
  func aWithheldRejectionShows() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let old = try git.head("refs/notes/opsgate/approvals")
      try forger.acme.actor("alice").opsgate("reject", "raise-api", "--yes").checked()
      try forger.acme.actor("bob").opsgate("approve", "raise-api", "--yes").checked()
      let line = try #require(try forger.note(on: "raise-api").split(separator: "\n").last)
      let bobs = try forger.note(on: "raise-api").split(separator: "\n")
        .first { ((try? forger.decoded(String($0))) ?? "").contains("\"approver\":\"bob\"") }
      try git.git("update-ref", "refs/notes/opsgate/approvals", old)
      try forger.append(String(bobs ?? line), to: "raise-api")
      let run = try forger.acme.actor("carol").opsgate("show", "raise-api")
      #expect(run.status == 2)
      #expect(run.stderr.contains("records are missing: sha256:"), "\(run)")
    }
  }

  @Test(arguments: [["prune"], ["remove", "raise-api"]])
  func whatGitTakesAwayIsAnAlarm(_ act: [String]) throws {
    try withForger { forger in
      let git = forger.acme.repository
      try forger.acme.actor("bob").opsgate("approve", "raise-api", "--yes").checked()
      if act == ["prune"] {
        try git.git("branch", "-D", "raise-api")
        try git.git("reflog", "expire", "--expire=now", "--all")
        try git.git("-c", "gc.pruneExpire=now", "prune", "--expire=now")
      }
      let commit = try git.git("notes", "--ref=opsgate/approvals", "list").dropFirst(41).prefix(40)
      try git.run(["notes", "--ref=opsgate/approvals"] + act).checked()
      let tip = try git.head("refs/notes/opsgate/approvals")
      let run = try forger.acme.actor("carol").opsgate("show", "main")
      #expect(run.status == 1)
      #expect(
        run.stderr == """
          warning: refs/notes/opsgate/approvals: \(tip) removed the note on \(commit)
            hint: `git show \(tip.prefix(10))` shows what was there before

          """
      )
    }
  }

  @Test
  func aNotesReferenceThatIsATreeIsAnError() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let tree = try git.git("rev-parse", "refs/notes/opsgate/approvals^{tree}")
        .trimmingCharacters(in: .whitespacesAndNewlines)
      try git.git("update-ref", "-d", "refs/notes/opsgate/approvals")
      try git.git("update-ref", "refs/notes/opsgate/approvals", tree)
      for command in ["show", "approve"] {
        let yes = command == "approve" ? ["--yes"] : []
        let run = try forger.acme.actor("bob").opsgate([command, "raise-api"] + yes)
        #expect(run.status == 74, "\(run)")
        #expect(run.stdout == "")
        #expect(run.stderr.contains("refs/notes/opsgate/approvals"), "\(run)")
      }
      #expect(try git.git("rev-parse", "refs/notes/opsgate/approvals").hasPrefix(tree))
    }
  }

  /// Notes that cannot be read are not "no approvals".
  @Test
  func aNoteWhoseTextIsGoneIsUndecided() throws {
    try withForger { forger in
      let git = forger.acme.repository
      let blob = try git.git("notes", "--ref=opsgate/approvals", "list", "raise-api")
        .trimmingCharacters(in: .whitespacesAndNewlines)
      try FileManager.default.removeItem(
        atPath: git.path + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
      )
      let run = try forger.acme.actor("bob").opsgate("show", "raise-api")
      #expect(run.status == 2 && run.stdout == "", "\(run)")
      #expect(run.stderr.contains(blob.prefix(10)), "\(run)")
    }
  }

  @Test
  func aShallowCloneIsUndecided() throws {
    try withForger { forger in
      let git = forger.acme.repository
      try git.merge("raise-api", message: "Merge raise-api")
      let clone = Folder(path: forger.scratch.path("shallow"))
      try Shell.run(
        "git",
        ["clone", "--quiet", "--depth=1", "file://\(git.path)", clone.path],
        environment: git.environment.merging(Shell.plainEnvironment) { $1 }
      ).checked()
      let shallow = GitFolder(at: clone, clock: git.clock)
      let run = try forger.acme.actor("bob", in: shallow).opsgate("show", "main")
      #expect(run.status == 2 && run.stdout == "", "\(run)")
    }
  }
}

extension Forger {
  /// The payload of a line.
  func decoded(_ line: String) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    let payload = try #require(object?["payload"] as? String)
    return String(decoding: try #require(Data(base64Encoded: payload)), as: UTF8.self)
  }
}
