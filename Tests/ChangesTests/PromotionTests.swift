import Changes
import OpsTestSupport
import Pointers
import Testing

@Suite
struct PromotionTests {
  @Test
  func copiesTheTagOfTheEnvironmentBefore() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.point("api", "staging", at: "v1.1.0")
      let plan = try world.world.promotion("api", to: "production")
      #expect(plan.words == ["api production v1.0.0 v1.1.0"])
      #expect(
        plan.commits.map(\.message) == [
          """
          Promote api to v1.1.0 in production

          Environment: production
          Service: api
          From-Tag: v1.0.0
          To-Tag: v1.1.0

          """
        ]
      )
    }
  }

  @Test
  func namesEveryServiceOfOneCommit() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      try world.ops.point("api", "dev", at: "v2")
      try world.ops.point("web", "dev", at: "v3")
      let plan = try world.world.promotion("web", "api", to: "staging")
      #expect(plan.words == ["api staging v1.0.0 v2", "web staging v1.0.0 v3"])
      let message = try #require(plan.commits.first).message
      #expect(
        message.hasPrefix("Promote 2 services to staging\n\n- api in staging: v1.0.0 -> v2\n")
      )
      let trailers = try world.git.run(
        ["interpret-trailers", "--parse"],
        input: Array(message.utf8)
      ).checked().stdout
      #expect(
        trailers == """
          Environment: staging
          Service: api
          From-Tag: v1.0.0
          To-Tag: v2
          Service: web
          From-Tag: v1.0.0
          To-Tag: v3

          """
      )
    }
  }

  @Test
  func saysWhatIsThereAlready() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      let plan = try world.world.promotion("api", to: "production")
      #expect(plan.isEmpty)
      #expect(plan.notices == [Notice(.note, "'api' already runs v1.0.0 in 'production'")])
    }
  }

  @Test
  func takesANamedTag() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      #expect(
        try world.world.promotion("api", to: "dev", tag: "1e5").words == ["api dev v1.0.0 1e5"]
      )
    }
  }

  @Test
  func refusesWhatCannotBePromoted() throws {
    try withScratch { scratch in
      let world = try CommonWorld.make(at: scratch)
      #expect(throws: ChangeRefusal.noSource(environment: "dev")) {
        try world.world.promotion("api", to: "dev")
      }
      #expect(
        throws: ChangeRefusal.noPointer(PointerKey(service: "db", environment: "staging"))
      ) { try world.world.promotion("db", to: "production") }
      try world.ops.point("api", "staging", at: "latest")
      #expect(
        throws: ChangeRefusal.floatingSource(
          PointerKey(service: "api", environment: "staging"),
          tag: "latest"
        )
      ) { try world.world.promotion("api", to: "production") }
    }
  }

  /// A base that two environments fall back to must not be edited for one of them.
  @Test
  func refusesToMoveAnEnvironmentThatSharesTheScalar() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let policy = """
        version: 1
        pointers:
          - path: ["apps/{service}/values-{environment}.yaml", "apps/{service}/values.yaml"]
            key: image.tag
        environments: [dev, staging, production]
        """
      try git.write(".opsgate/policy.yaml", policy)
      try git.write("apps/api/values.yaml", "image:\n  tag: v1\n")
      try git.write("apps/api/values-dev.yaml", "image:\n  tag: v2\n")
      try git.commit("Start")
      let world = try PlanWorld(git, policy: policy)
      #expect(
        throws: ChangeRefusal.shared(
          PointerKey(service: "api", environment: "staging"),
          with: [PointerKey(service: "api", environment: "production")],
          path: "apps/api/values.yaml",
          line: 2
        )
      ) { try world.promotion("api", to: "staging") }
      try git.write("apps/api/values-production.yaml", "image:\n  tag: v0\n")
      try git.commit("Production has its own")
      let plan = try world.promotion("api", to: "staging")
      #expect(plan.words == ["api staging v1 v2"])
    }
  }

  @Test
  func setsAllCopiesAndNamesTheOneThatDisagreed() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch)
      let policy = """
        version: 1
        pointers:
          - path: apps/{service}/{environment}/kustomization.yaml
            key: images[name={service}].newTag
          - path: apps/{service}/{environment}/kustomization.yaml
            key: resources[0]
            part: tag
        environments: [staging, production]
        """
      func write(_ environment: String, _ tag: String, _ ref: String) throws {
        try git.write(
          "apps/api/\(environment)/kustomization.yaml",
          "resources:\n- https://x.example/r?ref=\(ref)\nimages:\n- name: api\n  newTag: \(tag)\n"
        )
      }
      try write("staging", "v2", "v2")
      try write("production", "v1", "v0")
      try git.write(".opsgate/policy.yaml", policy)
      try git.commit("Start")
      let world = try PlanWorld(git, policy: policy)
      let plan = try world.promotion("api", to: "production")
      #expect(plan.words == ["api production v1 v2"])
      #expect(
        plan.notices == [
          Notice(
            .warning,
            "apps/api/production/kustomization.yaml:2:3: 'api' was v0 here and v1 elsewhere; "
              + "all its places are set"
          )
        ]
      )
    }
  }
}
