import GRDB

/// The versions of the book, in order. Each is made once and never edited; the program opens any of them and brings it
/// up to date, and refuses one that a newer program wrote.
enum Migrations {
  /// Marks the file as a book of refer ("refr"), whatever its name.
  static let applicationID = 0x7265_6672

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: FirstSchema.sql)
      try JournalTriggers.create(db)
    }
    return migrator
  }()

  static func isBook(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "PRAGMA application_id") == applicationID
  }
}
