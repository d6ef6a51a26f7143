/// What is known of a pointer.
public enum PointerState: Hashable, Sendable {
  case present(Pointer)
  /// No file has the key.
  case absent
  /// A file that may hold it cannot be read.
  case unknown(FileMistake)

  /// The pointer, or `nil` where there is none or it is not known.
  public var pointer: Pointer? {
    if case .present(let pointer) = self { return pointer }
    return nil
  }
}
