/// One item of the policy's `pointers:`: which files hold tags, and where in them.
public struct PointerEntry: Sendable {
  /// The templates of the files, the first one that has the key wins: overlay, then base.
  public let paths: [PathTemplate]
  /// What stands in the files: a key or pattern, and which part of the scalar is the tag.
  public let query: ScalarQuery
  /// Which of two tags is newer; `nil` for the default, see ``TagOrder/compareByDefault(_:_:)``.
  public let order: TagOrder?
  /// The service that all pointers of this entry belong to, where no path or key says so.
  public let service: String?
  /// The name of the environment that all pointers of this entry belong to, where no path or key says so.
  public let environment: String?
  /// The line of the entry in the policy file, from 1; `nil` for an entry that is from no file.
  public let line: Int?

  public init(
    paths: [PathTemplate],
    query: ScalarQuery,
    order: TagOrder? = nil,
    service: String? = nil,
    environment: String? = nil,
    line: Int? = nil
  ) {
    self.paths = paths
    self.query = query
    self.order = order
    self.service = service
    self.environment = environment
    self.line = line
  }

  /// How one tag stands to another by this entry's order, or `nil` where that cannot be told.
  public func compare(_ tag: String, _ other: String) -> TagOrder.Standing? {
    guard let order else { return TagOrder.compareByDefault(tag, other) }
    return order.compare(tag, other)
  }
}
