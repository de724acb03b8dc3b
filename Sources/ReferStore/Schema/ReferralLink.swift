/// How a column points at a referral: `#12` is one of the book by its id, and any other text the id that a file gave it.
///
/// Ids of files are resolved as they are read, for a file may name a referral before the one that has the id.
enum ReferralLink {
  static func stored(_ id: Int64) -> String { "#\(id)" }

  /// The referral's id in the book as text; what names none stays as it is.
  static func text(_ column: String, contact: String) -> String {
    // Several sources may have the same id: the contact's own comes first.
    let found = "SELECT CAST(min(p.id) AS TEXT) FROM referral p WHERE p.source_ref = \(column)"
    return """
      CASE WHEN \(column) IS NULL THEN NULL WHEN \(column) GLOB '#*' THEN substr(\(column), 2)
        ELSE coalesce((\(found) AND p.contact = \(contact)), (\(found)), \(column)) END
      """
  }
}
