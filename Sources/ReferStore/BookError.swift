import GRDB
import ReferModel

/// Why the book could not be used. Names the file and what to do; never what is in it.
package enum BookError: Error, Hashable, Sendable {
  case missing(path: String)
  case exists(path: String)
  /// Not SQLite, or not a book of refer.
  case foreign(path: String)
  /// Written by a newer refer.
  case newer(path: String)
  case locked(path: String)
  case readOnly(path: String)
  case corrupt(path: String, detail: String)
  case full(path: String)
  case unusable(path: String, reason: String)
  case undoneOutOfOrder(Int64, by: Int64)
  case noSuchDeed(Int64)
  case undoneAlready(Int64, by: Int64)
  case forgotten(Int64)
  case noMemory
}

extension BookError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no book yet; \(Offer.quoted("import FILE")) makes one, "
        + "and --from FILE works on a file without any"
    case .exists(let path): "\(path): a book is there already; nothing was changed"
    case .foreign(let path): "\(path): this is no book of refer; name the right file with --book"
    case .newer(let path): "\(path): this book was written by a newer refer; update refer to open it"
    case .locked(let path):
      "\(path): another program is writing to the book; try again when it has finished. Nothing was changed"
    case .readOnly(let path):
      "\(path): the book, or its folder, may not be written; change its permissions. Nothing was changed"
    case .corrupt(let path, let detail):
      "\(path): the book is damaged (\(detail)); \(Offer.quoted("doctor")) says what can be saved. "
        + "Keep a copy of the file first"
    case .full(let path): "\(path): no space is left for the book; free some and try again. Nothing was changed"
    case .unusable(let path, let reason): "\(path): the book cannot be used: \(reason)"
    case .undoneOutOfOrder(let deed, let later):
      "deed \(deed) cannot be taken back alone: deed \(later) builds on it; \(Offer.quoted("undo \(later)")) first"
    case .noSuchDeed(let deed): "there is no deed \(deed); \(Offer.quoted("undo --list")) shows them"
    case .undoneAlready(let deed, let by):
      "deed \(deed) is taken back already, by deed \(by); \(Offer.quoted("undo \(by)")) does it again"
    case .forgotten(let deed): "deed \(deed) erased a person for good; there is nothing left to bring back"
    case .noMemory: "there is not enough memory for this contact"
    }
  }

  /// What SQLite's error means for the book.
  init(_ error: DatabaseError, path: String) {
    self =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
      case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: .readOnly(path: path)
      case .SQLITE_NOTADB: .foreign(path: path)
      case .SQLITE_CORRUPT: .corrupt(path: path, detail: "SQLite finds its pages malformed")
      case .SQLITE_FULL: .full(path: path)
      case .SQLITE_NOMEM: .noMemory
      case .SQLITE_CANTOPEN: .unusable(path: path, reason: "it cannot be opened; check its folder and permissions")
      case .SQLITE_IOERR: .unusable(path: path, reason: "reading or writing the file failed; check the disk")
      // A message of SQLite's names tables and columns, never values.
      default: .unusable(path: path, reason: error.message ?? "SQLite error \(error.resultCode.rawValue)")
      }
  }
}
