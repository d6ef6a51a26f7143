import OpsTestSupport
import Testing

/// Policies that are missing, mistaken or ambiguous, and names that are nearly right.
struct WrongPolicyTests {
  @Test
  func missingPolicy() throws {
    try withScratch { scratch in
      let ops = try GitFolder.make(at: try scratch.folder("ops"))
      try ops.write("README.md", "nothing here\n")
      try ops.commit("Begin")
      try expectHarmless(
        "missing-policy",
        "status",
        "get api production",
        "rollback api --env production",
        "status --policy nowhere.yaml",
        in: ops,
        scratch: scratch
      )
    }
  }

  @Test
  func everyMistakeAtOnce() throws {
    try withScratch { scratch in
      let ops = try GitFolder.make(at: try scratch.folder("ops"))
      try ops.write(
        ".opsgate/policy.yaml",
        """
        version: one
        mainlin: main
        pointers:
          - path: apps/{service}/{enviroment}/values.yaml
            key: image..tag
          - path: apps/{service}/{environment}.txt
            pattern: '(?<tag>['
        environments:
          - name: dev
          - name: production
            from: staging

        """
      )
      try ops.commit("Begin")
      try expectHarmless("every-mistake", "status", "get api dev", in: ops, scratch: scratch)
    }
  }

  @Test
  func policyThatIsNoText() throws {
    try withScratch { scratch in
      let ops = try GitFolder.make(at: try scratch.folder("ops"))
      try ops.folder.write(".opsgate/policy.yaml", bytes: [0xff, 0xfe, 0x00, 0x80])
      try ops.commit("Begin")
      try expectHarmless("policy-no-text", "status", in: ops, scratch: scratch)
    }
  }

  @Test
  func namesThatAreNearlyRight() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"))
      try expectHarmless(
        "nearly-right-names",
        "get appi production",
        "get api prodution",
        "status wbe",
        "status --env stagging",
        "log api --env nowhere",
        "why aip production",
        "diff dev prod",
        "rollback appi --env production",
        "rollback api --env prodution",
        "promote appi --to staging",
        "promote api --to stagin",
        "statsu",
        "rollback api",
        "revert nosuchcommit",
        "status --at nosuchcommit",
        in: ops.repository,
        scratch: scratch
      )
    }
  }

  @Test
  func twoTemplatesMatchOneFile() throws {
    try withScratch { scratch in
      let ops = try make(
        at: scratch,
        pointers: """
            - path: apps/{service}/{environment}/values.yaml
              key: image.tag
            - path: apps/{environment}/{service}/values.yaml
              key: image.tag
          """,
        files: ["apps/dev/production/values.yaml": "image:\n  tag: v1\n"]
      )
      try expectHarmless(
        "two-templates-one-file",
        "status",
        "rollback dev --env production",
        in: ops,
        scratch: scratch
      )
    }
  }

  @Test
  func oneTemplateMatchesTwoWays() throws {
    try withScratch { scratch in
      let ops = try make(
        at: scratch,
        pointers: """
            - path: "{service}-{environment}.yaml"
              key: tag
          """,
        environments: ["eu", "prod-eu"],
        files: ["api-prod-eu.yaml": "tag: v1\n"]
      )
      try expectHarmless("one-template-two-ways", "status", in: ops, scratch: scratch)
    }
  }

  @Test
  func twoPointersOnOneScalar() throws {
    try withScratch { scratch in
      let ops = try make(
        at: scratch,
        pointers: """
            - path: shared.yaml
              service: api
              environment: dev
              key: tag
            - path: shared.yaml
              service: web
              environment: dev
              key: tag
          """,
        files: ["shared.yaml": "tag: v1\n"]
      )
      try ops.write("shared.yaml", "tag: v2\n")
      try ops.commit("Set v2")
      try expectHarmless(
        "two-pointers-one-scalar",
        "status",
        "get api dev",
        "rollback api --env dev",
        in: ops,
        scratch: scratch
      )
    }
  }

  /// A repository whose policy has these pointers, with these files, in one commit.
  private func make(
    at scratch: Folder,
    pointers: String,
    environments: [String] = ["dev", "production"],
    files: [String: String]
  ) throws -> GitFolder {
    let ops = try GitFolder.make(at: try scratch.folder("ops"))
    let names = environments.map { "  - name: \($0)\n" }.joined()
    try ops.write(
      ".opsgate/policy.yaml",
      "version: 1\nmainline: main\npointers:\n\(pointers)\nenvironments:\n\(names)"
    )
    for (path, text) in files { try ops.write(path, text) }
    try ops.commit("Begin")
    return ops
  }
}
