/// The names of all time zones of a system, read only when a message offers the nearest.
struct ZoneNames {
  private let database: ZoneDatabase

  init(_ database: ZoneDatabase) {
    self.database = database
  }

  /// The name most like `text`, also where it gives the city alone; nil if none is near.
  func nearest(to text: String) -> String? {
    let wanted = Self.folded(text)
    guard 2...64 ~= wanted.count else { return nil }
    var best: (distance: Int, name: String)?
    for name in all() {
      let full = Self.folded(name)
      let city = full.lastIndex(of: UInt8(ascii: "/")).map { Array(full[($0 + 1)...]) } ?? full
      let distance = min(Self.distance(wanted, full), Self.distance(wanted, city))
      if distance < best?.distance ?? (wanted.count / 3 + 1) { best = (distance, name) }
    }
    return best?.name
  }

  /// The names, those of places first: the older links to them may be as near.
  private func all() -> [String] {
    var names: [String] = []
    for (file, place) in [("zone1970.tab", 2), ("zone.tab", 2), ("tzdata.zi", -1)] {
      for folder in database.folders {
        guard let bytes = ZoneDatabase.bytes(of: "\(folder)/\(file)", most: 1 << 20) else { continue }
        for line in bytes.split(separator: 10) {
          if let name = Self.name(in: line, place) { names.append(name) }
        }
      }
    }
    return names
  }

  /// The name in a line: the part at `place` of a table, or what a line `Z` or `L` of zic's source declares.
  private static func name(in line: ArraySlice<UInt8>, _ place: Int) -> String? {
    let parts: [ArraySlice<UInt8>]
    var place = place
    if place >= 0 {
      guard line.first != UInt8(ascii: "#") else { return nil }
      parts = line.split(separator: 9)
    } else {
      parts = line.split(separator: 32, maxSplits: 3)
      switch parts.first.map(Array.init) {
      case [UInt8(ascii: "Z")]: place = 1
      case [UInt8(ascii: "L")]: place = 2
      default: return nil
      }
    }
    return parts.indices.contains(place) ? String(decoding: parts[place], as: UTF8.self) : nil
  }

  /// Small letters, with `_` for what no name has.
  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.map { byte in
      switch byte {
      case 65...90: byte + 32
      case 97...122, 48...57, 43, 45, 47: byte
      default: 95
      }
    }
  }

  /// How many letters are to be put in, left out or changed (Levenshtein).
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let changed = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(changed, row[j] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }
}
