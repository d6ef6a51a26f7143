import Foundation
import Git
import OpsTestSupport
import Pointers
import Testing

@testable import History

/// The engine beside the plain telling on public ops repositories, where clones of them are at hand.
///
/// `OPSGATE_REAL_REPOS` names the folder with the clones, `<owner>+<name>/repo` each.
@Suite(
  .enabled(
    if: RealRepository.folder != nil,
    "set OPSGATE_REAL_REPOS to a folder of clones, <owner>+<name>/repo each"
  )
)
struct RealRepositoryTests {
  @Test(arguments: RealRepository.all)
  func tellsWhatThePlainTellingTells(real: RealRepository) throws {
    let folder = try #require(RealRepository.folder)
    let path = "\(folder)/\(real.name)/repo"
    guard FileManager.default.fileExists(atPath: path) else { return }
    let repository = try Repository(discovering: path, environment: [:])
    var mainline: [ObjectID] = []
    try repository.walkMainline(from: repository.resolve("HEAD")) { commit in
      mainline.append(commit.id)
      return true
    }
    // The plain telling is slow: of a very long mainline, its first commits.
    let head = try #require(mainline.suffix(real.commits).first)
    let timeline = try Timeline.read(repository, head: head, layout: real.layout())
    let plain = try PlainHistory(repository, head: head, layout: real.layout())
    #expect(timeline.moves.count >= real.moves)
    #expect(
      lineDifference(
        from: plain.moves.joined(separator: "\n"),
        to: timeline.plainWords.joined(separator: "\n")
      ) == ""
    )
  }
}

/// A public ops repository, how its pointers lie, and how much of it is told plainly.
struct RealRepository: Sendable, CustomTestStringConvertible {
  static var folder: String? { ProcessInfo.processInfo.environment["OPSGATE_REAL_REPOS"] }

  let name: String
  let environments: [String]
  let entries: [TestLayout.Entry]
  let commits: Int
  /// A number that its moves must reach, so that a layout which matches nothing is noticed.
  let moves: Int

  var testDescription: String { name }

  func layout() throws -> Layout {
    var before: String?
    let environments = environments.map { environment in
      defer { before = environment }
      return Environment(name: environment, from: before)
    }
    return try TestLayout.make(entries, environments: environments)
  }

  static let all = [
    RealRepository(
      name: "alphagov+govuk-helm-charts",
      environments: ["integration", "staging", "production"],
      entries: [
        .init(paths: ["charts/app-config/image-tags/{environment}/{service}"], key: "image_tag")
      ],
      commits: 4000,
      moves: 200
    ),
    RealRepository(
      name: "redhat-appstudio+infra-deployments",
      environments: ["development", "staging", "production"],
      entries: [
        .init(
          paths: [
            "components/{service}/{environment}/base/kustomization.yaml",
            "components/{service}/{environment}/kustomization.yaml",
            "components/{service}/base/kustomization.yaml",
          ],
          key: "images[0].newTag"
        )
      ],
      commits: 4000,
      moves: 500
    ),
    RealRepository(
      name: "lsst-sqre+phalanx",
      environments: ["idfdev", "idfint", "idfprod"],
      entries: [
        .init(
          paths: [
            "applications/{service}/values-{environment}.yaml",
            "applications/{service}/values.yaml",
          ],
          key: "image.tag"
        )
      ],
      commits: 5000,
      moves: 400
    ),
    RealRepository(
      name: "equinor+radix-flux",
      environments: ["development", "playground", "production"],
      entries: [
        .init(
          paths: ["clusters/{environment}/**/*.yaml"],
          pattern: "(?m)^ +(?<service>[A-Z_]+)_TAG: \"?(?<tag>[^\" #\\n]+)"
        )
      ],
      commits: 5000,
      moves: 500
    ),
    RealRepository(
      name: "mozmeao+www-config",
      environments: ["dev", "stage", "prod"],
      entries: [
        .init(
          paths: ["*/{service}-{environment}/deploy.yaml"],
          pattern: "(?m)^ +image: mozmeao/bedrock:(?<tag>.+)$"
        )
      ],
      commits: 5000,
      moves: 500
    ),
  ]
}
