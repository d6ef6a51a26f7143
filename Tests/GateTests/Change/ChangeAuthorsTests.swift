import Gate
import Git
import History
import OpsTestSupport
import Testing

/// Who made a change, and who only landed it.
@Suite
struct ChangeAuthorsTests {
  private func emails(_ change: EnvironmentChange) -> Set<String> {
    Set(change.authors.map(\.email))
  }

  private func run(
    as person: OpsTestSupport.Person,
    _ world: ChangeWorld,
    _ arguments: String...
  ) throws {
    world.git.clock.tick()
    let identity = ["-c", "user.name=\(person.name)", "-c", "user.email=\(person.email)"]
    try world.git.run(identity + arguments).checked()
  }

  @Test
  func whoMergesIsNoAuthor() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.branch("move")
      try world.set("api", "production", "v2")
      try world.git.commit("Move\n\nCo-Authored-By: Di Diaz <di@acme.example>", author: .bo)
      try world.git.go(to: "main")
      try world.set("web", "dev", "v2")
      try world.git.commit("Elsewhere")
      #expect(emails(try await world.change(of: "move")) == [Person.bo.email, "di@acme.example"])
      try run(as: .cy, world, "merge", "--quiet", "--no-ff", "-m", "Merge", "move")
      let change = try await world.change(of: "main")
      #expect(emails(change) == [Person.bo.email, "di@acme.example"])
      #expect(change.committer.email == Person.cy.email)
      #expect(change.branch.map(\.hex) == [try world.git.head("move")])
    }
  }

  @Test
  func whoPutsMoreIntoAMergeIsAnAuthorOfThatEnvironment() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.git.branch("move")
      try world.set("api", "production", "v2")
      try world.set("api", "dev", "v2")
      try world.git.commit("Move", author: .bo)
      try world.git.go(to: "main")
      try run(as: .cy, world, "merge", "--quiet", "--no-ff", "--no-commit", "move")
      try world.set("web", "production", "v6")
      try world.git.git("add", "--all")
      try run(as: .cy, world, "commit", "--quiet", "-m", "Merge and more")
      #expect(emails(try await world.change(of: "main")) == [Person.bo.email, Person.cy.email])
      #expect(emails(try await world.change(of: "main", to: "dev")) == [Person.bo.email])
    }
  }

  @Test
  func aSquashIsMadeByItsAuthorAndTrailers() async throws {
    try await withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      try world.set("api", "production", "v2")
      try world.git.commit(
        "Move (#1)\n\n* one\n\nCo-authored-by: Cy Chen <cy@acme.example>\n\nSigned-off-by: X <x@y.z>",
        author: .bo
      )
      let change = try await world.change(of: "main")
      #expect(emails(change) == [Person.bo.email, Person.cy.email])
      #expect(change.authors.map(\.role) == [.author, .coauthor])
    }
  }
}
