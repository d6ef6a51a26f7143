import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A real HTTP server on the loopback interface, at a port that the system picks.
public struct StandInServer: Sendable {
  public typealias Responder = @Sendable (StandInRequest) async -> StandInAnswer

  /// `http://127.0.0.1:49152`.
  public let url: String

  /// Runs the server while a body runs.
  ///
  /// - Parameters:
  ///   - port: Where; the system picks one for 0.
  ///   - respond: Answers.
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws, and where no server can be started.
  public static func run<Value: Sendable>(
    port: Int = 0,
    _ respond: @escaping Responder,
    while body: @escaping @Sendable (StandInServer) async throws -> Value
  ) async throws -> Value {
    try await withTaskExecutorPreference(OwnThreads()) {
      try await serve(port, respond, while: body)
    }
  }

  private static func serve<Value: Sendable>(
    _ port: Int,
    _ respond: @escaping Responder,
    while body: @escaping @Sendable (StandInServer) async throws -> Value
  ) async throws -> Value {
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    let application = application(at: port, respond) { continuation.yield($0) }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      let services = ServiceGroup(services: [application], logger: quiet)
      group.addTask {
        defer { continuation.finish() }
        try await services.run()
      }
      var running: Int?
      for await found in ports {
        running = found
        break
      }
      guard let running else {
        try await group.waitForAll()
        throw StandInDidNotStart()
      }
      let result: Result<Value, any Error>
      do {
        result = .success(try await body(StandInServer(url: "http://127.0.0.1:\(running)")))
      } catch {
        result = .failure(error)
      }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
      return try result.get()
    }
  }

  private static func application(
    at port: Int,
    _ respond: @escaping Responder,
    whenRunning tell: @escaping @Sendable (Int) -> Void
  ) -> some ApplicationProtocol {
    Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        try await Self.response(to: request, respond)
      },
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in tell(channel.localAddress?.port ?? 0) },
      logger: quiet
    )
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
    let body = try await request.body.collect(upTo: 1 << 22)
    var fields = request.headers.map { ($0.name.canonicalName, $0.value) }
    if let host = request.head.authority { fields.append(("host", host)) }
    let answer = await respond(
      StandInRequest(
        request.method.rawValue,
        request.uri.string,
        headers: Dictionary(fields, uniquingKeysWith: { $1 }),
        body: Array(body.readableBytesView)
      )
    )
    if case .slow(let seconds) = answer.fault {
      // Nobody waits for a slow answer when the server is to end.
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
    }
    var headers = HTTPFields()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return Response(status: .init(code: answer.status), headers: headers, body: answer.content)
  }
}

/// The system gave no port.
public struct StandInDidNotStart: Error {}
