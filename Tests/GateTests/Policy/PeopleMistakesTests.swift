import Gate
import Testing

@Suite
struct PeopleMistakesTests {
  @Test(arguments: [
    ("people: [alice]", "9: 'people' must be a table, and is a list"),
    ("people: { alice: }", "18: 'alice' must be a table, and is empty"),
    ("people: { 'a b': {} }", "11: the name 'a b' has a space"),
    ("people: { a: { kyes: [] } }", "16: nothing is called 'kyes' here (did you mean 'keys'?)"),
    ("people: { a: { github: a } }", "24: 'github' must be a table, and is 'a'"),
    ("people: { a: { github: { id: 1 } } }", "24: 'login' is missing"),
    (
      "people: { a: { github: { login: a, id: x } } }",
      "40: 'id' must be a whole number, and is 'x'"
    ),
    ("people: { a: { emails: [a] } }", "25: 'a' is no e-mail address"),
    ("people: { a: { emails: [a@b, a@b] } }", "30: 'a@b' stands twice in 'emails'"),
    (
      "people: { a: { emails: [a@b] }, b: { emails: [A@b] } }",
      "47: the e-mail address 'a@b' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { github: { login: x } }, b: { github: { login: X } } }",
      "62: the GitHub login 'x' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { github: { login: x, id: 1 } }, b: { github: { login: y, id: 1 } } }",
      "76: the GitHub id '1' belongs to 'a' already (people are counted, so each has their own)"
    ),
    (
      "people: { a: { keys: [openpgp:3AA5] } }",
      "23: 'openpgp:3AA5' is no fingerprint of a key (write 'SHA256:…' as `ssh-keygen -lf KEY` prints it, "
        + "or 'openpgp:' and all digits of `gpg --fingerprint`)"
    ),
    ("teams: { t: [] }", "13: the team 't' has nobody"),
    ("teams: { t: [nemo] }", "14: nobody is called 'nemo' (add the person to 'people')"),
    ("checkers: { ci: { may: [checks] } }", "17: 'keys' is missing"),
    (
      "checkers: { ci: { keys: [] } }",
      "17: 'may' is missing (list what it records: checks, evidence, checkpoints)"
    ),
    (
      "checkers: { ci: { keys: [], may: [chekcs] } }",
      "35: 'may' must be checks, evidence or checkpoints, and is 'chekcs' (did you mean 'checks'?)"
    ),
  ])
  func aMistakeInPeople(_ text: String, _ expected: String) {
    #expect(added(text).first == "p.yaml:4:" + expected)
  }

  @Test
  func aKeyBelongsToOnePersonOrMachine() {
    let key = "SHA256:" + String(repeating: "A", count: 43)
    let openpgp = "openpgp:" + String(repeating: "ab12", count: 10)
    #expect(
      added(
        """
        people:
          alice: { keys: ['\(key)'], retired: ['\(key)'] }
          bob: { retired: ['\(key)'], keys: ['\(openpgp)'] }
        checkers:
          ci: { keys: ['\(openpgp.replacing("ab", with: "AB"))'], may: [checks] }
        """
      ) == [
        "p.yaml:5:84: the key '\(key)' stands at 'alice' twice",
        "p.yaml:6:20: the key '\(key)' belongs to 'alice' already "
          + "(people are counted, so each has their own)",
        "p.yaml:8:16: the key 'openpgp:\(String(repeating: "AB12", count: 10))' belongs to 'bob' already "
          + "(people are counted, so each has their own)",
      ]
    )
  }

  @Test
  func aNameMeansOneThing() {
    #expect(
      added(
        """
        people: { a: {} }
        teams: { a: [a] }
        checkers: { a: { keys: [], may: [checks] } }
        """
      ) == [
        "p.yaml:5:10: 'a' is the name of a person and of a team (give one of them another name)",
        "p.yaml:6:13: 'a' is the name of a person and of a checker (give one of them another name)",
      ]
    )
  }

  @Test
  func aTeamListsPeople() {
    #expect(
      added(
        """
        people: { alice: {} }
        teams: { a: [alice], b: [a, alcie] }
        """
      ) == [
        "p.yaml:5:26: 'a' is a team, and a team lists people",
        "p.yaml:5:29: nobody is called 'alcie' (did you mean 'alice'?)",
      ]
    )
  }
}
