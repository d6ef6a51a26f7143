import Foundation
import Git
import OpsTestSupport
import Synchronization
import Testing

struct ReferenceRaceTests {
  /// Two make the same reference at the same moment, three thousand times: one of them makes it, and the other is told.
  ///
  /// `git_reference_create` of libgit2 1.5 looks before it locks, and lets both win about once in a thousand times.
  @Test
  func onlyOneMakesAReference() throws {
    try withScratch { scratch in
      let git = try GitFolder.make(at: scratch.folder("repository"))
      try git.commit("One")
      try git.commit("Two")
      let targets = try ["HEAD", "HEAD~1"].map { try #require(ObjectID(hex: git.head($0))) }
      let rounds = 3000
      let wins = Mutex<[Int: Int]>([:])
      let arrived = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: 2) { player in
        guard let repository = try? Repository(discovering: git.path, environment: [:]) else {
          // The other one must not wait for ever.
          arrived.add(2 * rounds, ordering: .sequentiallyConsistent)
          return
        }
        let person = Signature(name: "A", email: "a@acme.example", time: 1, offset: 0)
        for round in 0..<rounds {
          arrived.add(1, ordering: .sequentiallyConsistent)
          // Both begin at once, or there is no race.
          while arrived.load(ordering: .sequentiallyConsistent) < 2 * (round + 1) {}
          let name = "refs/race/\(round)"
          let target = targets[player]
          let won: Void? = try? repository.moveReference(
            name,
            to: target,
            from: nil,
            message: "x",
            by: person
          )
          if won != nil { wins.withLock { $0[round, default: 0] += 1 } }
        }
      }
      let counts = wins.withLock { $0 }
      #expect(counts.count == rounds)
      #expect(counts.values.allSatisfy { $0 == 1 }, "\(counts.filter { $0.value > 1 })")
    }
  }
}
