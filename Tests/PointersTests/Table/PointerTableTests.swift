import Git
import Pointers
import Testing

@Suite
struct PointerTableTests {
  @Test
  func oneFilePerServiceAndEnvironment() throws {
    let layout = try layout(
      "- { path: 'apps/{service}/{environment}/values.yaml', key: image.tag }"
    )
    let table = table(
      layout,
      [
        "apps/web/prod/values.yaml": "image:\n  tag: v1\n",
        "apps/api/dev/values.yaml": "image: { tag: v3 }\n",
        "apps/api/prod/values.yaml": "a: 1\nimage:\n  tag: 1.10\n",
        "apps/api/staging/values.yaml": "image: {}\n",
        "apps/api/test/values.yaml": "image: { tag: v9 }\n",
        "docs/api/prod/values.yaml": "image: { tag: v9 }\n",
      ]
    )
    #expect(
      table.summary == [
        "api dev v3 apps/api/dev/values.yaml:1",
        "api production 1.10 apps/api/prod/values.yaml:3",
        "web production v1 apps/web/prod/values.yaml:2",
      ]
    )
    #expect(table.mistakes.isEmpty)
    #expect(table.state(of: PointerKey(service: "api", environment: "staging")) == .absent)
    let place = try #require(table[PointerKey(service: "api", environment: "production")]).place
    #expect(place.key == "image.tag")
    #expect(place.captures == Captures(service: "api", environment: "prod"))
  }

  @Test
  func oneFilePerEnvironment() throws {
    let layout = try layout("- { path: 'env/{environment}.yaml', key: 'services.{service}.tag' }")
    let table = table(
      layout,
      [
        "env/dev.yaml": "services:\n  api: { tag: v2 }\n  web: { tag: v5 }\n",
        "env/prod.yaml": "services:\n  api: { tag: v1 }\n",
      ]
    )
    #expect(
      table.summary == [
        "api dev v2 env/dev.yaml:2", "api production v1 env/prod.yaml:2",
        "web dev v5 env/dev.yaml:3",
      ]
    )
    let pointer = try #require(table[PointerKey(service: "api", environment: "production")])
    #expect(pointer.place.key == "services.api.tag")
  }

  /// Keys spell an environment by its directory or its name; what is no environment is somebody else's.
  @Test
  func oneFileForAll() throws {
    let layout = try layout("- { path: tags.yaml, key: '{environment}.{service}' }")
    let text = "dev: { api: v3 }\nprod: { api: v1 }\nproduction: { web: v7 }\ncommon: { api: v0 }\n"
    #expect(
      table(layout, ["tags.yaml": text]).summary == [
        "api dev v3 tags.yaml:1", "api production v1 tags.yaml:2", "web production v7 tags.yaml:3",
      ]
    )
  }

  @Test
  func fixedNames() throws {
    let layout = try layout(
      """
      - { path: values.yaml, key: app.version, service: web, environment: production }
      - { path: 'values-{environment}.yaml', key: app.version, service: web }
      """
    )
    let table = table(
      layout,
      [
        "values.yaml": "app: { version: 2026-08-17 }",
        "values-staging.yaml": "app: { version: main }",
      ]
    )
    #expect(
      table.summary == [
        "web staging main values-staging.yaml:1", "web production 2026-08-17 values.yaml:1",
      ]
    )
    #expect(table.pointers.map(\.isFloating) == [true, false])
  }

  @Test
  func theFirstFileThatHasTheKeyWins() throws {
    let layout = try layout(
      """
      - path: ['{service}/overlays/{environment}.yaml', '{service}/base.yaml']
        key: tag
      """
    )
    var table = table(
      layout,
      [
        "api/base.yaml": "tag: v1", "api/overlays/dev.yaml": "tag: v3",
        "api/overlays/prod.yaml": "replicas: 2",
      ]
    )
    #expect(
      table.summary == [
        "api dev v3 api/overlays/dev.yaml:1",
        "api staging v1 api/base.yaml:1 base with api/production",
        "api production v1 api/base.yaml:1 base with api/staging",
      ]
    )
    let changed = table.write("api/overlays/prod.yaml", "tag: v2")
    #expect(changed == [PointerKey(service: "api", environment: "production")])
    #expect(
      table.summary == [
        "api dev v3 api/overlays/dev.yaml:1", "api staging v1 api/base.yaml:1 base",
        "api production v2 api/overlays/prod.yaml:1",
      ]
    )
    #expect(table.write("api/base.yaml", "tag: v2").count == 3)
    #expect(table.update(path: "api/base.yaml", contents: nil).count == 3)
    #expect(table.keys.map(\.environment) == ["dev", "production"])
  }

  /// Wikimedia's shape: production is the file without a name, and staging falls back to it.
  @Test
  func aFixedEnvironmentMayBeAnothersBase() throws {
    let layout = try layout(
      """
      - { path: '{service}/values.yaml', key: version, environment: production }
      - { path: ['{service}/values-staging.yaml', '{service}/values.yaml'], key: version, environment: staging }
      """
    )
    var table = table(layout, ["api/values.yaml": "version: v1"])
    #expect(
      table.summary == [
        "api staging v1 api/values.yaml:1 base with api/production",
        "api production v1 api/values.yaml:1 with api/staging",
      ]
    )
    #expect(table.mistakes.isEmpty)
    table.write("api/values-staging.yaml", "version: v2")
    #expect(
      table.summary == [
        "api staging v2 api/values-staging.yaml:1", "api production v1 api/values.yaml:1",
      ]
    )
  }

  @Test
  func copiesAreReadTogetherAndMayDisagree() throws {
    let layout = try layout(
      """
      - { path: '{service}/{environment}.yaml', key: image.tag }
      - { path: '{service}/{environment}.yaml', key: 'sources[*].ref' }
      """
    )
    let text = "image: { tag: v1 }\nsources: [{ ref: v1 }, { ref: v2 }]\n"
    var table = table(layout, ["api/prod.yaml": text])
    let pointer = try #require(table.pointers.first)
    #expect(pointer.places.map(\.value.tag) == ["v1", "v1", "v2"])
    #expect(pointer.disagreement.map(\.line) == [2])
    table.write("api/prod.yaml", text.replacing("v2", with: "v1"))
    #expect(table.pointers.first?.disagreement == [])
  }

  @Test
  func oneScalarReadTwiceForOnePointerIsOnePlace() throws {
    let layout = try layout(
      """
      - { path: '{service}/{environment}.yaml', key: tag }
      - { path: '*/{environment}.yaml', key: tag, service: api }
      """
    )
    let table = table(layout, ["api/prod.yaml": "tag: v1"])
    #expect(table.pointers.map(\.places.count) == [1])
    #expect(table.mistakes.isEmpty)
  }

  @Test
  func whereThereIsOneEnvironmentNothingNeedsToSayWhich() throws {
    let layout = try layout("- { path: '{service}.yaml', key: tag }", "[production]")
    #expect(table(layout, ["api.yaml": "tag: v1"]).summary == ["api production v1 api.yaml:1"])
  }

  @Test
  func emptyAndNullTagsFloat() throws {
    let layout = try layout("- { path: '{service}/{environment}', key: tag }")
    for text in ["tag:", "tag: ~", "tag: null", "tag: ''", "tag: latest"] {
      #expect(table(layout, ["api/dev": text]).pointers.map(\.isFloating) == [true], "\(text)")
    }
  }

  @Test
  func aPlaceIsEdited() throws {
    let layout = try layout("- { path: '{environment}.yaml', key: '{service}.image', part: tag }")
    let text = "api: { image: r/api:v1 } # keep\nweb: { image: r/web:v1 }\n"
    let table = table(layout, ["prod.yaml": text])
    let pointer = try #require(table[PointerKey(service: "api", environment: "production")])
    let edited = try layout.edit(
      Array(text.utf8),
      at: pointer.place,
      to: PointerValue(tag: "v2")
    )
    #expect(String(decoding: edited, as: UTF8.self) == text.replacing("api:v1", with: "api:v2"))
  }

  @Test
  func anUpdateNamesWhatChanged() throws {
    let layout = try layout("- { path: '{environment}.yaml', key: '{service}' }")
    var table = PointerTable(layout: layout)
    #expect(table.write("dev.yaml", "a: v1\nb: v1\n").map(\.service).sorted() == ["a", "b"])
    #expect(table.write("dev.yaml", "a: v1\nb: v1\n").isEmpty)
    #expect(table.write("dev.yaml", "# shifted\na: v1\nb: v2\n").map(\.service) == ["b"])
    #expect(table.pointers.map(\.place.line) == [2, 3])
    #expect(table.write("dev.yaml", "a: v1\nb: v2\nc: v1\n").map(\.service).contains("c"))
    #expect(
      table.update(path: "dev.yaml", contents: nil).map(\.service).sorted() == ["a", "b", "c"]
    )
    #expect(table.update(path: "dev.yaml", contents: nil).isEmpty)
    #expect(table.pointers.isEmpty)
    #expect(table.write("README.md", "nothing").isEmpty)
  }
}
