import LuaHost
import ReferModel

/// The things that a script holds but can't look into, by the number that it holds.
final class HostObjects {
  enum Object {
    case unknown
    case settings
    case condition(Condition)
    case length(Length)
    case pending
    /// What a finished declaration gives.
    case declared
    /// A word that was reported; it takes whatever follows.
    case misspelt
  }

  private var objects: [Object] = []

  func add(_ object: Object) -> LuaValue {
    objects.append(object)
    return .object(Int32(objects.count - 1))
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
    case .object: if case .unknown? = object(value) { .unknown } else { nil }
    default: nil
    }
  }
}
