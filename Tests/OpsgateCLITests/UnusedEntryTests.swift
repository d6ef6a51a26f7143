import OpsTestSupport
import Testing

/// Entries of the policy that find nothing are said, or the answer would look like "nothing runs".
struct UnusedEntryTests {
  @Test(arguments: [
    ("no-such-path", "apps/{service}/{environment}/value.yaml", "image.tag"),
    ("no-such-key", "apps/{service}/{environment}/values.yaml", "image.version"),
    ("no-environment", "apps/{environment}/{service}/values.yaml", "image.tag"),
  ])
  func anAnswerWithoutPointersIsAMistake(_ name: String, _ path: String, _ key: String) throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"), services: ["api"])
      try ops.repository.write(
        ".opsgate/policy.yaml",
        ops.policy.replacing("apps/{service}/{environment}/values.yaml", with: path)
          .replacing("image.tag", with: key)
      )
      try ops.repository.commit("Change the layout")
      try expectGolden(ops.repository.typed("status", "status --format json"), "\(name).txt")
    }
  }

  @Test
  func oneOfManyIsAWarning() throws {
    try withScratch { scratch in
      let ops = try OpsRepository.make(at: try scratch.folder("ops"), services: ["api"])
      try ops.repository.write(
        ".opsgate/policy.yaml",
        ops.policy.replacing(
          "environments:",
          with: "  - { path: '{environment}.env', key: TAG, service: web }\nenvironments:"
        )
      )
      try ops.repository.commit("Add an entry")
      try expectGolden(ops.repository.typed("status"), "one-of-many.txt")
    }
  }
}
