import OpsTestSupport
import Testing

@testable import Reports

struct DiffReportTests {
  @Test
  func whatAPromotionWouldMove() throws {
    let report = try report()
    #expect(
      World.shown(report) == """
        SERVICE  PRODUCTION  STAGING
        api      v1.4.0      v1.5.0
        floats   v1          main     floating
        new      -           v1       absent
        older    v1.10.0     v1.9.0   older

        """
    )
    #expect(
      World.piped(report) == """
        api\tv1.4.0\tv1.5.0\t-
        floats\tv1\tmain\tfloating
        new\t-\tv1\tabsent
        older\tv1.10.0\tv1.9.0\tolder

        """
    )
  }

  @Test
  func theMachineContract() throws {
    let table = try World.table([
      "apps/api/staging.yaml": "v2", "apps/api/production.yaml": "v1",
      "apps/new/staging.yaml": "v1",
    ])
    #expect(
      DiffReport(table: table, from: "staging", to: "production").json.text == """
        {
          "from": "staging",
          "moves": [
            {
              "from": "v1",
              "mark": null,
              "service": "api",
              "to": "v2"
            },
            {
              "from": null,
              "mark": "absent",
              "service": "new",
              "to": "v1"
            }
          ],
          "schema": "opsgate.diff/1",
          "to": "production"
        }
        """
    )
  }

  @Test
  func equalEnvironmentsAreSaidToBeEqual() throws {
    let table = try World.table(["apps/a/staging.yaml": "v1", "apps/a/production.yaml": "v1"])
    let report = DiffReport(table: table, from: "staging", to: "production")
    #expect(World.shown(report) == "production runs all that staging runs\n")
    #expect(World.piped(report) == "")
  }

  private func report() throws -> DiffReport {
    let tags = [
      "api": ("v1.5.0", "v1.4.0"), "same": ("v1", "v1"), "older": ("v1.9.0", "v1.10.0"),
      "floats": ("main", "v1"),
    ]
    var files = ["apps/new/staging.yaml": "v1", "apps/gone/production.yaml": "v1"]
    for (service, tags) in tags {
      files["apps/\(service)/staging.yaml"] = tags.0
      files["apps/\(service)/production.yaml"] = tags.1
    }
    return DiffReport(table: try World.table(files), from: "staging", to: "production")
  }
}
