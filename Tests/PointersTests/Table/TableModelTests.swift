import Git
import Pointers
import Testing

/// The table that was updated in any order is the one that is built from the last state at once.
@Suite
struct TableModelTests {
  private static let paths = [
    "api/dev.yaml", "api/prod.yaml", "api/base.yaml", "web/prod.yaml", "web/base.yaml", "all.yaml",
  ]
  private static let texts = [
    nil, "tag: v1", "tag: v2", "# c\ntag: v1\nref: v2", "other: x", "tag: [", "ref: v3",
    "dev: { api: v1 }", "prod: { web: v1, api: v2 }\ndev: { web: v3 }",
  ]

  @Test(arguments: 0..<20)
  func updatesLeadToTheSameTable(_ seed: Int) throws {
    let layout = try layout(
      """
      - { path: ['{service}/{environment}.yaml', '{service}/base.yaml'], key: tag }
      - { path: '{service}/{environment}.yaml', key: ref }
      - { path: all.yaml, key: '{environment}.{service}' }
      """
    )
    var state = UInt64(seed &* 7919 &+ 1)
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var updated = PointerTable(layout: layout)
    var files: [String: String] = [:]
    for _ in 0..<60 {
      let path = Self.paths[random(Self.paths.count)]
      files[path] = Self.texts[random(Self.texts.count)]
      let before = updated
      let readings = files[path].map {
        layout.read(path: path, mode: .regular, bytes: Array($0.utf8))
      }
      let changed = updated.update(path: path, contents: readings)
      var built = PointerTable(layout: layout)
      for (path, text) in files.sorted(by: { $0.key < $1.key }) { built.write(path, text) }
      #expect(updated.keys == built.keys)
      #expect(updated.mistakes == built.mistakes)
      for key in Set(before.keys + built.keys) {
        #expect(updated.state(of: key) == built.state(of: key))
        if before[key]?.value != built[key]?.value { #expect(changed.contains(key)) }
      }
    }
  }
}
