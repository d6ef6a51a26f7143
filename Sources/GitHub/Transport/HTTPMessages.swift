/// Headers, whose names are the same in upper and lower case.
public struct HTTPHeaders: Hashable, Sendable {
  private var values: [String: String] = [:]

  /// Of several with one name the values stand together, divided by commas.
  public init(_ pairs: some Sequence<(String, String)> = []) {
    for (name, value) in pairs {
      let key = name.lowercased()
      values[key] = values[key].map { "\($0), \(value)" } ?? value
    }
  }

  public subscript(_ name: String) -> String? {
    get { values[name.lowercased()] }
    set { values[name.lowercased()] = newValue }
  }

  /// Sorted by name.
  public var pairs: [(name: String, value: String)] {
    values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// What is sent.
public struct HTTPRequest: Hashable, Sendable {
  public enum Method: String, Hashable, Sendable { case get = "GET", post = "POST" }

  public var method: Method
  public var url: String
  public var headers: HTTPHeaders
  public var body: [UInt8]?

  public init(
    _ method: Method = .get,
    _ url: String,
    headers: HTTPHeaders = HTTPHeaders(),
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// What came back, whatever the status.
public struct HTTPResponse: Hashable, Sendable {
  public var status: Int
  public var headers: HTTPHeaders
  public var body: [UInt8]

  public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Carries one request there and its answer back; follows no redirect and tries nothing twice.
public protocol Transport: Sendable {
  /// - Throws: `TransportError` where no whole answer came.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

/// No whole answer came.
public struct TransportError: Error, Hashable, Sendable {
  /// Why: lower case, one line, no full stop.
  public let reason: String
  /// Whether it may be otherwise in a moment: not where a name or a certificate is wrong.
  public let isPassing: Bool

  public init(_ reason: String, isPassing: Bool) {
    self.reason = reason
    self.isPassing = isPassing
  }
}
