import Foundation
import OpsTestSupport
import Testing

/// What hides below a tag that stays, beside the paths that are looked at, and behind a policy that is on its way.
struct VersionAttackTests {
  private static func policy(
    _ edit: @escaping (String) -> String
  ) -> (Acme) throws -> String {
    { edit(try DecisionFlowTests.policy($0)) }
  }

  /// Acme, whose pointers have digests beside their tags.
  private func withDigests(_ body: (Acme) throws -> Void) throws {
    try withScratch { scratch in
      let acme = try Acme.make(
        at: scratch,
        policy: Self.policy {
          $0.replacing("key: image.tag", with: "key: image.tag\n    part: tag")
        }
      )
      try body(acme)
    }
  }

  private static let (good, evil) = (
    "@sha256:" + String(repeating: "a", count: 64), "@sha256:" + String(repeating: "e", count: 64)
  )

  /// A digest that was refused under an allowed tag is brought back when the next tag is rolled back.
  @Test
  func aRefusedDigestIsNoStateToGoBackTo() throws {
    try withDigests { acme in
      try acme.promoted("acme/api:v1.2.0" + Self.good)
      try acme.approveLanded()
      try acme.ops.point("api", "production", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      #expect(try acme.verdict().status == 1)
      try acme.promoted("acme/api:v1.3.0" + Self.good)
      try acme.approveLanded()
      #expect(try acme.verdict().status == 0)
      try acme.repository.branch("good")
      try acme.ops.point("api", "production", at: "acme/api:v1.2.0" + Self.good, author: .dan)
      #expect(try acme.actor("ci").opsgate("verify", "--candidate", "good").status == 0)
      try acme.repository.go(to: "main")
      try acme.ops.point("api", "production", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("error\tapprovals"), "\(run)")
      try acme.repository.git("reset", "--quiet", "--hard", "HEAD~1")
      // The command goes to what was allowed.
      try acme.actor("dan").opsgate("rollback", "api", "--env", "production").checked()
      #expect(try acme.verdict().status == 0)
      let file = String(
        decoding: try acme.repository.folder.bytes("apps/api/production/values.yaml"),
        as: UTF8.self
      )
      #expect(file.contains(Self.good) && !file.contains(Self.evil), "\(file)")
    }
  }

  /// Staging's digest is changed by somebody, and that one goes to production as if it had run there.
  @Test
  func aRefusedDigestHasNotRunBefore() throws {
    try withDigests { acme in
      try acme.promoted("acme/api:v1.2.0" + Self.good)
      try acme.ops.point("api", "staging", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      try acme.ops.point("api", "production", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      try acme.approveLanded()
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("never ran in 'staging'"), "\(run)")
    }
  }

  /// A new digest in dev says nothing of what was promoted before it.
  @Test
  func aLaterDigestShutsNothing() throws {
    try withDigests { acme in
      try acme.promoted("acme/api:v1.2.0" + Self.good)
      try acme.approveLanded()
      #expect(try acme.verdict().status == 0)
      try acme.ops.point("api", "dev", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      let run = try acme.actor("ci").opsgate("verify")
      #expect(run.status == 0, "\(run)")
    }
  }

  /// Another way to write the same tag, which YAML reads as a number.
  @Test
  func aRefusedSpellingIsNoStateToGoBackTo() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.promoted("\"1.10\"")
      try acme.approveLanded()
      try acme.ops.point("api", "production", at: "1.10", author: .dan)
      try acme.promoted("\"1.11\"")
      try acme.approveLanded()
      try acme.ops.point("api", "production", at: "1.10", author: .dan)
      #expect(try acme.verdict().status == 1)
    }
  }

  /// The files moved with their policy; what they were called then is no reason to write another thing.
  @Test
  func aMovedLayoutBringsNoOtherSpellingBack() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let git = acme.repository
      try acme.promoted("\"1.10\"")
      try acme.approveLanded()
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.git("mv", "apps", "services")
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing("apps/{service}", with: "services/{service}")
      )
      try git.commit("Move them", author: .carol)
      for name in ["alice", "bob"] {
        for environment in ["policy", "production"] {
          try acme.actor(name).opsgate("approve", "main", "--env", environment, "--yes").checked()
        }
      }
      func write(_ tag: String) throws {
        let path = "services/api/production/values.yaml"
        let file = String(decoding: try git.folder.bytes(path), as: UTF8.self)
        try git.write(path, file.replacing(#/tag: .*/#, with: "tag: \(tag)"))
        try git.commit("Set \(tag)", author: .dan)
      }
      try write("\"1.11\"")
      try acme.approveLanded()
      try write("1.10")
      let run = try acme.verdict("--range", "HEAD~1..HEAD")
      #expect(run.status == 1, "\(run)")
      try git.git("reset", "--quiet", "--hard", "HEAD~1")
      try write("\"1.10\"")
      #expect(try acme.verdict("--range", "HEAD~1..HEAD").status == 0)
    }
  }

