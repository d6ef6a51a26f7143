/// What a document of a multi-document file must hold to be read: `kind: HelmRelease`.
public struct DocumentCondition: Hashable, Sendable {
  /// Where in the document to look.
  public var path: ScalarPath
  /// What must stand there.
  public var value: TextTemplate

  public init(path: ScalarPath, value: TextTemplate) {
    self.path = path
    self.value = value
  }
}
