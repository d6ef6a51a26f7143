import Foundation
import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// Changes of a mainline of 125,000 commits, where a clone is at hand (`OPSGATE_REAL_REPOS`).
@Suite(
  .enabled(
    if: RealRepository.folder != nil,
    "set OPSGATE_REAL_REPOS to a folder of clones, <owner>+<name>/repo each"
  )
)
struct ChangeOfRealRepositoryTests {
  @Test
  func readsTheNewestChangesWithoutTheWholeHistory() async throws {
    let folder = try #require(RealRepository.folder)
    let path = "\(folder)/alphagov+govuk-helm-charts/repo"
    guard FileManager.default.fileExists(atPath: path) else { return }
    let repository = try Repository(discovering: path, environment: [:])
    let program = GitProgram(directory: path, environment: Shell.plainEnvironment)
    let layout = try TestLayout.make(
      [
        .init(
          paths: ["charts/app-config/image-tags/{environment}/{service}"],
          key: "image_tag"
        )
      ],
      environments: [
        Environment(name: "integration"), Environment(name: "staging", from: "integration"),
        Environment(name: "production", from: "staging"),
      ]
    )
    let head = try repository.resolve("HEAD")
    var commits: [ObjectID] = []
    try repository.walkMainline(from: head) { commit in
      commits.append(commit.id)
      return commits.count < 20
    }
    let clock = ContinuousClock()
    var one: [[EnvironmentChange]] = []
    for commit in commits {
      let start = clock.now
      one.append(
        try await EnvironmentChange.read(
          repository,
          of: commit,
          mainline: head,
          layout: layout,
          with: program
        )
      )
      let records = one.last?.map { "\($0.environment) \($0.moves.count)+\($0.files.count)" } ?? []
      print("change \(commit.short) \(clock.now - start) \(records)")
    }
    let start = clock.now
    let all = try await EnvironmentChange.readEach(
      repository,
      of: commits,
      layout: layout,
      with: program
    )
    print("changes of \(commits.count) at once \(clock.now - start)")
    #expect(one == all)
    try await measureMore(repository, head, layout, program)
    #expect(all.joined().contains { !$0.moves.isEmpty })
    #expect(all.joined().allSatisfy { $0.isDecided })
  }

  /// What costs most: a place that never was, and thousands of changes at once.
  private func measureMore(
    _ repository: borrowing Repository,
    _ head: ObjectID,
    _ layout: Layout,
    _ program: GitProgram
  ) async throws {
    let clock = ContinuousClock()
    var start = clock.now
    var (search, reader) = (SetterSearch(), FactsReader(layout: layout))
    let path = ExactText("charts/app-config/image-tags/production/never-was")
    let question = SetterSearch.Question(path: path, subject: .file, from: head)
    search.ask(question)
    search.run(from: head, &reader, in: repository)
    print("a file that never was \(clock.now - start)")
    guard case .setBy(nil) = search.answers[question] else {
      Issue.record("\(search.answers)")
      return
    }
    var commits: [ObjectID] = []
    try repository.walkMainline(from: head) { commit in
      commits.append(commit.id)
      return commits.count < 60_000
    }
    start = clock.now
    _ = try await EnvironmentChange.read(
      repository,
      of: try #require(commits.last),
      mainline: head,
      layout: layout,
      with: program
    )
    print("change of the commit \(commits.count) back \(clock.now - start)")
    commits.removeLast(commits.count - 5000)
    start = clock.now
    let all = try await EnvironmentChange.readEach(
      repository,
      of: commits,
      layout: layout,
      with: program
    )
    print("changes of \(commits.count) at once \(clock.now - start), \(all.joined().count) found")
    #expect(all.joined().allSatisfy { $0.isDecided })
  }
}
