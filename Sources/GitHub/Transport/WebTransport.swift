import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL

/// The way over the network.
///
/// It lives as long as the body that it is opened for.
public struct WebTransport: Transport {
  /// GitHub itself ends a request after ten seconds.
  private static let patience = TimeAmount.seconds(15)
  /// More than any answer that is asked for; whatever is larger is no answer of GitHub's.
  private static let largest = 64 << 20

  private let client: HTTPClient

  /// Opens the way, and closes all connections afterwards.
  ///
  /// - Parameters:
  ///   - server: Whom it leads to.
  ///   - environment: Names the proxy, and files of certificates beside the system's (`SSL_CERT_FILE`, `GIT_SSL_CAINFO`).
  ///   - body: Asks.
  /// - Returns: What the body returns.
  /// - Throws: `TransportError` where the proxy or a file of certificates cannot be used; what the body throws.
  public static func open<Value: Sendable>(
    to server: Server,
    environment: [String: String],
    while body: (WebTransport) async throws -> Value
  ) async throws -> Value {
    let transport = try WebTransport(to: server, environment)
    let result: Result<Value, any Error>
    do {
      result = .success(try await body(transport))
    } catch {
      result = .failure(error)
    }
    // Nothing is lost by a connection that does not end in good order.
    try? await transport.client.shutdown()
    return try result.get()
  }

  private init(to server: Server, _ environment: [String: String]) throws(TransportError) {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: .init(connect: Self.patience, read: Self.patience)
    )
    // Whether it is tried again is for the client to say, which knows how long there is.
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.tlsConfiguration = try Self.trust(environment)
    if let proxy = try ProxyRules(environment).proxy(for: server.api) {
      configuration.proxy = .server(
        host: proxy.host,
        port: proxy.port,
        authorization: proxy.credentials.map { .basic(credentials: Self.base64($0)) }
      )
    }
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  private static func trust(
    _ environment: [String: String]
  ) throws(TransportError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    for name in ["SSL_CERT_FILE", "GIT_SSL_CAINFO"] {
      guard let path = environment[name], !path.isEmpty else { continue }
      do {
        let certificates = try NIOSSLCertificate.fromPEMFile(path)
        configuration.additionalTrustRoots.append(.certificates(certificates))
      } catch {
        throw TransportError(
          "\(name) names '\(path)', which is no file of certificates",
          isPassing: false
        )
      }
    }
    return configuration
  }

  private static func base64(_ text: String) -> String {
    let plain = text.removingPercentEncoding ?? text
    return Data(plain.utf8).base64EncodedString()
  }

  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var message = HTTPClientRequest(url: request.url)
    message.method = HTTPMethod(rawValue: request.method.rawValue)
    for (name, value) in request.headers.pairs { message.headers.add(name: name, value: value) }
    if let body = request.body { message.body = .bytes(body) }
    do {
      let answer = try await client.execute(message, timeout: Self.patience)
      let body = try await answer.body.collect(upTo: Self.largest)
      return HTTPResponse(
        status: Int(answer.status.code),
        headers: HTTPHeaders(answer.headers.map { ($0.name, $0.value) }),
        body: Array(body.readableBytesView)
      )
    } catch {
      throw TransportError(error, to: request.url)
    }
  }
}

extension TransportError {
  /// Says in a person's words what the way told in its own.
  fileprivate init(_ error: any Error, to url: String) {
    let place = Server.origin(of: url) ?? "the server"
    switch error {
    case let error as HTTPClientError where error == .connectTimeout || error == .readTimeout:
      self.init("\(place) did not answer in time", isPassing: true)
    case let error as HTTPClientError where error == .deadlineExceeded:
      self.init("\(place) did not answer in time", isPassing: true)
    case let error as HTTPClientError
    where error == .remoteConnectionClosed || error == .cancelled:
      self.init("\(place) ended the connection before all of the answer was there", isPassing: true)
    case let error as HTTPClientError where error == .proxyAuthenticationRequired:
      self.init("the proxy before \(place) wants a name and a password", isPassing: false)
    case let error as HTTPClientError where error == .invalidProxyResponse:
      self.init("the proxy before \(place) does not let it through", isPassing: false)
    case is NIOTooManyBytesError:
      self.init("\(place) sent more than any answer has", isPassing: false)
    case is NIOSSLError, is BoringSSLError:
      self.init("the certificate of \(place) is not one to trust", isPassing: false)
    default:
      self.init("\(place) cannot be reached", isPassing: true)
    }
  }
}
