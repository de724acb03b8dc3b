/// What a book knows beyond a contact's own row, as far as follow-ups and thanks ask for it. A file has none of it.
package struct DutyRecords {
  /// When whoever gave a referral was told of it, by the referral's id: in seconds since 1970, oldest first.
  let told: [String: [Double]]

  /// Until when the user put items off, by contact and then by the item's id: in seconds since 1970.
  let putOff: [String: [String: Double]]

  package init(told: [String: [Double]] = [:], putOff: [String: [String: Double]] = [:]) {
    (self.told, self.putOff) = (told, putOff)
  }
}
