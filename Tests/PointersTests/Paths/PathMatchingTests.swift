import Testing

@testable import Pointers

@Suite
struct PathMatchingTests {
  private func readings(_ template: String, _ path: String) throws -> [String]? {
    var index = PathIndex(spellings: ["dev", "staging", "prod", "prod-eu"])
    index.add(try PathTemplate(parsing: template), number: 0)
    return index.matches(path)?.map {
      [$0.binding.service, $0.binding.environment].map { $0 ?? "-" }.joined(separator: " ")
    }.sorted()
  }

  @Test(arguments: [
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod/values.yaml", ["api prod"]),
    ("apps/{service}/{environment}/values.yaml", "apps/api/production/values.yaml", []),
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod/values.yml", []),
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod/values.yaml/x", []),
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod", []),
    ("apps/{service}/values-{environment}.yaml", "apps/api/values-staging.yaml", ["api staging"]),
    ("apps/{service}/values-{environment}.yaml", "apps/api/values-.yaml", []),
    ("{service}-{environment}/x", "a-prod/x", ["a prod"]),
    ("{service}-{environment}/x", "a-prod-prod/x", ["a-prod prod"]),
    ("{service}-{environment}/x", "a-prod-eu/x", ["a prod-eu"]),
    ("{environment}-{service}/x", "prod-eu-west/x", ["eu-west prod", "west prod-eu"]),
    ("{service}/{service}.yaml", "api/api.yaml", ["api -"]),
    ("{service}/{service}.yaml", "api/web.yaml", []),
    ("apps/*/x", "apps/anything/x", ["- -"]),
    ("apps/*.yaml", "apps/.yaml", ["- -"]),
    ("apps/*-a*b", "apps/x-a-axb", ["- -"]),
    ("**/{service}.yaml", "api.yaml", ["api -"]),
    ("**/{service}.yaml", "a/b/c/api.yaml", ["api -"]),
    ("apps/**/{environment}/{service}.yaml", "apps/prod/dev/api.yaml", ["api dev"]),
    ("apps/**/{environment}/**/{service}.yaml", "apps/prod/dev/api.yaml", ["api dev", "api prod"]),
    ("apps/**", "apps/a/b", ["- -"]),
    ("apps/**", "apps", []),
    ("a/**/**/b", "a/b", ["- -"]),
    ("{service}/x", "é/x", ["é -"]),
    ("caf\u{e9}/{service}", "cafe\u{301}/a", []),
    ("{service}/x", "/x", []),
  ])
  func reads(_ template: String, _ path: String, _ expected: [String]) throws {
    #expect(try readings(template, path) == expected)
  }

  @Test(arguments: [
    ("apps/{service}/{environment}/values.yaml", "", true),
    ("apps/{service}/{environment}/values.yaml", "apps", true),
    ("apps/{service}/{environment}/values.yaml", "apps/api", true),
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod", true),
    ("apps/{service}/{environment}/values.yaml", "apps/api/test", false),
    ("apps/{service}/{environment}/values.yaml", "apps/api/prod/values.yaml", false),
    ("apps/{service}/{environment}/values.yaml", "charts", false),
    ("**/x.yaml", "any/where", true),
    ("apps/**/x.yaml", "apps", true),
    ("apps/**", "apps/a/b", true),
    ("apps/**", "docs", false),
    ("x.yaml", "x", false),
  ])
  func prunes(_ template: String, _ directory: String, _ expected: Bool) throws {
    var index = PathIndex(spellings: ["prod"])
    index.add(try PathTemplate(parsing: template), number: 0)
    #expect(index.mayContain(directory: directory) == expected)
  }

  /// Each of these would keep a backtracking matcher busy for ever.
  @Test(arguments: [
    ("*a*a*a*a*a*a*a*a*a*b", String(repeating: "a", count: 5_000)),
    ("**/a/**/a/**/a/**/a/**/a/**/b", String(repeating: "a/", count: 2_000) + "c"),
    ("*-{service}-*-x", String(repeating: "a-", count: 2_000)),
    ("**/{service}/**/{service}/**/{service}/x", String(repeating: "a/b/", count: 1_000) + "y"),
  ])
  func isQuickOnHostilePaths(_ template: String, _ path: String) throws {
    #expect(try readings(template, path)?.isEmpty != false)
  }

  @Test
  func looksUpManyTemplatesInOnePass() throws {
    var index = PathIndex(spellings: ["prod"])
    for number in 0..<5_000 {
      index.add(try PathTemplate(parsing: "apps/{environment}/s\(number).yaml"), number: number)
    }
    for number in 0..<5_000 {
      index.add(try PathTemplate(parsing: "x/{environment}-s\(number)"), number: -number)
    }
    #expect(index.matches("x/prod-s4999")?.map(\.template) == [-4999])
    for number in 0..<5_000 {
      #expect(index.matches("apps/prod/s\(number).yaml")?.map(\.template) == [number])
    }
  }

  @Test
  func globsMatchWholePaths() throws {
    let glob = try Glob(parsing: "apps/*/prod/**")
    #expect(glob.matches("apps/api/prod/deep/x.yaml"))
    #expect(!glob.matches("apps/api/staging/x.yaml"))
    #expect(!glob.matches("apps/api/prod"))
    #expect(glob.mayContain(directory: "apps/api"))
    #expect(!glob.mayContain(directory: "docs"))
    #expect(throws: PathTemplate.Mistake.self) { try Glob(parsing: "apps/{service}/**") }
  }
}
