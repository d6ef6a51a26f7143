import Git
import History
import OpsTestSupport
import Testing

@testable import Reports

struct LogReportTests {
  @Test(arguments: [140, 110, 80])
  func aPersonSeesWhoMovedWhatAndWhatIsOdd(_ columns: Int) throws {
    try expectGolden(World.shown(report, columns: columns), "terminal-\(columns).txt")
  }

  @Test
  func aPipeGetsOneRecordForEachMove() throws {
    try expectGolden(World.piped(report), "pipe.txt")
  }

  @Test
  func theMachineContract() {
    let move = World.move(
      "api",
      "production",
      "v2",
      "v1",
      in: MoveCommit(
        id: World.id(1),
        position: 1,
        author: World.signature("Ana", hoursAgo: 3),
        committer: World.signature("Bo", hoursAgo: 2)
      ),
      .rollback,
      downgrade: true,
      unlabelled: true
    )
    #expect(
      LogReport(head: World.id(2), moves: [move]).json.text == """
        {
          "head": "2000000000000000000000000000000000000000",
          "moves": [
            {
              "author": {
                "email": "ana@acme.example",
                "name": "Ana"
              },
              "certain": true,
              "commit": "1000000000000000000000000000000000000000",
              "committer": {
                "email": "bo@acme.example",
                "name": "Bo"
              },
              "downgrade": true,
              "environment": "production",
              "from": "v2",
              "kind": "rollback",
              "line": 1,
              "path": "apps/api/production.yaml",
              "service": "api",
              "skipped": false,
              "time": "2026-03-05T01:07:00Z",
              "to": "v1",
              "unlabelled": true
            }
          ],
          "schema": "opsgate.log/1"
        }
        """
    )
  }

  @Test
  func nothingIsSaidToBeNothing() {
    let empty = LogReport(head: World.id(1), moves: [])
    #expect(World.shown(empty) == "no moves\n")
    #expect(World.piped(empty) == "")
  }

  private var report: LogReport {
    let (old, new) = (World.commit(1, hoursAgo: 2000), World.commit(2, hoursAgo: 1, by: "Bo\u{1b}"))
    let sha = "0123456789abcdef0123456789abcdef01234567"
    let digest = "sha256:" + String(repeating: "ab", count: 32)
    return LogReport(
      head: World.id(2),
      moves: [
        World.move(
          "api",
          "production",
          "v2",
          "v1",
          in: new,
          .rollback,
          downgrade: true,
          unlabelled: true
        ),
        World.move("api", "staging", sha, digest, in: new, .promotion),
        World.move("web", "dev", "", "::error::x", in: new, .change, skipped: true),
        World.move("web", "dev", nil, "v1", in: old, .added),
        World.move("web", "staging", "v1", nil, in: old, .removed),
      ],
      omitted: 7
    )
  }
}
