import Changes
import Git
import OpsTestSupport
import Pointers
import Testing

@Suite
struct RollbackTests {
  @Test
  func editsThePointerAndNothingElse() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let bad = try world.ops.point("api", "production", at: "v2")
      let file = world.ops.file("api", "production")
      let now = try world.ops.folder.text(file).replacing("replicas: 2", with: "replicas: 9")
      try world.git.write(file, now)
      try world.git.commit("Scale up")
      let step = Rollback.Step(
        service: "api",
        to: PointerValue(tag: "v1.0.0"),
        setBy: ObjectID(hex: bad)
      )
      let repository = try world.world.open()
      let plan = try Rollback([step], in: "production").plan(
        on: "refs/heads/main",
        at: try repository.resolve("main"),
        in: repository,
        layout: world.layout
      )
      try repository.keepObjects()
      let diff = try world.world.diff(plan)
      let changed = diff.split(separator: "\n").filter {
        ($0.hasPrefix("+") || $0.hasPrefix("-")) && !$0.hasPrefix("+++") && !$0.hasPrefix("---")
      }
      #expect(
        changed == [
          "-  tag: v2 # moved by hand or by opsgate",
          "+  tag: v1.0.0 # moved by hand or by opsgate",
        ]
      )
      #expect(
        plan.commits.map(\.message) == [
          """
          Roll back api to v1.0.0 in production

          Environment: production
          Service: api
          From-Tag: v2
          To-Tag: v1.0.0
          Reverts: \(bad)

          """
        ]
      )
    }
  }

  @Test
  func saysThatItWasForced() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let plan = try world.world.rollback(
        .init(service: "api", to: PointerValue(tag: "v0"), isForced: true),
        in: "production"
      )
      #expect(
        plan.commits.first?.message.contains(
          "\n\nForced: api never ran v0 in production before.\n\n"
        ) == true
      )
    }
  }

  @Test
  func takesSeveralServicesInOneCommit() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let plan = try world.world.rollback(
        .init(service: "web", to: PointerValue(tag: "v0")),
        .init(service: "api", to: PointerValue(tag: "v0.1")),
        in: "production"
      )
      #expect(plan.commits.count == 1)
      #expect(plan.words == ["api production v1.0.0 v0.1", "web production v1.0.0 v0"])
    }
  }

  /// Planning holds its objects in memory; only the writer keeps them.
  @Test
  func leavesNothingBehindWhenItIsOnlyPlanned() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let before = try world.git.git("count-objects")
      _ = try world.world.rollback(
        .init(service: "api", to: PointerValue(tag: "v0")),
        in: "production"
      )
      #expect(try world.git.git("count-objects") == before)
    }
  }

  @Test(arguments: [
    ("image:\n  tag: v2 # {\"$imagepolicy\": \"flux-system:api:tag\"}\n", "values.yaml:2", "Flux"),
    ("# renovate: datasource=docker\nimage: {tag: v2}\n", "values.yaml:2", ""),
    ("image:\n  # renovate: datasource=docker\n  tag: v2\n", "values.yaml:2", "Renovate"),
    (
      "metadata:\n  annotations:\n    argocd-image-updater.argoproj.io/image-list: x\n"
        + "image:\n  tag: v2\n", "values.yaml:3", "Argo CD Image Updater"
    ),
    ("image:\n  tag: v2 # set by hand\n", "", ""),
  ])
  func namesTheToolThatWillUndoIt(text: String, place: String, tool: String) throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.write(world.ops.file("api", "production"), text)
      try world.git.commit("Set by a tool")
      let plan = try world.world.rollback(
        .init(service: "api", to: PointerValue(tag: "v1")),
        in: "production"
      )
      let expected = place.isEmpty || tool.isEmpty ? [] : ["apps/api/production/\(place): \(tool)"]
      let found = plan.notices.map(\.text)
      if text.hasPrefix("# renovate") {
        // Right above the line that holds the pointer, in flow style.
        #expect(found.first?.hasPrefix("apps/api/production/values.yaml:1: Renovate") == true)
      } else {
        #expect(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { $0.hasPrefix($1) })
      }
    }
  }

  @Test
  func namesTheFileOfTheImageUpdater() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.git.write("apps/api/production/.argocd-source-api.yaml", "helm: {}\n")
      try world.git.commit("Written back")
      let plan = try world.world.rollback(
        .init(service: "api", to: PointerValue(tag: "v0")),
        in: "production"
      )
      #expect(
        plan.notices.map(\.text) == [
          "apps/api/production/.argocd-source-api.yaml: Argo CD Image Updater owns 'api' in "
            + "'production' and will undo this"
        ]
      )
    }
  }
}
