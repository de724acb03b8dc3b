package import CRows

/// One contact as it came from a file.
package struct ReadRow {
  /// The file as it was named, or "standard input".
  package let file: String
  package let line: Int
  /// The fields of the contact schema, in its order. Good until the reader moves on.
  package let cells: UnsafePointer<rw_cell>
  /// What kind of file it stood in.
  package let format: ContactFormat
  /// The card as the file had it, of a vCard.
  package var card: VCard?
}
