import Hummingbird
import NIOCore

/// The connection ends here, on purpose.
private struct CutOff: Error {}

extension StandInAnswer {
  /// The body, of which the end may never come.
  var content: ResponseBody {
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
