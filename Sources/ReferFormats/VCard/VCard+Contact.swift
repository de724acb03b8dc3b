internal import CRows
package import ReferModel

extension VCardReader {
  /// The contact that a card stands for; nil when memory is out.
  ///
  /// FN is the name, N first and last name, ORG's first component the organization, ROLE the profession, the
  /// preferred ADR gives city, region and country, CATEGORIES are tags, and X-REFER-ID, or else UID, is the id: `id`
  /// only stands in for them, and an empty one for nothing. RELATED;TYPE=contact and Apple's related name
  /// "referred by" say who introduced them. What a field has no room for goes to `custom` under its name and label,
  /// "ADR (home)", but for the bytes of photos, sounds and keys, which only the card keeps, and what stands behind the
  /// first 2,000 properties.
  package func row(
    of card: VCard, into builder: inout ContactRowBuilder, id: @autoclosure () -> String = ""
  ) -> Cells? {
    builder.begin()
    filler.fill(&builder, from: card)
    return builder.finish(id: id())
  }
}

/// Fills rows from cards, one after the other.
struct VCardFiller {
  typealias Row = ContactRowBuilder

  /// A row is no place for more, and takes ever longer to fill; the card keeps all.
  private static let most = 2_000

  private var labels = VCardLabels()
  private var pieces: [rw_cell] = []
  private var preferred: [(rank: Int, place: Int)] = []

  mutating func fill(_ row: inout Row, from card: VCard) {
    card.properties.withUnsafeBufferPointer { all in
      let properties = UnsafeBufferPointer(rebasing: all.prefix(Self.most))
      guard labels.begin(properties, in: row.arena) else {
        _ = row.noted(nil)
        return
      }
      preferred.removeAll(keepingCapacity: true)
      for place in properties.indices {
        // An own id goes before any other.
        if properties[place].kind == .id { set(row.fields.id, properties[place], &row) }
        if let rank = Self.rank(properties[place]) { preferred.append((rank, place)) }
      }
      fill(&row, properties)
    }
    // Without any name, what remains is how address books show them.
    let fields = row.fields
    if row[fields.name].isMissing, row[fields.firstName].isMissing, row[fields.lastName].isMissing {
      row[fields.name] = row[fields.organization]
    }
  }

  /// In the order of the file, but what is marked as preferred before others.
  private mutating func fill(_ row: inout Row, _ properties: UnsafeBufferPointer<VCardProperty>) {
    let inFile = preferred.map(\.place)
    preferred.sort { $0 < $1 }
    for place in preferred.map(\.place) { take(properties[place], &row) }
    var next = inFile[...]
    for place in properties.indices {
      if place == next.first { next = next.dropFirst() } else { take(properties[place], &row) }
    }
  }

  private mutating func take(_ property: VCardProperty, _ row: inout Row) {
    let fields = row.fields
    switch property.kind {
    case .id: break
    case .uid: set(fields.id, property, &row)
    case .name: set(fields.name, property, &row)
    case .parts: takeName(property, &row)
    case .nickname:
      guard property.cells(ofList: &pieces, in: row.arena) else {
        _ = row.noted(nil)
        return
      }
      for piece in pieces.prefix(Self.most) where !row.set(fields.nickname, piece) { keep(property, piece, &row) }
    case .email: append(fields.emails, property, without: "MAILTO:", &row)
    case .phone: append(fields.phones, property, without: "TEL:", &row)
    case .organization: takeOrganization(property, &row)
    case .title: set(fields.title, property, &row)
    case .role: set(fields.profession, property, &row)
    case .address: takeAddress(property, &row)
    case .page:
      guard let text = row.noted(property.cell(in: row.arena)) else { return }
      if !row.set(fields.url, text) { keep(property, &row) }
    case .tags:
      guard property.cells(ofList: &pieces, in: row.arena) else {
        _ = row.noted(nil)
        return
      }
      for piece in pieces.prefix(Self.most) { row.append(fields.tags, piece) }
    case .notes: set(fields.notes, property, &row)
    case .birthday: takeDay(fields.birthday, property, &row)
    case .anniversary: takeDay(fields.anniversary, property, &row)
    case .related, .relatedNames: takeRelated(property, &row)
    case .label:
      // It goes with what it labels; one that labels nothing is kept alone.
      if !labels.hasTarget(property, in: row.arena) { keep(property, &row) }
    case .version, .begin, .end, .agent, .other: keep(property, &row)
    }
  }

