/// A part of a template that stands for a name.
public enum Placeholder: String, CaseIterable, Hashable, Sendable {
  case service
  case environment
}

/// What the placeholders stand for; the environment as the file spells it.
public struct Captures: Hashable, Sendable {
  public var service: String?
  public var environment: String?

  public init(service: String? = nil, environment: String? = nil) {
    self.service = service
    self.environment = environment
  }

  /// What one placeholder stands for.
  public subscript(placeholder: Placeholder) -> String? {
    get {
      switch placeholder {
      case .service: service
      case .environment: environment
      }
    }
    set {
      switch placeholder {
      case .service: service = newValue
      case .environment: environment = newValue
      }
    }
  }
}
