import LuaHost
import ReferModel

extension RuleGlobals {
  func installConditions(in sandbox: Sandbox) throws {
    try define("is", in: sandbox) { [unowned self] call in
      .field(try field(call, "is"), .isOne(of: try literals(call, "is")), at: try site(call))
    }
    try define("is_not", in: sandbox) { [unowned self] call in
      .field(try field(call, "is_not"), .isNone(of: try literals(call, "is_not")), at: try site(call))
    }
    try define("has", in: sandbox) { [unowned self] call in
      try expect(call, 1, "has(\"city\")")
      return .field(try field(call, "has"), .has, at: try site(call))
    }
    try define("contains", in: sandbox) { [unowned self] call in
      try expect(call, 2, "contains(\"notes\", \"golf\")")
      guard case .text(let text) = call.arguments[1] else {
        throw HostError("contains needs a text: contains(\"notes\", \"golf\")")
      }
      return .field(try field(call, "contains"), .contains(text), at: try site(call))
    }
    try define("has_tag", in: sandbox) { [unowned self] call in
      let tags = try call.arguments.flatMap { try flattened($0, "has_tag") }
      if tags.isEmpty { throw HostError("has_tag needs a tag: has_tag(\"vip\")") }
      return .field("tags", .isOne(of: tags), at: try site(call))
    }
    try define("within", in: sandbox) { [unowned self] call in
      try expect(call, 2, "within(\"met_at\", days(30))")
      guard let length = objects.length(call.arguments[1]), length.seconds + Double(length.months) > 0 else {
        throw HostError("within needs a length of time: within(\"met_at\", days(30))")
      }
      if let told = try bare(length, call, "within") {
        throw HostError("\(told.message); write \(told.meant)")
      }
      return .field(try field(call, "within"), .within(length), at: try site(call))
    }
    try define("at_least", in: sandbox) { [unowned self] call in try limit(call, "at_least") { .atLeast($0) } }
    try define("at_most", in: sandbox) { [unowned self] call in try limit(call, "at_most") { .atMost($0) } }
    try define("in_bucket", in: sandbox) { [unowned self] call in
      guard case .text(let name)? = call.arguments.first, call.arguments.count <= 2 else {
        throw HostError("in_bucket needs a bucket's name: in_bucket(\"A\")")
      }
      switch call.arguments.dropFirst().first {
      case nil, .some(.none): return .inBucket(name, set: nil, at: try site(call))
      case .text(let set)?: return .inBucket(name, set: set, at: try site(call))
      default: throw HostError("in_bucket takes names: in_bucket(\"active\", \"mode\")")
      }
    }
    try sandbox.define("any_of") { [unowned self] call in try objects.add(.any, joining: parts(call, "any_of")) }
    try sandbox.define("all_of") { [unowned self] call in try objects.add(.all, joining: parts(call, "all_of")) }
    try sandbox.define("none_of") { [unowned self] call in try objects.add(.none, joining: parts(call, "none_of")) }
  }

  private func define(_ name: String, in sandbox: Sandbox, _ make: @escaping (Sandbox.Call) throws -> Condition) throws
  {
    try sandbox.define(name) { [unowned self] call in
      let condition = try make(call)
      switch condition {
      case .field(_, let test, _), .bare(let test, _): return try objects.add(test: condition, of: test)
      default: return try objects.add(test: condition, of: .has)
      }
    }
  }

  private func expect(_ call: Sandbox.Call, _ count: Int, _ form: String) throws {
    if call.arguments.count == count { return }
    throw HostError("this takes \(count) value\(count == 1 ? "" : "s"), here \(call.arguments.count): write \(form)")
  }

  private func field(_ call: Sandbox.Call, _ name: String) throws -> String {
    if case .text(let field)? = call.arguments.first { return field }
    throw HostError("\(name) begins with a field's name in quotes, such as \(name)(\"city\", …)")
  }

  private func literals(_ call: Sandbox.Call, _ name: String) throws -> [Condition.Literal] {
    let values = try call.arguments.dropFirst().flatMap { try flattened($0, name) }
    if values.isEmpty { throw HostError("\(name) needs a value to compare with: \(name)(\"city\", \"Lake Forest\")") }
    return values
  }

  /// A value, or the values of a list.
  private func flattened(_ value: LuaValue, _ name: String) throws -> [Condition.Literal] {
    if case .table(let table) = value, table.pairs.isEmpty {
      return try table.items.flatMap { try flattened($0, name) }
    }
    if let literal = objects.literal(value) { return [literal] }
    throw HostError("\(name) compares with texts, numbers, yes or no; here is \(objects.kindName(value))")
  }

  private func limit(_ call: Sandbox.Call, _ name: String, _ test: (Double) -> Condition.Test) throws -> Condition {
    switch call.arguments.count {
    case 1:
      guard let number = call.arguments[0].double, number.isFinite else { break }
      return .bare(test(number), at: try site(call))
    case 2:
      if let first = call.arguments[0].double, let second = call.arguments[1].double, first == first.rounded() {
        throw HostError(
          "a number takes a point, not a comma: \(name)(\(NumberText.string(first)).\(NumberText.string(second)))")
      }
      guard let number = call.arguments[1].double, number.isFinite else { break }
      return .field(try field(call, name), test(number), at: try site(call))
    default: break
    }
    if let number = call.arguments.last?.double, number.isInfinite {
      throw HostError("the number in \(name)(…) is too large")
    }
    throw HostError("\(name) needs a number: \(name)(3), or \(name)(\"trust\", 3)")
  }

  private func parts(_ call: Sandbox.Call, _ name: String) throws -> [Int32] {
    var values = call.arguments
    if values.count == 1, case .table(let table) = values[0] {
      guard table.pairs.isEmpty else { throw HostError("\(name) takes conditions, without names before them") }
      values = table.items
    }
    if values.isEmpty {
      throw HostError("\(name) needs conditions: \(name) { is(\"city\", \"Lake Forest\"), has(\"email\") }")
    }
    return try values.map { value in
      guard case .object(let id) = value, objects.condition(value) != nil else {
        throw HostError("\(name) takes conditions; here is \(objects.kindName(value))")
      }
      return id
    }
  }
}