  // MARK: properties with a build of their own

  private mutating func takeName(_ property: VCardProperty, _ row: inout Row) {
    let fields = row.fields
    guard row[fields.firstName].isMissing, row[fields.lastName].isMissing else { return keep(property, &row) }
    guard property.cells(ofComponents: &pieces, joint: " ", in: row.arena) else {
      _ = row.noted(nil)
      return
    }
    for (place, part) in pieces.enumerated() where part.count > 0 {
      switch place {
      case 0: row[fields.lastName] = part
      case 1: row[fields.firstName] = part
      case 2: keep("N (additional)", part, &row)
      case 3: keep("N (prefix)", part, &row)
      case 4: keep("N (suffix)", part, &row)
      default: keep("N", part, &row)
      }
    }
  }

  private mutating func takeOrganization(_ property: VCardProperty, _ row: inout Row) {
    guard property.cells(ofComponents: &pieces, joint: ", ", in: row.arena) else {
      _ = row.noted(nil)
      return
    }
    guard let first = pieces.first, row.set(row.fields.organization, first) else { return keep(property, &row) }
    guard let rest = row.noted(joined(pieces.dropFirst(), in: row.arena)) else { return }
    keep("ORG (department)", rest, &row)
  }

  private mutating func takeAddress(_ property: VCardProperty, _ row: inout Row) {
    guard property.cells(ofComponents: &pieces, joint: ", ", in: row.arena) else {
      _ = row.noted(nil)
      return
    }
    let fields = row.fields
    let places = [(3, fields.city), (4, fields.region), (6, fields.country)]
    let isFirst = places.allSatisfy { row[$0.1].isMissing }
    var hasRest = false
    for (place, piece) in pieces.enumerated() where piece.count > 0 {
      if isFirst, let (_, field) = places.first(where: { $0.0 == place }) { row[field] = piece } else { hasRest = true }
    }
    // A street alone says little: the whole address stays together.
    guard hasRest, let whole = row.noted(joined(pieces[...], in: row.arena)) else { return }
    keep(property, whole, &row)
  }

  private mutating func takeDay(_ field: Int, _ property: VCardProperty, _ row: inout Row) {
    guard let text = row.noted(property.cell(in: row.arena)) else { return }
    var isText = false
    var omittedYear: Int?
    property.forEachParameter { name, value in
      if VCardWords.isEqual(name, "VALUE"), VCardWords.isEqual(value, "TEXT") { isText = true }
      if omittedYear == nil, VCardWords.isEqual(name, "X-APPLE-OMIT-YEAR") {
        omittedYear = Int(String(decoding: value, as: UTF8.self))
      }
    }
    guard !isText, row[field].isMissing, let bytes = text.textBytes,
      let day = VCardBirthday(bytes, omittedYear: omittedYear)
    else { return keep(property, &row) }
    if let cell = row.noted(day.cell(in: row.arena)) { row[field] = cell }
  }

