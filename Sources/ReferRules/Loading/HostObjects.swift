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
    /// A contact that is a setting.
    case person(GivenSetting.Person)
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

  private var objects: [Object] = []
  private var conditions: [Condition: LuaValue] = [:]
  /// How many belong to the file itself; what a rule's function makes is of no use to the next contact.
  private var loadedCount = Int.max

  /// How many things of functions are kept before they are dropped.
  private static let mostTemporary = 4096

  /// Conditions that are alike are one object, so that a function may state one for each contact.
  func add(_ object: Object) -> LuaValue {
    if case .condition(let condition) = object, let known = conditions[condition] { return known }
    objects.append(object)
    let value = LuaValue.object(Int32(objects.count - 1))
    if case .condition(let condition) = object { conditions[condition] = value }
    return value
  }

  /// From here on objects come from functions.
  func finishLoading() { loadedCount = objects.count }

  /// Between two contacts: drops what functions made once it is much, and says whether it did.
  func dropTemporary() -> Bool {
    guard loadedCount < Int.max, objects.count - loadedCount > Self.mostTemporary else { return false }
    objects.removeLast(objects.count - loadedCount)
    conditions = conditions.filter { _, value in object(value) != nil }
    return true
  }

  /// The object that a value is, if it is one.
  func object(_ value: LuaValue?) -> Object? {
    guard case .object(let id)? = value, objects.indices.contains(Int(id)) else { return nil }
    return objects[Int(id)]
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
      case .person(let person)?: .text(person.name)
      default: nil
      }
    default: nil
    }
  }
}
