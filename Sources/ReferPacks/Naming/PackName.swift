/// The name of a pack: small letters, digits and single dashes, as `bucket-strategy`; a letter first, 2 to 40 of them.
///
/// It is the name of a folder on every system, and stands in commands without quotes; `me` and `rules` name other
/// settings than a pack's.
package struct PackName: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  package init?(_ text: String) {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let dash = UInt8(ascii: "-")
    guard (2...40).contains(text.utf8.count), let first = text.utf8.first, letters ~= first,
      text.utf8.last != dash, text.utf8.allSatisfy({ letters ~= $0 || digits ~= $0 || $0 == dash }),
      !text.contains("--"), text != "me", text != SettingsFile.ownRules, !PackPath.isReserved(text)
    else { return nil }
    description = text
  }
}
