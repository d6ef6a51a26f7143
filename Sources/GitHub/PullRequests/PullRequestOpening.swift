import FoundationEssentials

/// Opens pull requests, each once, however often it is asked to.
public struct PullRequestOpening: Sendable {
  private let client: Client
  private let slug: Slug

  public init(_ client: Client, in slug: Slug) {
    self.client = client
    self.slug = slug
  }

  private var home: String { "/repos/\(slug.owner)/\(slug.name)/pulls" }

  /// The open pull request of a branch.
  ///
  /// - Parameters:
  ///   - head: `OWNER:BRANCH`.
  ///   - base: The branch that it goes into.
  /// - Returns: `nil` where there is none.
  /// - Throws: `Unknown`.
  public func found(from head: String, into base: String) async throws(Unknown) -> OpenPullRequest?
  {
    let operation = "look for a pull request of '\(head)' in \(slug)"
    let query = "state=open&head=\(URLPart.escaped(head))&base=\(URLPart.escaped(base))"
    let response = try await client.get("\(home)?\(query)", to: operation)
    return try response.decoded(as: [Body].self, operation).first?.opened
  }

  /// Opens it; where somebody was quicker, or the answer was lost on the way, the one that is there is it.
  ///
  /// - Parameters:
  ///   - draft: What it says.
  ///   - head: Its branch as `OWNER:BRANCH`.
  /// - Returns: The pull request, open on GitHub.
  /// - Throws: `Unknown`.
  public func open(
    _ draft: PullRequestDraft,
    from head: String
  ) async throws(Unknown) -> OpenPullRequest {
    let operation = "open a pull request of '\(draft.head)' in \(slug)"
    do throws(Unknown) {
      let request = Request(
        title: draft.title,
        body: draft.body,
        head: draft.head,
        base: draft.base
      )
      let response = try await client.post(home, request, to: operation)
      return try response.decoded(as: Body.self, operation).opened
    } catch {
      guard error.mayBeThere, let there = try? await found(from: head, into: draft.base) else {
        throw error
      }
      return there
    }
  }

  /// Asks people for a review who neither gave one nor are asked already.
  ///
  /// - Parameters:
  ///   - logins: Whom.
  ///   - pull: What they shall look at.
  /// - Returns: Whom GitHub asked, and why others were not.
  /// - Throws: `Unknown` where it cannot be told who has reviewed it.
  public func ask(
    _ logins: [String],
    for pull: OpenPullRequest
  ) async throws(Unknown) -> (asked: [String], refused: [(login: String, why: Unknown)]) {
    var left = logins.filter { login in
      !(pull.asked + [pull.opener].compactMap(\.self)).contains { $0.isLogin(login) }
    }
    if left.isEmpty { return ([], []) }
    let reviewers = try await reviewers(of: pull)
    left.removeAll { login in reviewers.contains { $0.isLogin(login) } }
    if left.isEmpty { return ([], []) }
    do throws(Unknown) {
      try await request(left, for: pull)
      return (left, [])
    } catch {
      // One whom GitHub does not take spoils it for all of them.
      guard error.kind == .refused(status: 422), left.count > 1 else {
        return ([], left.map { ($0, error) })
      }
    }
    return await askOneByOne(left, for: pull)
  }

  private func askOneByOne(
    _ logins: [String],
    for pull: OpenPullRequest
  ) async -> (asked: [String], refused: [(login: String, why: Unknown)]) {
    var asked: [String] = []
    var refused: [(login: String, why: Unknown)] = []
    for login in logins {
      do throws(Unknown) {
        try await request([login], for: pull)
        asked.append(login)
      } catch {
        refused.append((login, error))
      }
    }
    return (asked, refused)
  }

  private func request(_ logins: [String], for pull: OpenPullRequest) async throws(Unknown) {
    _ = try await client.post(
      "\(home)/\(pull.number)/requested_reviewers",
      Reviewers(reviewers: logins),
      to: "ask \(logins.joined(separator: ", ")) to review #\(pull.number)"
    )
  }

  private func reviewers(of pull: OpenPullRequest) async throws(Unknown) -> [String] {
    let operation = "read the reviews of #\(pull.number)"
    var logins: [String] = []
    let path = "\(home)/\(pull.number)/reviews?per_page=100"
    try await client.pages(path, to: operation) { response throws(Unknown) in
      logins += try response.decoded(as: [GivenReview].self, operation).compactMap(\.user?.login)
    }
    return logins
  }
}

extension Unknown {
  /// Whether the pull request may be there although opening it failed: it was before, or the answer was lost.
  fileprivate var mayBeThere: Bool {
    switch kind {
    case .refused(status: 422), .unavailable, .notUnderstood: true
    default: false
    }
  }
}

extension String {
  /// Logins are the same in upper and lower case.
  fileprivate func isLogin(_ other: String) -> Bool { lowercased() == other.lowercased() }
}

// The shapes of requests and answers, by GitHub's own names.
private struct Request: Encodable {
  let title, body, head, base: String
}

private struct Reviewers: Encodable { let reviewers: [String] }

private struct GivenReview: Decodable { let user: User? }

private struct User: Decodable { let login: String }

private struct Body: Decodable {
  let number: Int
  let html_url: String
  let user: User?
  let requested_reviewers: [User]?

  var opened: OpenPullRequest {
    OpenPullRequest(
      number: number,
      url: html_url,
      opener: user?.login,
      asked: requested_reviewers?.map(\.login) ?? []
    )
  }
}