  private mutating func takeRelated(_ property: VCardProperty, _ row: inout Row) {
    guard let text = row.noted(property.cell(in: row.arena)) else { return }
    var isIntroducer = false
    if property.kind == .related {
      property.forEachType { type in isIntroducer = isIntroducer || VCardWords.isEqual(type, "CONTACT") }
    } else {
      let label = labels.given(to: property, in: row.arena).text?.lowercased() ?? ""
      isIntroducer = ["referred by", "referredby", "introduced by"].contains(label)
    }
    // An address of another card is no name.
    let isAddress = (["URN:", "HTTP:", "HTTPS:", "MAILTO:", "TEL:", "DATA:"] as [StaticString]).contains {
      text.begins(with: $0)
    }
    if isIntroducer, !isAddress, row.set(row.fields.introducedBy, named: text) { return }
    keep(property, &row)
  }

  // MARK: into the row

  private mutating func set(_ field: Int, _ property: VCardProperty, _ row: inout Row) {
    guard !property.isBinary, row[field].isMissing else { return keep(property, &row) }
    guard let text = row.noted(property.cell(in: row.arena)) else { return }
    _ = row.set(field, text)
    keepLabel(of: property, text, &row)
  }

  private mutating func append(_ field: Int, _ property: VCardProperty, without scheme: StaticString, _ row: inout Row)
  {
    guard let whole = row.noted(property.cell(in: row.arena)) else { return }
    let size = scheme.utf8CodeUnitCount
    var text = whole
    if Int(whole.count) > size, whole.begins(with: scheme), let start = whole.as.text {
      text = .text(start + size, count: Int(whole.count) - size)
    }
    row.append(field, text)
    keepLabel(of: property, whole, &row)
  }

  /// A label of the user's own is worth keeping beside a field that has no room for it.
  private mutating func keepLabel(of property: VCardProperty, _ text: rw_cell, _ row: inout Row) {
    if labels.given(to: property, in: row.arena).count > 0 { keep(property, text, &row) }
  }

  private mutating func keep(_ property: VCardProperty, _ row: inout Row) {
    if let agent = property.agent {
      return row.keep("AGENT", agent.first("FN")?.text ?? agent.first("N")?.text ?? "")
    }
    guard !property.isBinary, let text = row.noted(property.cell(in: row.arena)) else { return }
    if !text.begins(with: "DATA:") { keep(property, text, &row) }
  }

  private mutating func keep(_ property: VCardProperty, _ text: rw_cell, _ row: inout Row) {
    guard text.count > 0, let name = row.noted(labels.name(of: property, in: row.arena)) else { return }
    row.keep(name, text)
  }

  private func keep(_ name: StaticString, _ text: rw_cell, _ row: inout Row) {
    // A static string lives for ever.
    row.keep(.text(UnsafeRawPointer(name.utf8Start), count: name.utf8CodeUnitCount), text)
  }

  /// The pieces that are not empty, with ", " between them; nil when memory is out.
  private func joined(_ pieces: ArraySlice<rw_cell>, in arena: RowArena) -> rw_cell? {
    let size = pieces.reduce(0) { $0 + Int($1.count) + 2 }
    guard let place = arena.room(size) else { return nil }
    var end = 0
    for piece in pieces {
      guard let bytes = piece.textBytes, !bytes.isEmpty else { continue }
      if end > 0 {
        (place[end], place[end + 1]) = (UInt8(ascii: ","), 0x20)
        end += 2
      }
      UnsafeMutableRawBufferPointer(start: place + end, count: bytes.count).copyBytes(from: bytes)
      end += bytes.count
    }
    return .text(UnsafeRawPointer(place), count: end)
  }

  /// From 1 to 100; nil for what is not marked as preferred.
  private static func rank(_ property: VCardProperty) -> Int? {
    guard property.hasParameters else { return nil }
    var rank: Int?
    property.forEachParameter { name, value in
      guard rank == nil else { return }
      if VCardWords.isEqual(name, "TYPE") {
        if VCardWords.isEqual(value, "PREF") { rank = 1 }
      } else if VCardWords.isEqual(name, "PREF") {
        rank = Int(String(decoding: value, as: UTF8.self)).flatMap { (1...100).contains($0) ? $0 : nil }
      }
    }
    return rank
  }
}
