import Changes
import OpsTestSupport
import Pointers
import Testing

/// What a rollback says of tools that would undo it, and what it does not say.
@Suite
struct OwnerMarkerTests {
  private static let image = "image:\n  tag: v2\n"

  /// The notices of a rollback of `api` in an ops repo with these files besides.
  private func notices(
    _ values: String = image,
    beside files: [String: String] = [:]
  ) throws -> [String] {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.write(world.ops.file("api", "production"), values)
      for (path, text) in files { try world.git.write(path, text) }
      try world.git.commit("Set by a tool")
      let plan = try world.world.rollback(
        .init(service: "api", to: PointerValue(tag: "v1")),
        in: "production"
      )
      #expect(plan.notices.allSatisfy { $0.weight == .warning && $0.hint != nil })
      return plan.notices.map(\.text)
    }
  }

  @Test
  func readsAllCommentsRightAboveThePointer() throws {
    #expect(
      try notices("image:\n  # renovate: datasource=docker\n  # depName=x\n\n  tag: v2\n") == []
    )
    #expect(
      try notices("image:\r\n  # renovate: datasource=docker\r\n  # depName=x\r\n  tag: v2\r\n")
        == [
          "apps/api/production/values.yaml:2: Renovate owns 'api' in 'production' and will undo this"
        ]
    )
    #expect(try notices("# renovate: x\nreplicas: 2\nimage:\n  tag: v2\n") == [])
  }

  @Test
  func passesOverAnnotationsThatAreCommentedOut() throws {
    #expect(
      try notices("# argocd-image-updater.argoproj.io/image-list: x\n\(Self.image)") == []
    )
  }

  @Test(arguments: [
    ("renovate.json", "{\n \"extends\": [\"config:recommended\"]\n}\n", "renovate.json"),
    (
      ".github/renovate.json5", "{\n  // ours\n  customManagers: [],\n}\n",
      ".github/renovate.json5:3"
    ),
    (".renovaterc", "{\"enabledManagers\": [\"flux\"]}\n", ".renovaterc:1"),
  ])
  func readsRenovatesSettings(path: String, text: String, place: String) throws {
    #expect(
      try notices(beside: [path: text]) == [
        "\(place): Renovate may own 'api' in 'production' and undo this"
      ]
    )
  }

  @Test
  func prefersTheCommentToTheSettings() throws {
    #expect(
      try notices(
        "image:\n  tag: v2 # renovate: x\n",
        beside: ["renovate.json": "{}"]
      ) == [
        "apps/api/production/values.yaml:2: Renovate owns 'api' in 'production' and will undo this"
      ]
    )
  }

  @Test
  func readsTheImageUpdatersFilesBesideThePointer() throws {
    let folder = "apps/api/production"
    let resource = "apiVersion: x\nkind: ImageUpdater\nspec: {images: [{alias: api}]}\n"
    let words = "Argo CD Image Updater owns 'api' in 'production' and will undo this"
    #expect(
      try notices(beside: ["\(folder)/updater.yaml": resource]) == [
        "\(folder)/updater.yaml:2: \(words)"
      ]
    )
    #expect(
      try notices(
        beside: [
          "\(folder)/updater.yaml": resource.replacing("api}", with: "web}").replacing(
            "api",
            with: "x"
          )
        ]
      ) == []
    )
    #expect(
      try notices(
        beside: [
          "\(folder)/.argocd-source-api.yaml": "{}", "\(folder)/.argocd-source-web.yaml": "{}",
        ]
      ) == ["\(folder)/.argocd-source-api.yaml: \(words)"]
    )
    #expect(try notices(beside: ["apps/web/production/.argocd-source-api.yaml": "{}"]) == [])
  }

  @Test
  func saysNothingOfFilesThatRenovateIsNotToldOf() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let policy = """
        version: 1
        pointers:
          - { path: "{environment}/{service}.txt", key: tag }
        environments: [production]
        """
      try git.write("production/api.txt", "tag: v2\n")
      try git.write("renovate.json", "{}")
      try git.commit("Start")
      let plan = try PlanWorld(git, policy: policy).rollback(
        .init(service: "api", to: PointerValue(tag: "v1")),
        in: "production"
      )
      #expect(plan.notices == [])
    }
  }
}
