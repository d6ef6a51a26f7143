import GitHub
import Reports

/// Where a run opens its one pull request.
struct PullRequestDesk {
  /// More GitHub does not take.
  private static let mostReviewers = 15

  private let client: Client
  private let slug: Slug
  private let work: PullRequestRun.Work

  init(_ client: Client, in slug: Slug, _ work: PullRequestRun.Work) {
    self.client = client
    self.slug = slug
    self.work = work
  }

  private var opening: PullRequestOpening { PullRequestOpening(client, in: slug) }

  /// The one that is open already.
  ///
  /// - Throws: `Failure` where GitHub does not say.
  func found() async throws -> OpenPullRequest? {
    do throws(Unknown) {
      return try await opening.found(from: work.head, into: work.base)
    } catch {
      throw Failure(.inputOutput, Failure(error).problems)
    }
  }

  /// That one, or a new one.
  ///
  /// - Parameter known: The one that is open.
  /// - Returns: The pull request, open on GitHub.
  /// - Throws: `Failure` that says how to go on.
  func pullRequest(_ known: OpenPullRequest?) async throws -> OpenPullRequest {
    if let known { return known }
    let text = PullRequestText(
      work.plan,
      work.candidate.report,
      by: work.policy,
      branch: work.name
    )
    let draft = PullRequestDraft(
      title: text.title,
      body: text.body,
      head: work.isFork ? work.head : work.name,
      base: work.base
    )
    do throws(Unknown) {
      return try await opening.open(draft, from: work.head)
    } catch {
      let page =
        "\(client.server.web)/\(slug.owner)/\(slug.name)/compare/\(work.base)...\(work.head)"
      throw Failure(.inputOutput, Failure(error).problems)
        .hinting(
          "'\(work.name)' is pushed to '\(work.remote)': run the same again, or open it by hand\n\(page)"
        )
    }
  }

  /// Whom GitHub asked, and what is to be said of others.
  func ask(
    _ logins: [String],
    for pull: OpenPullRequest
  ) async -> (asked: [String], problems: [Failure.Problem]) {
    do throws(Unknown) {
      let (asked, refused) = try await opening.ask(
        Array(logins.prefix(Self.mostReviewers)),
        for: pull
      )
      return (asked, refused.flatMap { Failure($0.why).problems })
    } catch {
      return ([], Failure(error).problems)
    }
  }
}
