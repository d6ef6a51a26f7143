import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// What somebody asked the stand-in for.
public struct StandInRequest: Sendable {
  public let method: String
  /// With the query: `/repos/acme/ops/pulls/812/reviews?page=2`.
  public let path: String
  /// By lower-case names.
  public let headers: [String: String]
  public let body: [UInt8]
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

/// A real HTTP server on the loopback interface, at a port that the system picks.
public struct StandInServer: Sendable {
  public typealias Responder = @Sendable (StandInRequest) async -> StandInAnswer

  /// `http://127.0.0.1:49152`.
  public let url: String

  /// Runs the server while a body runs.
  ///
  /// - Parameters:
  ///   - respond: Answers.
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, and where no server can be started.
  public static func run<Value: Sendable>(
    _ respond: @escaping Responder,
    while body: @escaping @Sendable (StandInServer) async throws -> Value
  ) async throws -> Value {
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        try await Self.response(to: request, respond)
      },
      configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        continuation.yield(channel.localAddress?.port ?? 0)
        continuation.finish()
      },
      logger: quiet
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
      let services = ServiceGroup(services: [application], logger: quiet)
      group.addTask {
        defer { continuation.finish() }
        try await services.run()
      }
      var port: Int?
      for await found in ports { port = found }
      guard let port else { throw StandInDidNotStart() }
      let result: Result<Value, any Error>
      do {
        result = .success(try await body(StandInServer(url: "http://127.0.0.1:\(port)")))
      } catch {
        result = .failure(error)
      }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
      return try result.get()
    }
  }

  private static var quiet: Logger {
    var logger = Logger(label: "stand-in")
    logger.logLevel = .critical
    return logger
  }

  private static func response(
    to request: Request,
    _ respond: Responder
  ) async throws -> Response {
    let body = try await request.body.collect(upTo: 1 << 20)
    let fields = request.headers.map { ($0.name.canonicalName, $0.value) }
    let answer = await respond(
      StandInRequest(
        method: request.method.rawValue,
        path: request.uri.string,
        headers: Dictionary(fields, uniquingKeysWith: { $1 }),
        body: Array(body.readableBytesView)
      )
    )
    if case .slow(let seconds) = answer.fault { try await Task.sleep(for: .seconds(seconds)) }
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(status: .init(code: answer.status), headers: headers, body: answer.content)
  }
}

/// The system gave no port.
public struct StandInDidNotStart: Error {}

/// The connection ends here, on purpose.
private struct CutOff: Error {}

extension StandInAnswer {
  fileprivate var content: ResponseBody {
    guard case .cut(let count) = fault else {
      return ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    }
    let part = ByteBuffer(bytes: body.prefix(count))
    return ResponseBody(contentLength: body.count) { writer in
      try await writer.write(part)
      throw CutOff()
    }
  }
}
