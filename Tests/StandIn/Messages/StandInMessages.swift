/// What somebody asked the stand-in for.
public struct StandInRequest: Sendable {
  public let method: String
  /// With the query: `/repos/acme/ops/pulls/812/reviews?page=2`.
  public let path: String
  /// By lower-case names.
  public let headers: [String: String]
  public let body: [UInt8]

  public init(
    _ method: String = "GET",
    _ path: String,
    headers: [String: String] = [:],
    body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}

/// What it answers, and how badly.
public struct StandInAnswer: Sendable {
  public enum Fault: Sendable {
    /// The answer comes after so many seconds.
    case slow(Double)
    /// The connection ends after so many bytes of the body.
    case cut(after: Int)
  }

  public var status: Int
  public var headers: [String: String]
  public var body: [UInt8]
  public var fault: Fault?

  public init(
    _ status: Int = 200,
    _ body: String = "",
    headers: [String: String] = [:],
    fault: Fault? = nil
  ) {
    self.status = status
    self.headers = headers
    self.body = Array(body.utf8)
    self.fault = fault
  }
}
