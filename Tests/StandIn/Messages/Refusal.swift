import Notation

/// An answer that is an error, as GitHub words it.
struct Refusal: Error {
  let status: Int
  let message: String
  var errors: [JSONValue] = []
  var headers: [String: String] = [:]
  var more: [String: JSONValue] = [:]

  init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  var body: JSONValue {
    var members: [String: JSONValue] = [
      "message": .string(message), "documentation_url": "https://docs.github.com/rest",
    ]
    if errors.isEmpty {
      members["status"] = .string(String(status))
    } else {
      members["errors"] = .array(errors)
    }
    return .object(members.merging(more) { $1 })
  }
}

extension Refusal {
  static let notFound = Refusal(404, "Not Found")
  static let badCredentials = Refusal(401, "Bad credentials")

  /// A token that lacks a permission.
  static func lacking(_ need: World.Need) -> Refusal {
    var refusal = Refusal(403, "Resource not accessible by integration")
    refusal.headers["X-Accepted-GitHub-Permissions"] = need.text
    return refusal
  }

  /// A repository that has another name now.
  static func moved(to url: String, isRead: Bool) -> Refusal {
    var refusal = Refusal(isRead ? 301 : 307, "Moved Permanently")
    refusal.headers["Location"] = url
    refusal.more["url"] = .string(url)
    return refusal
  }

  /// Something in the body of a request that cannot be.
  static func invalid(_ resource: String, _ details: [String: JSONValue]) -> Refusal {
    var refusal = Refusal(422, "Validation Failed")
    refusal.errors = [
      .object(details.merging(["resource": .string(resource)]) { $1 })
    ]
    return refusal
  }
}
