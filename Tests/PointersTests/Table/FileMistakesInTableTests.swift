import Git
import Pointers
import Testing

@Suite
struct FileMistakesInTableTests {
  private let production = PointerKey(service: "api", environment: "production")

  @Test
  func aFileThatCannotBeReadHidesItsPointerAndNoOther() throws {
    let layout = try layout("- { path: '{service}/{environment}.yaml', key: tag }")
    var table = table(layout, ["api/dev.yaml": "tag: v2", "api/prod.yaml": "tag: v1"])
    #expect(table.write("api/prod.yaml", "tag: [") == [production])
    #expect(table.summary == ["api dev v2 api/dev.yaml:1"])
    let mistake = try #require(table.mistakes.first)
    #expect(mistake.path == "api/prod.yaml")
    #expect(table.state(of: production) == .unknown(mistake))
    #expect(table.state(of: PointerKey(service: "web", environment: "production")) == .absent)
    #expect(table.write("api/prod.yaml", "tag: v1") == [production])
    #expect(table.mistakes.isEmpty)
    #expect(table[production]?.tag == "v1")
  }

  /// A base must not speak for an overlay that cannot be read.
  @Test
  func anOverlayThatCannotBeReadIsNotPassedOver() throws {
    let layout = try layout(
      "- { path: ['{service}/{environment}.yaml', '{service}/base.yaml'], key: tag }"
    )
    let table = table(layout, ["api/base.yaml": "tag: v1", "api/prod.yaml": "tag: [\n"])
    #expect(table.summary.map { $0.prefix(8) } == ["api dev ", "api stag"])
    guard case .unknown = table.state(of: production) else {
      Issue.record("the base was taken for the overlay")
      return
    }
  }

  @Test(arguments: [
    (
      FileMode.symlink,
      "api/prod.yaml: a symbolic link stands where a file with pointers should, and is not followed"
    ),
    (
      .submodule,
      "api/prod.yaml: a submodule stands where a file with pointers should, and its files are not read"
    ),
    (
      FileMode(rawValue: 0),
      "api/prod.yaml: what stands here is no file, so its pointers cannot be read"
    ),
  ])
  func whatIsNoFileIsNotRead(_ mode: FileMode, _ expected: String) throws {
    let layout = try layout("- { path: '{service}/{environment}.yaml', key: tag }")
    let readings = layout.read(path: "api/prod.yaml", mode: mode, bytes: Array("tag: v1".utf8))
    #expect(readings.mistakes.map(\.description) == [expected])
    var table = PointerTable(layout: layout)
    #expect(table.update(path: "api/prod.yaml", contents: readings) == [production])
    #expect(layout.read(path: "api/other/prod", mode: mode, bytes: []).isEmpty)
  }

  @Test
  func aFileIsUTF8() throws {
    let layout = try layout("- { path: '{service}/{environment}.yaml', key: tag }")
    let readings = layout.read(path: "api/prod.yaml", mode: .regular, bytes: [0x61, 0xff])
    #expect(readings.mistakes.map(\.description) == ["api/prod.yaml: the file is not UTF-8"])
  }

  @Test
  func aPatternReadsWhatIsNoYAML() throws {
    let layout = try layout(
      """
      - { path: '{service}/{environment}.yaml', key: tag }
      - { path: '{service}/{environment}.yaml', pattern: 'ref=(?<tag>[^"]+)' }
      """
    )
    let table = table(layout, ["api/prod.yaml": "{{ if }}\nsource: \"x?ref=v1\"\n"])
    #expect(table.summary == ["api production v1 api/prod.yaml:2"])
    #expect(table.mistakes.count == 1)
  }

