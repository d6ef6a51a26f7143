import Pointers
import Testing

@Suite
struct TagOrderTests {
  /// Each is older than the next.
  @Test(arguments: [
    (
      TagOrder.semver,
      [
        "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta",
        "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "v1.0.1", "V1.2", "1.10.0",
        "1.10.0.1", "2.0", "10.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
      ]
    ),
    (.semver, ["1.0.0-0.dev.git.983.h38", "1.0.0-0.dev.git.3983.h383374de"]),
    (.semver, ["v2.4.1@sha256:ffff", "v2.4.2@sha256:0000"]),
    (.numeric, ["v9", "v10", "v737", "v1000000000000000000000000"]),
    (.numeric, ["release_9", "release_12"]),
    (.numeric, ["2.9", "2.10"]),
    (.numeric, ["v12-b", "v19-a"]),
    (.numeric, ["1.0.0-0.dev.git.983.h38", "1.0.0-0.dev.git.3983.h11"]),
    (.numeric, ["2026-08-17-094555-production", "2026-08-17-094556-production"]),
    (
      .date,
      ["2026-08-17-094555-production", "2026-08-18-000000-production", "2026-09-01-000000-x"]
    ),
    (.date, ["20250817", "20260817", "20261231"]),
    (.date, ["20260817094555", "20260817094556"]),
    (.date, ["2026-08-17T09:45", "2026-08-17T09:46"]),
    (.date, ["2026.08.17", "2026.10.02"]),
    (.date, ["v20260817-1", "v20260817-2", "v20260817-10"]),
    (.date, ["20260817.9", "20260817.10"]),
  ])
  func ordersTags(_ order: TagOrder, _ tags: [String]) {
    for (position, tag) in tags.enumerated() {
      #expect(order.compare(tag, tag) == .same)
      for newer in tags.dropFirst(position + 1) {
        #expect(order.compare(tag, newer) == .older, "\(tag) \(newer)")
        #expect(order.compare(newer, tag) == .newer, "\(newer) \(tag)")
      }
    }
  }

  @Test(arguments: [
    (TagOrder.semver, "1.0", "1.0.0"), (.semver, "v1.0.0", "1.0.0"),
    (.semver, "1.0.0+a", "1.0.0+b"),
    (.semver, "01.2.3", "1.2.3"), (.numeric, "v007", "v7"), (.date, "2026-08-17", "20260817"),
  ])
  func takesDifferentSpellingsForTheSame(_ order: TagOrder, _ one: String, _ other: String) {
    #expect(order.compare(one, other) == .same)
  }

  @Test(arguments: [
    (TagOrder.semver, "1", "2"), (.semver, "v1.2", "main"), (.semver, "1..2", "1.2"),
    (.semver, "1.2.3-", "1.2.3"), (.semver, "1.2.3-a..b", "1.2.3"), (.semver, "1.2.x", "1.2.3"),
    (.semver, "1.2.3+", "1.2.3"), (.semver, "-1.2", "1.2"), (.semver, "", "1.2"),
    (.numeric, "701ac57", "9b2d1f0"), (.numeric, "v9", "w10"), (.numeric, "a", "b"),
    (.numeric, "sha512:1", "sha512:2"),
    (.numeric, "v9", "v9-rc"), (.numeric, "sha256:12", "sha256:13"), (.numeric, "1é", "2"),
    (.date, "2026-13-01", "2026-12-01"), (.date, "2026081", "20260818"),
    (.date, "20260817", "20260817-094555"), (.date, "a20260817", "b20260818"),
    (.date, "202608170945551", "20260817094555"),
    (.none, "1.0.0", "2.0.0"), (.semver, "latest", "1.0.0"), (.numeric, "", "1"),
  ])
  func saysNothingWhereItCannotTell(_ order: TagOrder, _ one: String, _ other: String) {
    #expect(order.compare(one, other) == nil)
    #expect(order.compare(other, one) == nil)
  }

  @Test
  func isSemverOrElseNumericByDefault() {
    #expect(TagOrder.compareByDefault("v1.9.0", "v1.10.0") == .older)
    #expect(TagOrder.compareByDefault("v9", "v10") == .older)
    #expect(TagOrder.compareByDefault("release-10", "release-9") == .newer)
    #expect(TagOrder.compareByDefault("701ac57", "9b2d1f0") == nil)
    #expect(TagOrder.compareByDefault("main", "v1") == nil)
    #expect(TagOrder.compareByDefault("sha256:1", "sha256:2") == nil)
  }

  @Test
  func bearsTagsOfAnyLength() {
    let long = String(repeating: "1.", count: 1_000_000) + "1"
    for order in TagOrder.allCases { #expect(order.compare(long, long + "1") == nil) }
  }
}

@Suite
struct TagTests {
  @Test(arguments: ["", "~", "null", "main", "master", "latest", "HEAD", "Latest"])
  func knowsFloatingTags(_ tag: String) { #expect(Tag.isFloating(tag)) }

  @Test(arguments: ["v1", "mainly", "latest-1", "head1", " ", "0"])
  func knowsTagsThatStay(_ tag: String) { #expect(!Tag.isFloating(tag)) }
}
