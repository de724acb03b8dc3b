import LuaHost
import ReferModel

/// The things that a script holds but can't look into, by the number that it holds.
final class HostObjects {
  enum Object {
    case unknown
    /// Those of the user's own rules, or of a pack that they use.
    case settings(origin: Int)
    case condition(Condition)
    case length(Length)
    case money(Amount)
    /// A contact that is a setting, and the only fields of it that whose setting it is may see; nil is every field.
    case person(GivenSetting.Person, FieldSelection?)
    case pending
    /// What a finished declaration gives.
    case declared
    /// A word that was reported; it takes whatever follows.
    case misspelt
  }

  /// In the minor units of a currency; empty where nobody names it.
  struct Amount: Hashable {
    let minor: Int64
    let currency: String
  }

  /// What makes two objects one: a test by what it says, what joins conditions by the objects that these are.
  enum Key: Hashable {
    case test(Condition)
    case joined(Joint, [Int32])
    case money(Amount)
    case length(Length)
  }
  enum Joint: Hashable { case any, all, none }

  private struct Entry {
    let object: Object
    let size: ConditionSize
    /// What it is charged with.
    let bytes: Int
    /// The run that was charged last.
    var run: Int
  }

  /// Whose script pays for what is kept here.
  weak var sandbox: Sandbox?
  private var entries: [Entry] = []
  private var known: [Key: Int32] = [:]
  /// How many belong to the file itself; what a rule's function makes is of no use to the next contact.
  private var loadedCount = Int.max
  private var temporaryBytes = 0
  /// What the conditions of all rules hold together.
  private var used = ConditionSize()

  /// How many things of functions are kept before they are dropped, and how many bytes.
  private static let mostTemporary = 4096
  private static let mostTemporaryBytes = 4 << 20
  /// What an object takes beside its texts and values.
  private static let objectBytes = 64
  private static let conditionBytes = 160
  private static let valueBytes = 56

  func add(_ object: Object) -> LuaValue {
    switch object {
    case .money(let amount): alike(.money(amount)) ?? keep(object, .money(amount), bytes: Self.objectBytes)
    case .length(let length): alike(.length(length)) ?? keep(object, .length(length), bytes: Self.objectBytes)
    default: keep(object, nil, bytes: Self.objectBytes)
    }
  }

  /// - Throws: ``HostError`` where it is larger than a condition may be.
  func add(test condition: Condition, of test: Condition.Test) throws -> LuaValue {
    let size = ConditionSize(of: test)
    try size.check()
    sandbox?.charge(work: size.work)
    if let alike = alike(.test(condition)) { return alike }
    let bytes = Self.conditionBytes + size.values * Self.valueBytes + size.bytes
    return keep(.condition(condition), .test(condition), size, bytes: bytes)
  }

  /// Joins conditions that are kept here.
  ///
  /// - Throws: ``HostError`` where the whole is larger than a condition may be.
  func add(_ joint: Joint, joining parts: [Int32]) throws -> LuaValue {
    let size = try ConditionSize(joining: parts.map { entries[Int($0)].size })
    let key = Key.joined(joint, parts)
    sandbox?.charge(work: size.work)
    if let alike = alike(key) { return alike }
    let inner = parts.compactMap { condition(.object($0)) }
    let whole: Condition =
      switch joint {
      case .any: .any(inner)
      case .all: .all(inner)
      case .none: .none(inner)
      }
    return keep(.condition(whole), key, size, bytes: Self.conditionBytes + parts.count * 24)
  }

  /// What is alike is one object, so that a function may state one for each contact. Each run pays for it.
  private func alike(_ key: Key) -> LuaValue? {
    guard let place = known[key] else { return nil }
    let run = sandbox?.runs ?? 0
    if place >= loadedCount, entries[Int(place)].run != run {
      sandbox?.charge(work: 0, bytes: entries[Int(place)].bytes)
      entries[Int(place)].run = run
    }
    return .object(place)
  }

  private func keep(_ object: Object, _ key: Key?, _ size: ConditionSize = ConditionSize(), bytes: Int) -> LuaValue {
    sandbox?.charge(work: 0, bytes: bytes)
    keep(bytes: bytes)
    let place = Int32(entries.count)
    entries.append(Entry(object: object, size: size, bytes: bytes, run: sandbox?.runs ?? 0))
    if let key { known[key] = place }
    return .object(place)
  }

  /// From here on objects come from functions.
  func finishLoading() { loadedCount = entries.count }

  /// Bytes that something made of these objects takes, until they are dropped.
  func keep(bytes: Int) {
    if loadedCount < Int.max { temporaryBytes += bytes }
  }

  /// Between two contacts: drops what functions made once it is much, and says whether it did.
  func dropTemporary() -> Bool {
    guard loadedCount < Int.max else { return false }
    guard entries.count - loadedCount > Self.mostTemporary || temporaryBytes > Self.mostTemporaryBytes else {
      return false
    }
    entries.removeLast(entries.count - loadedCount)
    temporaryBytes = 0
    known = known.filter { $1 < loadedCount }
    return true
  }

  /// Counts a condition that a rule uses; false where those of all rules are too large together.
  func use(_ value: LuaValue) -> Bool {
    used.add(size(value))
    return used.parts <= ConditionSize.mostPartsInAll && used.bytes <= ConditionSize.mostBytesInAll
  }

  func size(_ value: LuaValue) -> ConditionSize {
    guard case .object(let id) = value, entries.indices.contains(Int(id)) else { return ConditionSize() }
    return entries[Int(id)].size
  }

  /// The object that a value is, if it is one.
  func object(_ value: LuaValue?) -> Object? {
    guard case .object(let id)? = value, entries.indices.contains(Int(id)) else { return nil }
    return entries[Int(id)].object
  }

  func condition(_ value: LuaValue?) -> Condition? {
    if case .condition(let condition)? = object(value) { return condition }
    return nil
  }

  /// What a person calls this value.
  func kindName(_ value: LuaValue) -> String {
    switch object(value) {
    case .unknown: "unknown"
    case .settings: "the table of settings"
    case .length: "a length of time"
    case .money: "an amount of money"
    case .person: "a contact"
    case .pending, .declared, .misspelt: "a declaration"
    case .condition, nil: value.kindName
    }
  }

  /// A length: a number of seconds, or months by the calendar.
  func length(_ value: LuaValue?) -> Length? {
    if case .length(let length)? = object(value) { return length }
    guard let seconds = value?.double, seconds.isFinite, abs(seconds) < 1e12 else { return nil }
    return Length(seconds: seconds)
  }

  /// A value that conditions and tables compare with.
  func literal(_ value: LuaValue) -> Condition.Literal? {
    switch value {
    case .text(let text): .text(text)
    case .integer(let whole): .number(Double(whole))
    case .number(let number): number.isFinite ? .number(number) : nil
    case .yesno(let yes): .yesno(yes)
    case .object:
      switch object(value) {
      case .unknown?: .unknown
      case .person(let person, let reads)?: reads?.contains("name", of: .contact) == false ? nil : .text(person.name)
      default: nil
      }
    default: nil
    }
  }
}
