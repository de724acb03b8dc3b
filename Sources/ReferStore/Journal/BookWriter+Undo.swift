import GRDB

extension BookWriter {
  /// See ``Book/undo(_:at:)``. Returns what is taken back.
  func undo(_ number: Int64) throws -> Deed {
    guard number != deed, let done = try Deed.find(db, number) else { throw BookError.noSuchDeed(number) }
    if let by = done.undoneBy { throw BookError.undoneAlready(number, by: by) }
    if done.verb == Self.forgetting { throw BookError.forgotten(number) }
    try Undo.take(back: number, db)
    let touched = try Int64.fetchAll(
      db, sql: "SELECT DISTINCT j.contact FROM journal j JOIN contact c ON c.id = j.contact WHERE j.deed IN (?, ?)",
      arguments: [number, deed])
    for contact in touched { try refreshSearchText(of: contact) }
    try db.execute(sql: "UPDATE deed SET undoes = ? WHERE id = ?", arguments: [number, deed])
    return done
  }
}