  @Test
  func aPathThatIsReadInTwoWaysIsReadInNone() throws {
    let layout = try layout(
      "- { path: '{environment}-{service}.yaml', key: tag }",
      "[prod, prod-eu]"
    )
    let table = table(layout, ["prod-eu-web.yaml": "tag: v1", "prod-api.yaml": "tag: v1"])
    #expect(table.summary == ["api prod v1 prod-api.yaml:1"])
    let mistake = try #require(table.mistakes.first)
    for (service, environment) in [("eu-web", "prod"), ("web", "prod-eu")] {
      let key = PointerKey(service: service, environment: environment)
      #expect(table.state(of: key) == .unknown(mistake))
    }
    #expect(
      words(table.mistakes) == [
        "prod-eu-web.yaml: '{environment}-{service}.yaml' matches this path in 2 ways: "
          + "service 'eu-web' in environment 'prod'; service 'web' in environment 'prod-eu' "
          + "(write the template so that only one reading is left)"
      ]
    )
  }

  @Test
  func twoPointersOnOneScalar() throws {
    let layout = try layout(
      """
      - { path: '{environment}.yaml', key: tag, service: api }
      - { path: '{environment}.yaml', key: tag, service: web }
      - { path: prod.yaml, key: tag, service: api, environment: dev }
      """
    )
    #expect(
      words(table(layout, ["prod.yaml": "\ntag: v1"]).mistakes) == [
        "prod.yaml:2:6: two pointers stand on one scalar: 'api' in 'production' and 'api' in 'dev' "
          + "(the entries in lines 3 and 5 of the policy both read it; leave one out)",
        "prod.yaml:2:6: two pointers stand on one scalar: 'api' in 'production' and 'web' in 'production' "
          + "(the entries in lines 3 and 4 of the policy both read it; leave one out)",
      ]
    )
  }

  @Test
  func anAnchorServesAllThatAreAliasesOfIt() throws {
    let layout = try layout("- { path: tags.yaml, key: '{environment}.{service}.tag' }")
    let text = "dev: &all\n  api: { tag: &tag v1 }\n  web: { tag: *tag }\nproduction: *all\n"
    let table = table(layout, ["tags.yaml": text])
    #expect(table.mistakes == [])
    #expect(
      table.summary == [
        "api dev v1 tags.yaml:2 with api/production web/dev web/production",
        "api production v1 tags.yaml:2 with api/dev web/dev web/production",
        "web dev v1 tags.yaml:2 with api/dev api/production web/production",
        "web production v1 tags.yaml:2 with api/dev api/production web/dev",
      ]
    )
  }

  @Test
  func aServiceHasANameThatCanBeShown() throws {
    let layout = try layout("- { path: '{environment}.yaml', key: '{service}' }")
    let table = table(layout, ["dev.yaml": "\"a\\nb\": v1\n\" c\": v1\nd: v1\n"])
    #expect(table.summary == ["d dev v1 dev.yaml:3"])
    #expect(
      table.mistakes.map(\.message) == [
        "the service's name 'ab' has a character that cannot be printed",
        "the service's name ' c' begins or ends with a space",
      ]
    )
  }

  @Test
  func aPathIsUTF8() throws {
    let layout = try layout("- { path: '{service}/{environment}.yaml', key: tag }")
    let readings = layout.read(
      path: "a\u{FFFD}/dev.yaml",
      mode: .regular,
      bytes: Array("tag: v1".utf8)
    )
    #expect(
      words(readings.mistakes) == [
        "a\u{FFFD}/dev.yaml: the path is not UTF-8, so its pointers cannot be named (rename the file)"
      ]
    )
  }

  /// Canonically equal names are two files to git, and must be two here.
  @Test
  func filesAreToldApartByTheirBytes() throws {
    let layout = try layout("- { path: '{environment}/*.yaml', key: tag, service: api }")
    let table = table(layout, ["dev/\u{e9}.yaml": "tag: v1", "dev/e\u{301}.yaml": "tag: v2"])
    #expect(table.pointers.map(\.places.count) == [2])
    #expect(table.pointers.map(\.disagreement.count) == [1])
  }
}
