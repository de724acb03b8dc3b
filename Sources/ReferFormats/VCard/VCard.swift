/// One card as its file gave it: every property with its group, parameters and value, in the file's order.
///
/// Reading and writing lose none of them. Only BEGIN, END and VERSION are no properties: they are the card's frame.
package struct VCard: Sendable {
  /// The version that the card names. One without a VERSION is read like 3.0.
  package enum Version: Sendable, Hashable {
    case v21, v30, v40, unnamed
  }

  package let version: Version
  package let properties: [VCardProperty]
  /// The line of the file where the card begins, from 1.
  package let line: Int

  package init(version: Version, properties: [VCardProperty], line: Int = 1) {
    self.version = version
    self.properties = properties
    self.line = line
  }

  /// The properties of one name, written in upper case, in the file's order.
  package func all(_ key: String) -> [VCardProperty] { properties.filter { $0.key == key } }

  /// The first property of one name, written in upper case.
  package func first(_ key: String) -> VCardProperty? { properties.first { $0.key == key } }
}
