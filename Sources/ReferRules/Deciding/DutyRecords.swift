/// What a book knows beyond a contact's own row, as far as follow-ups and thanks ask for it. A file has none of it.
package struct DutyRecords {
  /// When whoever gave a referral was told of it, by the referral's id: in seconds since 1970, oldest first.
  let told: [String: [Double]]

  package init(told: [String: [Double]]) { self.told = told }
}
