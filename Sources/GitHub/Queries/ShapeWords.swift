/// Says what is wrong with the shape of an answer.
enum ShapeWords {
  /// Names what is missing or of another type.
  static func words(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context, _ more: [any CodingKey] = []) -> String {
      (context.codingPath + more).map(\.stringValue).joined(separator: ".")
    }
    return switch error as? DecodingError {
    case .keyNotFound(let key, let context)?: "'\(path(context, [key]))' is missing"
    case .valueNotFound(_, let context)?: "'\(path(context))' is null"
    case .typeMismatch(_, let context)?: "'\(path(context))' is of another type"
    case .dataCorrupted(let context)?: "'\(path(context))' cannot be read"
    default: "it is no JSON"
    }
  }
}
