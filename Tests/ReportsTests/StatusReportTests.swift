import Git
import History
import OpsTestSupport
import Pointers
import Testing

@testable import Reports

struct StatusReportTests {
  @Test(arguments: [120, 72, 50, 30])
  func theMatrixFitsTheTerminal(_ columns: Int) throws {
    let shown = World.shown(try mixed(), columns: columns)
    try expectGolden(shown, "mixed-\(columns).txt")
    let lines = shown.split(separator: "\n").dropLast()
    // Narrower than the widest pointer, there is only a list.
    #expect(columns < 50 || lines.allSatisfy { DisplayWidth.of(String($0)) <= columns })
  }

  @Test
  func sixtyServicesAreUnderstoodAtAGlance() throws {
    try expectGolden(World.shown(try sixty()), "sixty.txt")
  }

  @Test
  func coloursMarkWhatDiffers() throws {
    let view = TerminalView(columns: 120, now: World.now)
    let lines = try mixed().rendered(for: .terminal(view, .colour))
    try expectGolden(lines.map { $0 + "\n" }.joined(), "mixed-colour.txt")
  }

  @Test
  func aPipeGetsOneRecordForEachPointer() throws {
    try expectGolden(World.piped(try mixed()), "mixed-pipe.txt")
  }

  @Test
  func theMachineContract() throws {
    let table = try World.table([
      "apps/api/dev.yaml": "v2", "apps/api/staging.yaml": "image: {tag: main}\n",
    ])
    let report = StatusReport(
      moment: moment,
      environments: ["dev", "staging"],
      entries: [
        entry(table, "api", "dev", World.commit(3, hoursAgo: 2)),
        entry(table, "api", "staging", nil, behind: 4),
      ],
      findings: []
    )
    #expect(
      report.json.text == """
        {
          "commit": "f000000000000000000000000000000000000000",
          "environments": [
            "dev",
            "staging"
          ],
          "findings": [],
          "pointers": [
            {
              "behind": null,
              "environment": "dev",
              "floating": false,
              "line": 1,
              "path": "apps/api/dev.yaml",
              "service": "api",
              "since": {
                "commit": "3000000000000000000000000000000000000000",
                "time": "2026-03-05T01:07:00Z"
              },
              "tag": "v2"
            },
            {
              "behind": 4,
              "environment": "staging",
              "floating": true,
              "line": 1,
              "path": "apps/api/staging.yaml",
              "service": "api",
              "since": null,
              "tag": "main"
            }
          ],
          "schema": "opsgate.status/1"
        }
        """
    )
  }

  @Test
  func noPointersAreSaidToBeNone() {
    let report = StatusReport(moment: moment, environments: ["dev"], entries: [], findings: [])
    #expect(World.shown(report) == "no pointers\nmain at f000000000, 3 hours ago\n")
    #expect(World.piped(report) == "")
  }

  private let moment = StatusReport.Moment(
    commit: World.id(15),
    time: World.now - 3 * 3600,
    name: "main"
  )

  /// One of everything: behind, from elsewhere, floating, copies that differ, unreadable, absent.
  private func mixed() throws -> StatusReport {
    let table = try World.table([
      "apps/api/dev.yaml": "v1.5.0", "apps/api/staging.yaml": "v1.4.0",
      "apps/api/production.yaml": "v1.4.0",
      "apps/日本語/dev.yaml": "2026-03-04", "apps/日本語/production.yaml": "2026-03-01",
      "apps/worker/dev.yaml": "main",
      "apps/worker/staging.yaml": "0123456789abcdef0123456789abcdef01234567",
      "apps/worker/production.yaml": "v2", "copies/worker/production.yaml": "tag: v3\n",
      "apps/broken/dev.yaml": "image: [: \n",
    ])
    return StatusReport(
      moment: moment,
      environments: ["dev", "staging", "production"],
      entries: [
        entry(table, "api", "dev", World.commit(9, hoursAgo: 1)),
        entry(table, "api", "staging", World.commit(8, hoursAgo: 30), behind: 2, before: "v1.5.0"),
        entry(
          table,
          "api",
          "production",
          World.commit(8, hoursAgo: 29),
          behind: 0,
          before: "v1.4.0"
        ),
        entry(table, "broken", "dev", nil),
        entry(table, "worker", "dev", World.commit(7, hoursAgo: 400)),
        entry(table, "worker", "staging", World.commit(6, hoursAgo: 20_000)),
        entry(
          table,
          "worker",
          "production",
          nil,
          before: "0123456789abcdef0123456789abcdef01234567"
        ),
        entry(table, "日本語", "dev", World.commit(5, hoursAgo: 12)),
        entry(table, "日本語", "production", World.commit(4, hoursAgo: 0), before: "x"),
      ],
      findings: []
    )
  }

  private func sixty() throws -> StatusReport {
    let environments = ["dev", "staging", "production"]
    var files: [String: String] = [:]
    var entries: [(String, String, Int?, String?)] = []
    for number in 1...60 {
      let service = "service-\(number)"
      let tags =
        number % 7 == 0
        ? ["v\(number + 2)", "v\(number + 2)", "v\(number)"]
        : Array(repeating: "v\(number)", count: 3)
      for (position, environment) in environments.enumerated() {
        files["apps/\(service)/\(environment).yaml"] = tags[position]
        let before = position > 0 ? tags[position - 1] : nil
        entries.append((service, environment, before == tags[position] ? 0 : 1, before))
      }
    }
    let table = try World.table(files)
    return StatusReport(
      moment: moment,
      environments: environments,
      entries: entries.map { service, environment, behind, before in
        entry(
          table,
          service,
          environment,
          World.commit(1, hoursAgo: 50),
          behind: before == nil ? nil : behind,
          before: before
        )
      },
      findings: []
    )
  }

  private func entry(
    _ table: PointerTable,
    _ service: String,
    _ environment: String,
    _ since: MoveCommit?,
    behind: Int? = nil,
    before: String? = nil
  ) -> StatusReport.Entry {
    let key = PointerKey(service: service, environment: environment)
    let environments = table.layout.environments
    return StatusReport.Entry(
      key: key,
      pointer: table[key],
      since: since,
      behind: behind,
      environmentBefore: environments.first { $0.name == environment }?.from,
      tagBefore: before
    )
  }
}
