/// The properties that reading and filling rows tell apart.
enum VCardKind: UInt8, Sendable {
  case version, begin, end, id, uid, name, parts, nickname, email, phone, organization, title, role, address, page, tags
  case notes, birthday, anniversary, related, relatedNames, label, agent, other

  /// By a property's name, in any case.
  init(_ name: UnsafeBufferPointer<UInt8>) {
    self = Self.known(name.count).first { VCardWords.isEqual(name, $0.0) }?.1 ?? .other
  }

  /// A few of each length, so that none is compared with all.
  private static func known(_ length: Int) -> [(StaticString, VCardKind)] {
    length < byLength.count ? byLength[length] : []
  }

  private static let byLength: [[(StaticString, VCardKind)]] = {
    let all: [(StaticString, VCardKind)] = [
      ("TEL", .phone), ("EMAIL", .email), ("N", .parts), ("FN", .name), ("ADR", .address), ("ORG", .organization),
      ("URL", .page), ("UID", .uid), ("NOTE", .notes), ("BDAY", .birthday), ("ROLE", .role), ("TITLE", .title),
      ("AGENT", .agent), ("NICKNAME", .nickname), ("CATEGORIES", .tags), ("VERSION", .version), ("BEGIN", .begin),
      ("END", .end), ("RELATED", .related), ("X-ABLABEL", .label), ("X-REFER-ID", .id),
      ("X-ABRELATEDNAMES", .relatedNames), ("ANNIVERSARY", .anniversary), ("X-ANNIVERSARY", .anniversary),
      ("X-MS-ANNIVERSARY", .anniversary),
    ]
    return (0...16).map { length in all.filter { $0.0.utf8CodeUnitCount == length } }
  }()
}
