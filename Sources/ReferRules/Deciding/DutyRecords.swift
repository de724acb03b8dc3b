package import ReferModel

/// What a book knows beyond a contact's own row, as far as follow-ups and thanks ask for it. A file has none of it.
package struct DutyRecords {
  /// When whoever gave a referral was told of it, by the referral's id: in seconds since 1970, oldest first.
  let told: [String: [Double]]

  /// Until when the user put items off, by contact and then by the item's id: in seconds since 1970.
  let putOff: [String: [String: Double]]

  /// When the user said that items were done, by contact and then by the item's id: in seconds since 1970. Of what is
  /// with somebody who has no row of their own, no more is known.
  let done: [String: [String: Double]]

  /// Gives the row of another contact, with their talks and thanks at least; nothing where nobody has the id.
  let person: (String, (Cells) -> Void) throws -> Void

  package init(
    told: [String: [Double]] = [:], putOff: [String: [String: Double]] = [:], done: [String: [String: Double]] = [:],
    person: @escaping (String, (Cells) -> Void) throws -> Void = { _, _ in }
  ) {
    (self.told, self.putOff, self.done, self.person) = (told, putOff, done, person)
  }
}
