import Foundation

/// Every file below a folder and what it holds, to show that nothing was written.
public struct FolderState: Sendable, Equatable {
  private let files: [String: Content]

  private enum Content: Sendable, Equatable {
    case folder
    case link(String)
    case file(size: Int, hash: Int)
  }

  /// Reads everything below the folder, `.git` included.
  public init(of folder: Folder) throws {
    var found: [String: Content] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      found[name] = try Self.content(of: folder, name)
    }
    files = found
  }

  /// The names that are not the same in the other state, sorted.
  public func differences(from other: FolderState) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }

  private static func content(of folder: Folder, _ name: String) throws -> Content {
    let manager = FileManager.default
    let kind = try manager.attributesOfItem(atPath: folder.path(name))[.type] as? FileAttributeType
    switch kind {
    case .typeDirectory: return .folder
    case .typeSymbolicLink:
      return .link(try manager.destinationOfSymbolicLink(atPath: folder.path(name)))
    default:
      let bytes = try folder.bytes(name)
      return .file(size: bytes.count, hash: bytes.hashValue)
    }
  }
}
