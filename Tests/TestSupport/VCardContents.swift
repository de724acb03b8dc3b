package import ReferFormats

/// What reading and writing must keep of a card, in a form that can be compared.
package enum VCardContents {
  /// A text for each property, sorted.
  package static func of(_ card: VCard) -> [String] { card.properties.map(content).sorted() }

  private static func content(of property: VCardProperty) -> String {
    // Those that the writer's documentation names; see VCardWriter.
    let isData = property.base64 != nil
    let parameters = property.parameters.filter { parameter in
      switch parameter.key {
      case "CHARSET": false
      case "ENCODING":
        !["QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"].contains(parameter.values.first?.uppercased())
      case "VALUE": !(isData && parameter.values == ["uri"])
      default: true
      }
    }
    let names = parameters.flatMap { parameter in parameter.values.map { "\(parameter.key)=\($0)" } }.sorted()
    let value = property.agent.map { "card \(of($0))" } ?? "\(property.content)"
    return "\(property.group ?? "-") \(property.name) \(names) \(value)"
  }
}
