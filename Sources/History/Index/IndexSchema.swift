import GRDB

/// The tables of the index.
enum IndexSchema {
  /// "opsg": tells an index from other programs' databases (SQLite file format, 1.3.15).
  private static let application = 0x6f70_7367
  /// Another shape, or another way to judge moves, is another version: older files are made anew.
  static let version = 1

  static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
      && application(database) == 0
  }

  /// - Throws: `HistoryIndex.Failure` for what is no index of this version.
  static func check(_ database: Database) throws {
    guard try application(database) == application else {
      throw HistoryIndex.Failure.damaged(reason: "it is another program's database")
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found == version else {
      throw HistoryIndex.Failure.damaged(reason: "it has version \(found), and this is \(version)")
    }
  }

  private static func application(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
  }

  static func make(in database: Database) throws {
    try database.inTransaction(.immediate) {
      // Somebody may have been quicker.
      guard try isEmpty(database) else { return .commit }
      try database.execute(sql: text)
      return .commit
    }
  }

  static func clear(_ database: Database) throws {
    for table in tables { try database.execute(sql: "DELETE FROM \(table)") }
  }

  private static let tables = [
    "meta", "mainline", "people", "pointers", "paths", "commits", "moves", "renewals", "gaps",
  ]

  static let text = """
    PRAGMA application_id = \(application);
    PRAGMA user_version = \(version);
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE mainline (first INTEGER PRIMARY KEY, ids BLOB NOT NULL);
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL);
    CREATE TABLE pointers (
      id INTEGER PRIMARY KEY, service TEXT NOT NULL, environment TEXT NOT NULL,
      UNIQUE (service, environment));
    CREATE TABLE paths (id INTEGER PRIMARY KEY, path TEXT NOT NULL);
    CREATE TABLE commits (
      position INTEGER PRIMARY KEY, id TEXT NOT NULL,
      author INTEGER NOT NULL, author_time INTEGER NOT NULL, author_offset INTEGER NOT NULL,
      committer INTEGER NOT NULL, committer_time INTEGER NOT NULL,
      committer_offset INTEGER NOT NULL);
    CREATE TABLE moves (
      id INTEGER PRIMARY KEY, position INTEGER NOT NULL, pointer INTEGER NOT NULL,
      tag TEXT, companion TEXT, path INTEGER NOT NULL, line INTEGER NOT NULL,
      kind TEXT NOT NULL, downgrade INTEGER NOT NULL, skipped INTEGER NOT NULL,
      unlabelled INTEGER NOT NULL, certain INTEGER NOT NULL);
    CREATE INDEX moves_by_pointer ON moves (pointer, id);
    CREATE TABLE renewals (
      id INTEGER PRIMARY KEY, position INTEGER NOT NULL, "commit" TEXT NOT NULL,
      pointer INTEGER NOT NULL, tag TEXT NOT NULL, companion TEXT,
      path INTEGER NOT NULL, line INTEGER NOT NULL);
    CREATE INDEX renewals_by_pointer ON renewals (pointer, id);
    CREATE TABLE gaps (
      id INTEGER PRIMARY KEY, position INTEGER NOT NULL, "commit" TEXT NOT NULL, path TEXT,
      reason TEXT NOT NULL, hint TEXT, pointers TEXT, not_here INTEGER NOT NULL);
    CREATE VIEW log AS
      SELECT datetime(c.committer_time, 'unixepoch') AS time, p.environment, p.service,
        lag(m.tag) OVER (PARTITION BY m.pointer ORDER BY m.id) AS "from", m.tag AS "to", m.kind,
        m.downgrade, m.skipped, m.unlabelled, a.name AS author, a.email, c.id AS "commit",
        f.path, m.line
      FROM moves m JOIN commits c USING (position) JOIN pointers p ON p.id = m.pointer
        JOIN people a ON a.id = c.author JOIN paths f ON f.id = m.path;
    """
}
