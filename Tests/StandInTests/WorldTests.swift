import Foundation
import StandIn
import Testing

struct WorldTests {
  @Test
  func aWorldIsReadAsItIsWritten() throws {
    let json = try World.example.json()
    #expect(try World(json: json) == .example)
    #expect(String(decoding: json, as: UTF8.self).contains("\"2026-03-02T10:00:00Z\""))
  }

  @Test
  func whatIsEmptyIsLeftOut() throws {
    let text = """
      {
        "now": "2026-03-01T00:00:00Z",
        "accounts": [{ "id": 1, "login": "alice", "kind": "User" }],
        "repositories": [
          {
            "id": 7, "owner": 1, "name": "ops", "defaultBranch": "main",
            "createdAt": "2026-01-01T00:00:00Z"
          }
        ],
        "versions": ["2022-11-28"]
      }
      """
    let world = try World(json: Data(text.utf8))
    let plain = World(
      now: "2026-03-01T00:00:00Z",
      accounts: [World.Account(id: 1, login: "alice")],
      repositories: [
        World.Repository(id: 7, owner: 1, name: "ops", createdAt: "2026-01-01T00:00:00Z")
      ]
    )
    #expect(world == plain)
  }

  @Test(arguments: [
    "{}", "[]", "{\"now\": \"yesterday\"}",
    "{\"now\": \"2026-03-01T00:00:00Z\", \"accounts\": [{\"id\": 1}]}",
  ])
  func whatIsNoWorldIsNone(_ text: String) {
    #expect(throws: DecodingError.self) { try World(json: Data(text.utf8)) }
  }
}
