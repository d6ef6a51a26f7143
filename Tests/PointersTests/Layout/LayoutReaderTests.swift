import Pointers
import Testing

@Suite
struct LayoutReaderTests {
  private func mistakes(_ pointers: String, _ environments: String = "[dev, prod]") -> [String] {
    readLayout(pointers, environments).1
  }

  @Test(arguments: [
    (
      "- { path: /apps/x, key: tag, service: a, environment: dev }",
      "3:11: the path begins with a slash (write it from the root of the repository, as `git ls-files` does)"
    ),
    (
      "- { path: 'a/{servise}/x', key: tag, environment: dev }",
      "3:14: nothing is called '{servise}' in a path (did you mean 'service'?)"
    ),
    ("- { path: [], key: tag, service: a, environment: dev }", "3:11: 'path' names no file"),
    (
      "- { path: [a, a], key: tag, service: a, environment: dev }",
      "3:15: 'a' stands twice in 'path'"
    ),
    (
      "- { path: { a: b }, key: tag, service: a, environment: dev }",
      "3:11: 'path' must be text, and is a table"
    ),
    ("- { key: tag, service: a, environment: dev }", "3:3: 'path' is missing"),
    (
      "- { path: x, service: a, environment: dev }",
      "3:3: 'key' is missing (or 'pattern', for files without a parser)"
    ),
    (
      "- { path: x, key: a, pattern: b, service: a, environment: dev }",
      "3:31: 'pattern' stands beside 'key' (leave one of them out)"
    ),
    ("- { path: x, key: 'a..b', service: a, environment: dev }", "3:22: a key is missing here"),
    ("- { path: x, key: 'a[0', service: a, environment: dev }", "3:21: '[' is never closed"),
    (
      "- { path: x, pattern: 'ref=(.*)', service: a, environment: dev }",
      "3:24: the pattern has no group '(?<tag>…)'"
    ),
    (
      "- { path: x, pattern: '(?<tag>x)', part: tag, service: a, environment: dev }",
      "3:42: 'part' stands beside 'pattern', and goes with 'key' only"
    ),
    (
      "- { path: x, key: a, document: {}, service: a, environment: dev }",
      "3:32: 'document' asks for nothing"
    ),
    (
      "- { path: x, key: a, document: 2, service: a, environment: dev }",
      "3:32: 'document' must be a table, and is '2'"
    ),
    (
      "- { path: x, key: a, part: tags, service: a, environment: dev }",
      "3:28: 'part' must be tag or digest, and is 'tags' (did you mean 'tag'?)"
    ),
    (
      "- { path: x, key: a, comment: yes, service: a, environment: dev }",
      "3:31: 'comment' must be version, and is 'yes'"
    ),
    (
      "- { path: x, key: a, order: semvre, service: a, environment: dev }",
      "3:29: 'order' must be semver, numeric, date or none, and is 'semvre' (did you mean 'semver'?)"
    ),
    (
      "- { path: x, key: a, environment: dev }",
      "3:11: nothing says which service's pointers these are "
        + "(put '{service}' into 'path' or 'key', or give it with 'service:')"
    ),
    (
      "- { path: ['{service}/x', base], key: a, environment: dev }",
      "3:27: nothing says which service's pointers these are "
        + "(put '{service}' into 'path' or 'key', or give it with 'service:')"
    ),
    (
      "- { path: x, key: a, service: a }",
      "3:11: nothing says which environment's pointers these are "
        + "(put '{environment}' into 'path' or 'key', or give it with 'environment:')"
    ),
    (
      "- { path: '{service}', key: a, service: a, environment: dev }",
      "3:41: 'service' is fixed here, and '{service}' stands in the path (leave one of them out)"
    ),
    (
      "- { path: '{environment}', key: a, service: a, environment: dev }",
      "3:61: 'environment' is fixed here, and '{environment}' stands in the path (leave one of them out)"
    ),
    (
      "- { path: x, key: a, service: a, environment: prd }",
      "3:47: no environment is called 'prd' (did you mean 'prod'?)"
    ),
    (
      "- { path: x, key: a, service: \"a\\nb\", environment: dev }",
      "3:31: the service's name 'ab' has a character that cannot be printed"
    ),
    (
      "- { path: x, key: a, servce: a, environment: dev, service: b }",
      "3:22: nothing is called 'servce' here (did you mean 'service'?)"
    ),
    (
      "- { path: x, key: , service: a, environment: dev }",
      "3:14: 'key' has no value (give it one, or leave it out)"
    ),
    ("- apps", "3:3: 'pointers' must be a table, and is 'apps'"),
    ("  []", "3:3: 'pointers' names no file (give at least one 'path' and 'key')"),
    ("  apps", "3:3: 'pointers' must be a list, and is 'apps'"),
  ])
  func aMistakeInPointers(_ text: String, _ expected: String) {
    #expect(mistakes(text).first == "policy.yaml:" + expected)
  }

