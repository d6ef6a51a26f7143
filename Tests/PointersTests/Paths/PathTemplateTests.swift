import Pointers
import Testing

@Suite
struct PathTemplateTests {
  @Test(arguments: [
    ("", "0: the path is empty"),
    ("/apps/x", "0: the path begins with a slash"),
    ("apps//x", "5: the path has an empty component"),
    ("apps/x/", "7: the path has an empty component"),
    ("apps/../x", "5: the path has the component '..'"),
    ("./x", "0: the path has the component '.'"),
    ("apps/{servise}/x", "5: nothing is called '{servise}' in a path (did you mean 'service'?)"),
    (
      "apps/{app}",
      "5: nothing is called '{app}' in a path (a path has '{service}' and '{environment}')"
    ),
    ("apps/{service/x", "5: a '{' stands without its '}'"),
    ("apps/service}", "12: a '}' stands without its '{'"),
    ("a/b**", "3: '**' stands beside other characters"),
    (
      "a/{service}*",
      "11: nothing stands between two wildcards, so it is open where '{service}' ends"
    ),
    (
      "{service}{environment}",
      "9: nothing stands between two wildcards, so it is open where '{service}' ends"
    ),
    ("a/b\u{7}c", "2: the path has a control character"),
  ])
  func refuses(_ text: String, _ expected: String) {
    let mistake = #expect(throws: PathTemplate.Mistake.self) { try PathTemplate(parsing: text) }
    let hints = ["did you", "a path has"]
    let hint = mistake?.hint.flatMap { hint in
      hints.contains { hint.hasPrefix($0) } ? " (\(hint))" : nil
    }
    #expect("\(mistake?.offset ?? -1): \(mistake?.message ?? "")\(hint ?? "")" == expected)
  }

  @Test
  func knowsItsLiteralBeginning() throws {
    #expect(try PathTemplate(parsing: "apps/api/{service}/x").literalPrefix == "apps/api")
    #expect(try PathTemplate(parsing: "apps/api.yaml").literalPrefix == "apps")
    #expect(try PathTemplate(parsing: "{service}/x").literalPrefix == "")
  }
}
