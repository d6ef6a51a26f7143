import Testing

@testable import History

/// Which messages say of themselves that they take something back.
@Suite
struct RollbackLabelTests {
  @Test(arguments: [
    "Revert \"Promote api to v2\"\n\nThis reverts commit 1234.",
    "Reapply \"Promote api to v2\"",
    "Revert^2 \"Promote api\"",
    "revert: api v2",
    "fix(api): reverting to v1",
    "Roll back api to v1 in production",
    "Rolled-back api",
    "ROLLBACK api",
    "[hotfix] rollback of v2",
    "Rolling back: api",
    "Undo the promotion of api",
    "Backout v2",
    "Set api to v1\n\nThis reverts commit 0123456789012345678901234567890123456789.",
    "Set api to v1\n\nService: api\nReverts: 0123456789012345678901234567890123456789",
    "Merge pull request #12 from acme/revert-10-api-v2\n\nSet api to v1",
    "Merge pull request #12 from acme/fix\n\nRoll back api",
    "\n\n  Revert \"x\"",
  ])
  func says(message: String) {
    #expect(RollbackLabel.isPresent(in: message))
  }

  @Test(arguments: [
    "", "\n", "Promote api to v1 in production", "Update image tag", "Bring back the old colours",
    "Set api to v1\n\nRelease notes: rollback of failed jobs is faster now.",
    "Merge branch 'api'\n\nUpdate api\n\nIt can roll back transactions",
    "Enroll backend in the canary", "Troll back-end", "Role back", "Scroll backwards",
    "Set api to v1\n\nEnvironment: production\nFrom-Tag: v2\nTo-Tag: v1",
  ])
  func doesNotSay(message: String) {
    #expect(!RollbackLabel.isPresent(in: message))
  }
}