  @Test(arguments: [
    ("[]", "15: 'environments' names none (name them in promotion order)"),
    ("dev", "15: 'environments' must be a list, and is 'dev'"),
    ("[dev, dev]", "21: two environments are called 'dev' (the first is in line 1)"),
    (
      "[{name: a, directory: x}, {name: b, directory: x}]",
      "62: two environments have the directory 'x' (the first is 'a' in line 1)"
    ),
    (
      "[{name: a, directory: b}, {name: b, directory: c}]",
      "37: 'b' is the directory of 'a' and the name of another environment "
        + "(rename one, so that the word means one environment)"
    ),
    ("[{nmae: dev}]", "17: nothing is called 'nmae' here (did you mean 'name'?)"),
    ("[{directory: dev}]", "16: 'name' is missing"),
    ("[{name: [a]}]", "23: 'name' must be text, and is a list"),
    ("['a b']", "16: the environment's name 'a b' has a space"),
    (
      "[a/b]",
      "16: the environment's name 'a/b' has a slash, and an environment is one component of a path"
    ),
    ("[-a]", "16: the environment's name '-a' begins with '-', which commands take for an option"),
    (
      "[policy]",
      "16: the environment's name 'policy' is the one that changes to the policy file belong to"
    ),
    ("[{name: a, directory: ..}]", "37: the environment's directory '..' is no name"),
    ("[dev, {name: prod, from: dve}]", "40: no environment is called 'dve' (did you mean 'dev'?)"),
    (
      "[{name: dev, from: prod}, prod]",
      "34: 'from' must name an environment that stands before 'dev', and is 'prod' "
        + "(list environments in promotion order, first to last)"
    ),
    (
      "[{name: dev, from: dev}]",
      "34: 'from' must name an environment that stands before 'dev', and is 'dev' "
        + "(list environments in promotion order, first to last)"
    ),
    (
      "[{name: a, scope: ['/x']}]",
      "35: the path begins with a slash (write it from the root of the repository, as `git ls-files` does)"
    ),
    (
      "[{name: a, scope: ['{service}/x']}]",
      "35: a scope's path has no '{service}' and no '{environment}'"
    ),
    ("[{name: a, scope: []}]", "33: 'scope' names no file (leave it out for the default)"),
    ("[null]", "16: 'name' must be text, and is empty"),
  ])
  func aMistakeInEnvironments(_ text: String, _ expected: String) {
    let pointers = "- { path: '{service}/{environment}', key: tag }"
    #expect(mistakes(pointers, text).first == "policy.yaml:1:" + expected)
  }

  @Test
  func promotionsComeFromTheOneBefore() throws {
    let layout = try layout(
      "- { path: '{service}/{environment}', key: tag }",
      "[dev, staging, {name: eu, from: staging}, {name: us, from: staging}, {name: lab, from: ~}]"
    )
    #expect(layout.environments.map(\.from) == [nil, "dev", "staging", "staging", nil])
  }

  @Test
  func aScopeIsAllBelowTheEnvironmentsDirectoryAndItsBases() throws {
    let layout = try layout(
      """
      - { path: ['apps/{service}/values-{environment}.yaml', 'apps/{service}/values.yaml'], key: tag }
      """
    )
    let production = try #require(layout.environment(named: "production"))
    let paths = [
      "clusters/prod/x.yaml", "apps/api/values-prod.yaml", "apps/api/values.yaml",
      "apps/api/values-dev.yaml", "clusters/dev/x.yaml", "prod", "README.md",
    ]
    #expect(paths.filter { layout.isInScope($0, of: production) } == Array(paths.prefix(3)))
  }

  @Test
  func aScopeOfItsOwnReplacesTheDefault() throws {
    let layout = try layout(
      "- { path: 'apps/{service}/{environment}.yaml', key: tag }",
      "[dev, {name: prod, scope: ['apps/*/prod*', 'live/**']}]"
    )
    let production = try #require(layout.environment(named: "prod"))
    let paths = ["apps/api/prod.yaml", "live/a/b", "prod/x", "apps/api/dev.yaml"]
    #expect(paths.filter { layout.isInScope($0, of: production) } == Array(paths.prefix(2)))
    #expect(layout.scopeMayContain(directory: "live/a", of: production))
    #expect(!layout.scopeMayContain(directory: "docs", of: production))
  }
}
