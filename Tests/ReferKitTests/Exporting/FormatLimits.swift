import Foundation

@testable import ReferKit

/// What a format cannot carry of a contact, and why: all else comes back as it was.
struct FormatLimits {
  /// What stays of a field; nil where nothing does.
  private let kept: [String: (String) throws -> String?]

  static func of(_ format: ExportFormat) -> FormatLimits {
    switch format {
    // Everything; the book shows one address of a person inside a record, and reading makes the list of it.
    case .ndjson, .ics:
      FormatLimits(
        kept: Dictionary(
          uniqueKeysWithValues: [
            "introduced_by", "introduced", "referrals", "referrals_received", "referrals_given", "introductions",
          ].map { ($0, withoutLists) }))
    case .vcard3, .vcard4:
      FormatLimits(kept: [
        // RELATED names a person; who is meant is found by the name.
        "introduced_by": name,
        // Whoever is in the book has a card, which says who introduced them.
        "introduced": strangers,
        // Other people's fields stand in their own cards.
        "referrals": people, "introductions": people,
      ])
    case .csv:
      FormatLimits(
        kept: [
          // A cell holds a name.
          "introduced_by": name, "met_event": name,
        ].merging(
          // A cell holds no records, and what is told by question or by set has no columns.
          [
            "interactions", "promises", "asks", "introductions", "gifts", "thanked", "introduced", "referrals",
            "buckets", "answers",
          ].map { ($0, { _ in nil }) }
        ) { first, _ in first })
    }
  }

  func cut(_ fields: ExportTrial.Fields) throws -> ExportTrial.Fields {
    var cut: ExportTrial.Fields = [:]
    for (field, value) in fields {
      guard let keep = kept[field] else {
        cut[field] = value
        continue
      }
      cut[field] = try keep(value)
    }
    return cut
  }

  private static func name(_ json: String) throws -> String? {
    let name = (try object(json) as? [String: Any])?["name"] as? String
    return try name.map { try text(["name": $0]) }
  }

  private static func withoutLists(_ json: String) throws -> String? {
    func cut(_ value: Any) -> Any {
      if let list = value as? [Any] { return list.map(cut) }
      guard let record = value as? [String: Any] else { return value }
      return record.filter { $0.key != "emails" }.mapValues(cut)
    }
    return try text(cut(try object(json)))
  }

  private static func strangers(_ json: String) throws -> String? {
    let all = try object(json) as? [[String: Any]] ?? []
    let strangers = all.filter { $0["id"] == nil }
    return strangers.isEmpty ? nil : try text(strangers)
  }

  /// Records with their people cut to id and name.
  private static func people(_ json: String) throws -> String? {
    let all = try object(json) as? [[String: Any]] ?? []
    return try text(
      all.map { record in
        record.mapValues { value in
          guard let person = value as? [String: Any], person["kind"] == nil else { return value }
          return person.filter { ["id", "name"].contains($0.key) }
        }
      })
  }

  private static func object(_ json: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
  }

  private static func text(_ object: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: object, options: .sortedKeys), as: UTF8.self)
  }
}