  /// A link in the place of an environment's directory leads wherever somebody wants.
  @Test
  func aLinkInTheEnvironmentsPlaceIsOfTheEnvironment() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.repository.write("hidden/values.yaml", "image:\n  tag: v666\n")
      try acme.repository.commit("Prepare")
      try acme.repository.git("config", "core.symlinks", "true")
      try Shell.run(
        "sh",
        ["-euc", "mkdir -p apps/evil && ln -s ../../hidden apps/evil/production"],
        in: acme.repository.path
      ).checked()
      try acme.repository.commit("Link it", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("error\tapprovals"), "\(run)")
    }
  }

  /// A policy that is approved takes in files that somebody puts there before it lands.
  @Test
  func whatComesBeforeAPolicyLandsIsNotCoveredByIt() throws {
    try withScratch { scratch in
      let scoped = Self.policy {
        $0.replacing(
          "  - name: production\n",
          with: "  - name: production\n    scope: ['apps/*/production/**']\n"
        )
      }
      let acme = try Acme.make(at: scratch, policy: scoped)
      let (git, ci) = (acme.repository, try acme.actor("ci"))
      try git.write("more/old/production/limits.yaml", "memory: 1Gi\n")
      try git.commit("It is there already")
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      try git.branch("wider")
      try git.write(
        ".opsgate/policy.yaml",
        policy.replacing("'apps/*/production/**'", with: "'*/*/production/**'")
      )
      try git.commit("Look at more", author: .carol)
      try git.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "wider", "--env", "policy", "--yes").checked()
      }
      try git.write("more/new/production/limits.yaml", "memory: 64Gi\n")
      try git.commit("Quickly", author: .dan)
      try git.git("merge", "--quiet", "--no-ff", "-m", "Land it", "wider")
      let run = try ci.opsgate("verify", "--env", "production")
      #expect(run.status == 1 && run.stdout.contains("came after that was approved"), "\(run)")
      // What those had before them who approved is theirs.
      #expect(run.stdout.matches(of: /error\tapprovals/).count == 1, "\(run)")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "main", "--env", "policy", "--yes").checked()
      }
      let later = try ci.opsgate("verify", "--env", "production")
      #expect(later.status == 0, "\(later)")
    }
  }

  /// What was refused in an environment is refused in it by another name.
  @Test
  func renamingAnEnvironmentHealsNothing() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.ops.point("api", "production", at: "v6.6.6", author: .dan)
      try acme.change(policy: {
        $0.replacing("- name: production\n", with: "- name: live\n    directory: production\n")
      })
      let run = try acme.actor("ci").opsgate("verify", "--env", "live")
      #expect(run.status == 1 && run.stdout.contains("was refused in 'production'"), "\(run)")
    }
  }

  /// Somebody who may says no to one commit of a branch that landed by rebase.
  @Test
  func aNoToOneCommitIsANoToAllOfTheBranch() throws {
    try withBranchOfTwo { acme in
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "wide", "--yes").checked()
      }
      try acme.land("wide", by: .rebase)
      #expect(try acme.verdict().status == 0)
      try acme.actor("alice").opsgate("reject", "main~1", "--env", "production", "--yes").checked()
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("error\trejection"), "\(run)")
    }
  }

  /// One of the approvers approves a part, and later both the whole.
  @Test
  func anApprovalOfAPartStandsInNobodysWay() throws {
    try withBranchOfTwo { acme in
      try acme.actor("alice").opsgate("approve", "wide", "--yes").checked()
      try acme.repository.go(to: "wide")
      try acme.repository.write("apps/api/production/limits.yaml", "memory: 2Gi\n")
      try acme.repository.commit("Give it memory", author: .dan)
      try acme.repository.go(to: "main")
      for name in ["alice", "bob"] {
        try acme.actor(name).opsgate("approve", "wide", "--yes").checked()
      }
      try acme.land("wide", by: .rebase)
      let run = try acme.verdict("--range", "..")
      #expect(!run.stdout.contains("\tproduction\trefused\t"), "\(run)")
      #expect(try acme.verdict().status == 0)
      #expect(try acme.verdict("--range", "HEAD~1..HEAD").status == 0)
    }
  }

  private func withBranchOfTwo(_ body: (Acme) throws -> Void) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      try acme.stage("api", "v1.2.0")
      try acme.stage("web", "v1.2.0")
      try acme.repository.branch("wide")
      for service in ["api", "web"] {
        try acme.ops.point(service, "production", at: "v1.2.0", author: .dan)
      }
      try acme.repository.go(to: "main")
      try body(acme)
    }
  }

  /// How a branch merges is for the mainline's files to say, not for those that lie about in a clone.
  @Test(arguments: ["info", "worktree", "config"])
  func howABranchMergesIsTheSameForEverybody(_ place: String) throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let (git, ci) = (acme.repository, try acme.actor("ci"))
      try git.write("apps/api/production/limits.yaml", "memory: 1Gi\n")
      try git.commit("Begin")
      try git.branch("more")
      try git.write("apps/api/production/limits.yaml", "memory: 2Gi\n")
      try git.commit("More", author: .dan)
      try git.go(to: "main")
      try git.write("apps/api/production/limits.yaml", "memory: 3Gi\n")
      try git.commit("Still more")
      let before = try ci.opsgate("verify", "--candidate", "more", "--env", "production")
      #expect(before.status == 2, "\(before)")
      switch place {
      case "info": try git.folder.write(".git/info/attributes", "*.yaml merge=union\n")
      case "worktree": try git.folder.write(".gitattributes", "*.yaml merge=union\n")
      default:
        try git.git("config", "merge.mine.driver", "true")
        try git.folder.write(".git/info/attributes", "*.yaml merge=mine\n")
      }
      #expect(
        try ci.opsgate("verify", "--candidate", "more", "--env", "production").stdout
          == before.stdout
      )
    }
  }

  /// What is taken away and comes back older is older.
  @Test
  func aDowngradeInTwoStepsIsOne() throws {
    try withScratch { scratch in
      let acme = try Acme.make(
        at: scratch,
        policy: Self.policy {
          $0.replacing(#/gate: \{ checks: \[smoke\] \}\n/#, with: "gate: automatic\n")
        }
      )
      try acme.ops.point("api", "dev", at: "v3.0.0")
      try acme.ops.point("api", "staging", at: "v3.0.0")
      try acme.repository.git("rm", "--quiet", "-r", "apps/api/staging")
      try acme.repository.commit("Take it away")
      try acme.repository.write("apps/api/staging/values.yaml", "image:\n  tag: v1.0.0\n")
      try acme.repository.commit("Bring it back")
      let run = try acme.actor("ci").opsgate("verify", "--env", "staging")
      #expect(run.status == 1 && run.stdout.contains("error\tdowngrade"), "\(run)")
    }
  }

  /// Anybody can write a record without a key, and date it back.
  @Test
  func aForgedRecordOpensNoSecondEmergency() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      func declare(_ incident: String) throws {
        try acme.actor("carol").opsgate(
          "approve",
          "main",
          "--env",
          "production",
          "--emergency",
          "--reason",
          "down",
          "--incident",
          incident,
          "--yes"
        ).checked()
      }
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      try declare("INC-1")
      try acme.ops.point("api", "production", at: "v1.3.0", author: .dan)
      acme.repository.clock.advance(by: 3 * 86_400)
      try declare("INC-2")
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("no new emergency"), "\(run)")
      let ref = "--ref=opsgate/approvals"
      let line = try acme.repository.git("notes", ref, "show", "main")
      let record = try #require(line.split(separator: "\n").first.map(String.init))
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any]
      )
      let payload = try #require((object["payload"] as? String).flatMap { Data(base64Encoded: $0) })
      let older = String(decoding: payload, as: UTF8.self)
        .replacing(#/"issuedAt":"[0-9]{4}/#, with: "\"issuedAt\":\"2020")
      let forged = record.replacing(
        payload.base64EncodedString(),
        with: Data(older.utf8).base64EncodedString()
      )
      try acme.repository.folder.write("forged", line + forged + "\n")
      try acme.repository.git(
        "notes",
        ref,
        "add",
        "--force",
        "-F",
        acme.repository.folder.path("forged"),
        "main"
      )
      #expect(try acme.verdict().status == 1)
    }
  }

  /// A submodule whose id is that of the directory is none.
  @Test
  func aSubmoduleIsNoPolicy() throws {
    try withScratch { scratch in
      let acme = try Acme.make(at: scratch, policy: DecisionFlowTests.policy)
      let git = acme.repository
      let tree = try git.git("rev-parse", "HEAD:.opsgate").split(separator: "\n").joined()
      try git.git("rm", "--quiet", "-r", "--cached", ".opsgate")
      try git.git("update-index", "--add", "--cacheinfo", "160000,\(tree),.opsgate")
      try git.git("commit", "--quiet", "-m", "Nothing to see")
      let run = try acme.actor("ci").opsgate("verify", "--env", "policy")
      #expect(run.status == 1, "\(run)")
    }
  }

  /// Who has a key takes all numbers that a policy can have, when they revoke it.
  @Test
  func whoRevokesAKeyTakesNoNumbersAway() throws {
    try withScratch { scratch in
      let acme = try Acme.make(
        at: scratch,
        policy: Self.policy { $0.replacing("version: 1\n", with: "version: 1\nepoch: 1\n") }
      )
      let git = acme.repository
      let policy = String(decoding: try git.folder.bytes(".opsgate/policy.yaml"), as: UTF8.self)
      for (number, status) in [("9223372036854775807", 1), ("2", 0)] {
        try git.write(".opsgate/revoked", try TestKey("carol").publicLine + "\n")
        try git.write(
          ".opsgate/policy.yaml",
          policy.replacing("epoch: 1\n", with: "epoch: \(number)\n")
        )
        try git.commit("Revoke it", author: .carol)
        try acme.actor("carol").opsgate("approve", "main", "--env", "policy", "--yes").checked()
        let run = try acme.actor("ci").opsgate("verify", "--env", "policy")
        #expect(run.status == status, "\(number): \(run)")
        try git.git("reset", "--quiet", "--hard", "HEAD~1")
      }
    }
  }

  /// An emergency that changed a digest alone is owed a review like any.
  @Test
  func theDebtOfADigestIsADebt() throws {
    try withDigests { acme in
      func declare(_ commit: String, _ incident: String) throws {
        try acme.actor("carol").opsgate(
          "approve",
          commit,
          "--env",
          "production",
          "--emergency",
          "--reason",
          "down",
          "--incident",
          incident,
          "--yes"
        ).checked()
      }
      try acme.promoted("acme/api:v1.2.0" + Self.good)
      try acme.approveLanded()
      try acme.repository.branch("urgent")
      try acme.ops.point("api", "production", at: "acme/api:v1.2.0" + Self.evil, author: .dan)
      try acme.repository.go(to: "main")
      try declare("urgent", "INC-1")
      try acme.land("urgent", by: .squash)
      #expect(try acme.verdict().stdout.contains("\tallowed\texception\t"))
      acme.repository.clock.advance(by: 3 * 86_400)
      try acme.ops.point("api", "production", at: "acme/api:v1.3.0" + Self.good, author: .dan)
      try declare("main", "INC-2")
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("no new emergency"), "\(run)")
    }
  }

  /// A file that lay outside of the scope comes back with the tag that ran beside it.
  @Test
  func aRollbackBringsBackNothingThatNobodyWasAskedAbout() throws {
    try withScratch { scratch in
      let narrow = Self.policy {
        $0.replacing(
          "  - name: production\n",
          with: "  - name: production\n    scope: ['apps/*/production/values.yaml']\n"
        )
      }
      let acme = try Acme.make(at: scratch, policy: narrow)
      let git = acme.repository
      try acme.promoted("v1.2.0")
      try acme.approveLanded()
      try git.write("apps/api/production/hook.yaml", "run: evil\n")
      try git.commit("Beside it", author: .dan)
      try acme.promoted("v1.3.0")
      try acme.approveLanded()
      try git.git("rm", "--quiet", "apps/api/production/hook.yaml")
      try git.commit("Away with it")
      try acme.change(policy: {
        $0.replacing("'apps/*/production/values.yaml'", with: "'apps/*/production/**'")
      })
      #expect(try acme.verdict().status == 0)
      try git.write("apps/api/production/hook.yaml", "run: evil\n")
      try git.git("add", "--all")
      try acme.ops.point("api", "production", at: "v1.2.0", author: .dan)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("error\tapprovals"), "\(run)")
    }
  }

  /// Records of somebody who may approve nothing cost nobody's time, and change nothing.
  @Test
  func whoMayApproveNothingMakesNoRuns() throws {
    try withBranchOfTwo { acme in
      try acme.actor("carol").opsgate("approve", "wide", "--yes").checked()
      try acme.land("wide", by: .rebase)
      let run = try acme.verdict()
      #expect(run.status == 1 && run.stdout.contains("and none is here"), "\(run)")
    }
  }
}
