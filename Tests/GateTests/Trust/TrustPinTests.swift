import Gate
import Git
import OpsTestSupport
import Testing

@Suite
struct TrustPinTests {
  private let one = String(repeating: "1", count: 40)
  private let two = String(repeating: "2", count: 40)

  @Test
  func theFileAndTheWordSayTheSame() throws {
    let pin = try #require(TrustPin("\(one):\(two)"))
    #expect(pin.text == "commit \(one)\ntree \(two)\n")
    #expect(TrustPin(pin.text) == pin)
    #expect(TrustPin(pin.description) == pin)
    #expect(TrustPin("\r\ncommit \(one)\r\ntree  \(two)") == pin)
  }

  @Test
  func anythingElseIsNoPin() {
    let texts = [
      "", one, "\(one):", "\(one):\(two):\(two)", "\(one.dropLast()):\(two)",
      "tree \(two)\ncommit \(one)", "commit \(one)\ntree \(two)\nmore", "commit \(one)\ntree",
    ]
    for text in texts { #expect(TrustPin(text) == nil, "\(text)") }
  }

  @Test
  func aPinMustLieOnTheFirstParents() async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: scratch)
      let begin = try world.git.head()
      let side = try world.branch("side") { try world.git.write(".opsgate/allowed_signers", "x") }
      try world.set("api", "dev", "v2")
      try world.git.commit("Move")
      try world.git.merge("side", message: "Merge")
      let repository = try Repository(discovering: scratch.path, environment: [:])
      let main = try repository.resolve("main")
      func standing(_ revision: String, tree: String? = nil) throws -> TrustPin.Standing {
        let tree = try world.git.git("rev-parse", "\(tree ?? revision):.opsgate")
        let pin = try #require(TrustPin("\(try world.git.head(revision)):\(tree)"))
        return pin.standing(on: main, in: repository)
      }
      #expect(try standing(begin) == .holds)
      #expect(try standing("main") == .holds)
      #expect(try standing(side) == .notOnMainline)
      let other = ObjectID(hex: try world.git.git("rev-parse", "\(begin):.opsgate"))
      #expect(try standing(begin, tree: "main") == .otherTree(other))
    }
  }

  @Test
  func aShallowCloneCannotTell() async throws {
    try withScratch { scratch in
      let world = try ChangeWorld.make(at: try scratch.folder("whole"))
      let pin = try #require(
        TrustPin("\(try world.git.head()):\(try world.git.git("rev-parse", "main:.opsgate"))")
      )
      try world.set("api", "dev", "v2")
      try world.git.commit("Move")
      let clone = Folder(path: scratch.path("clone"))
      _ = try world.git.clone(to: clone, options: ["--depth=1"])
      let repository = try Repository(discovering: clone.path, environment: [:])
      let standing = pin.standing(on: try repository.resolve("main"), in: repository)
      guard case .unknown(let error) = standing else {
        Issue.record("\(standing)")
        return
      }
      #expect(error.code == .shallow)
    }
  }
}
