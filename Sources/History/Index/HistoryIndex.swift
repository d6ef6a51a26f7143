import FoundationEssentials
import GRDB

/// The moves that were read before, in a SQLite file, so that the next run reads only what is new.
///
/// A cache of what the object database says: it may be deleted at any time, and nothing that is decided rests on it.
/// One writer at a time, whole or not at all; whoever comes meanwhile goes without.
public struct HistoryIndex: Sendable {
  /// Where it is kept, from the git directory that all worktrees share.
  public static let path = "opsgate/index.sqlite"

  /// Why a file is of no use.
  public enum Failure: Error, Hashable, Sendable {
    /// It is no index, one of another version, or broken: it can be replaced.
    case damaged(reason: String)
    /// It cannot be read or written now.
    case unavailable(reason: String)

    public var reason: String {
      switch self {
      case .damaged(let reason), .unavailable(let reason): reason
      }
    }
  }

  let queue: DatabaseQueue
  /// Whether the file still has a name.
  var isThere: Bool { FileManager.default.fileExists(atPath: queue.path) }

  /// Opens an index, or makes an empty one.
  ///
  /// - Parameters:
  ///   - file: The path of the file.
  ///   - mayWrite: Whether one that is not there is made; if not, nothing on the disk changes.
  /// - Throws: `Failure`.
  public init(at file: String, mayWrite: Bool) throws(Failure) {
    queue = try Failure.translating {
      guard Self.mayBeOne(file) else {
        throw Failure.unavailable(reason: "something else than a regular file is there")
      }
      var configuration = Configuration()
      configuration.readonly = !mayWrite
      // Who cannot have it soon reads the objects instead.
      configuration.busyMode = .timeout(1)
      let queue = try DatabaseQueue(path: file, configuration: configuration)
      try queue.inDatabase { database in
        let isEmpty = try IndexSchema.isEmpty(database)
        if isEmpty, mayWrite { try IndexSchema.make(in: database) }
        try IndexSchema.check(database)
      }
      return queue
    }
  }

  /// Whether nothing is there yet, or a regular file: to open a pipe would wait for ever, and a link leads to the files of
  /// others.
  private static func mayBeOne(_ file: String) -> Bool {
    // An error says that nothing is there, or nothing that can be seen, which opening tells better.
    let type = try? FileManager.default.attributesOfItem(atPath: file)[.type] as? FileAttributeType
    return type.map { $0 == .typeRegular } ?? true
  }

  /// Takes everything out, so that the next reading fills it anew.
  ///
  /// - Throws: `Failure`.
  public func clear() throws(Failure) {
    try Failure.translating {
      try queue.inDatabase { database in
        try database.inTransaction(.immediate) {
          try IndexSchema.clear(database)
          return .commit
        }
      }
    }
  }

  /// Deletes an index with the files that SQLite keeps beside it.
  ///
  /// One that somebody writes to now is waited for, since its journal would be left to the next file of this name
  /// (SQLite, How To Corrupt, 2.4). What is no index is nobody's, and goes at once.
  ///
  /// - Returns: Whether there was one.
  /// - Throws: `Failure`.
  @discardableResult
  public static func remove(_ file: String) throws(Failure) -> Bool {
    guard FileManager.default.fileExists(atPath: file) else { return false }
    do throws(Failure) {
      let index = try HistoryIndex(at: file, mayWrite: true)
      try Failure.translating {
        try index.queue.inDatabase { database in
          try database.inTransaction(.exclusive) {
            try unlink(file)
            return .rollback
          }
        }
      }
    } catch {
      guard case .damaged = error else { throw error }
      try Failure.translating { try unlink(file) }
    }
    return true
  }

  private static func unlink(_ file: String) throws {
    let files = FileManager.default
    for name in [file + "-journal", file] where files.fileExists(atPath: name) {
      try files.removeItem(atPath: name)
    }
  }
}

extension HistoryIndex.Failure {
  /// Runs something on the database, and says of its failure whether the file is to blame.
  static func translating<Value>(_ body: () throws -> Value) throws(Self) -> Value {
    do {
      return try body()
    } catch let failure as Self {
      throw failure
    } catch let error as DatabaseError {
      let reason = error.message ?? "SQLite says \(error.resultCode.rawValue)"
      switch error.resultCode {
      case .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_ERROR, .SQLITE_MISMATCH, .SQLITE_CONSTRAINT:
        throw .damaged(reason: reason)
      default: throw .unavailable(reason: reason)
      }
    } catch is RowDecodingError {
      throw IndexReading.broken
    } catch {
      throw .unavailable(reason: "\(error)")
    }
  }
}
