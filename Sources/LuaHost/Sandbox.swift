import CLuaHost
package import CRows

/// A Lua 5.4 that a stranger's script can run in.
///
/// A script reaches what the host gives it and nothing else: no files, no network, no processes, no
/// clock, no bytecode. It can't outlive its ``Budget``, and the same script and data give the same
/// result on every machine.
///
/// ```swift
/// let sandbox = try Sandbox(budget: .run)
/// try sandbox.define("greet") { call in
///   guard case .text(let name)? = call.arguments.first else { throw HostError("greet needs a name") }
///   return .text("Hello, \(name)!")
/// }
/// let values = try sandbox.run("return greet('Ada'), 6 * 7", name: "hello.lua")
/// // [.text("Hello, Ada!"), .integer(42)]
/// ```
///
/// A sandbox belongs to one thread at a time; make one for each task. Scripts may nest deep: run
/// them on a thread with at least 1 MiB of stack.
public final class Sandbox {
  /// A call of a host function by the script.
  public struct Call {
    public let arguments: [LuaValue]
    /// How long they are, as bytes.
    package let byteCount: Int
    /// The bundle whose function was called; 0 is the script's own. Nil where an operator or an index asks, which is
    /// the same for all.
    package let bundle: Int?
    /// The line that runs, of whatever file, 0 where none is known: for messages alone.
    public let line: Int
  }
  public typealias Function = (Call) throws -> LuaValue

  /// The most bytes of source that a sandbox compiles: parsing is not counted by a budget.
  public static let maximumSourceLength = 256 << 10

  private let state: OpaquePointer
  /// What the C side calls back; it holds no reference to the sandbox itself.
  private let host: Host
  private var files = ScriptFiles()
  private var budget: Budget
  /// How many runs have begun.
  package private(set) var runs = 0

  /// - Throws: ``ScriptError`` when memory is out.
  public convenience init(budget: Budget = .run) throws {
    try self.init(budget: budget, schemas: nil, schemaCount: 0)
  }

  /// A sandbox whose scripts can be handed records of these schemas, which must outlive it.
  package init(
    budget: Budget, schemas: UnsafePointer<rw_schema>?, schemaCount: Int, fault: (at: Int, times: Int) = (0, 0)
  ) throws {
    let host = Host()
    var callbacks = lh_callbacks()
    callbacks.context = Unmanaged.passUnretained(host).toOpaque()
    callbacks.call = { context, id, bytes, count, caller, reply in
      guard let context, let reply else { return 1 }
      let host = Unmanaged<Host>.fromOpaque(context).takeUnretainedValue()
      return host.answer(id, ValueReader(bytes, count: count), caller, into: reply)
    }
    callbacks.test = { context, object, schema, cells in
      guard let context, let cells else { return -1 }
      let host = Unmanaged<Host>.fromOpaque(context).takeUnretainedValue()
      return host.test?(object, schema, cells) ?? -1
    }
    callbacks.print = { context, bundle, bytes, count in
      guard let context, let bytes else { return }
      let host = Unmanaged<Host>.fromOpaque(context).takeUnretainedValue()
      bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
        host.print?(Int(bundle), UnsafeBufferPointer(start: $0, count: count))
      }
    }
    let planned = lh_fault(at: Int64(fault.at), times: Int64(fault.times))
    guard let state = lh_new(budget.limits, callbacks, schemas, UInt32(schemaCount), planned) else {
      throw ScriptError(.memory(budget.memory), script: "sandbox")
    }
    self.state = state
    self.host = host
    self.budget = budget
    lh_begin(state, budget.limits)
  }

  deinit { lh_close(state) }

  /// Gives scripts a global function. What it throws reaches the script as an error with its description.
  public func define(_ name: String, _ function: @escaping Function) throws {
    host.functions.append(function)
    try check(lh_add_function(state, name, Int32(host.functions.count - 1)))
  }

  /// Gives scripts a global function that multiplies one number, without a call of the host.
  ///
  /// Anything else than one number goes to `otherwise`, which throws what is wrong with it.
  package func define(_ name: String, multipliesBy factor: Double, otherwise: @escaping Function) throws {
    host.functions.append(otherwise)
    try check(lh_add_multiple(state, name, factor, Int32(host.functions.count - 1)))
  }

  /// Gives scripts a global value.
  public func set(_ name: String, to value: LuaValue) throws {
    var writer = ValueWriter()
    writer.append(value)
    try check(writer.bytes.withUnsafeBufferPointer { lh_set_global(state, name, $0.baseAddress, $0.count) })
  }

  /// Answers for globals that nobody has set; throws with the message that the script is to see.
  package var resolveGlobal: Function? {
    get { host.special[LH_CALL_GLOBAL] }
    set { host.special[LH_CALL_GLOBAL] = newValue }
  }
  /// Throws the message for a field that a record does not have: its schema's name, the field, the schema's number. Of an
  /// object, answers the field: the object, the field.
  package var unknownField: Function? {
    get { host.special[LH_CALL_FIELD] }
    set { host.special[LH_CALL_FIELD] = newValue }
  }
  /// Answers when an object of the host's is called like a function.
  package var callObject: Function? {
    get { host.special[LH_CALL_OBJECT] }
    set { host.special[LH_CALL_OBJECT] = newValue }
  }
  /// Answers whether one value is less than another, where one of them is an object of the host's; the third argument is
  /// the sign, `<`, `<=` or `==`.
  package var compareObjects: Function? {
    get { host.special[LH_CALL_COMPARE] }
    set { host.special[LH_CALL_COMPARE] = newValue }
  }
  /// Throws the message for a module that is required and not there.
  package var unknownModule: Function? {
    get { host.special[LH_CALL_MODULE] }
    set { host.special[LH_CALL_MODULE] = newValue }
  }
  /// Answers the number of the bundle of that name, or throws why it may not be loaded.
  package var findBundle: Function? {
    get { host.special[LH_CALL_BUNDLE] }
    set { host.special[LH_CALL_BUNDLE] = newValue }
  }
  /// Whether an object, used as a condition, holds for a record: 0 no, 1 yes, 2 not known, -1 no condition.
  package var testObject: ((Int32, UInt16, UnsafePointer<rw_cell>) -> Int32)? {
    get { host.test }
    set { host.test = newValue }
  }
  /// Where printed bytes go.
  public var print: ((UnsafeBufferPointer<UInt8>) -> Void)? {
    get { host.print.map { print in { print(0, $0) } } }
    set { host.print = newValue.map { print in { print($1) } } }
  }
  /// Where printed bytes go, and which bundle prints them; 0 is the script itself. It takes the place of ``print``.
  package var printOfBundle: ((Int, UnsafeBufferPointer<UInt8>) -> Void)? {
    get { host.print }
    set { host.print = newValue }
  }

  /// Adds a schema to those that records may have, and answers its number.
  package func add(schema: UnsafePointer<rw_schema>) throws -> UInt16 {
    let number = lh_add_schema(state, schema)
    guard number >= 0 else { throw error(LH_MEMORY) }
    return UInt16(number)
  }

  /// Starts a new run with a budget of its own.
  public func begin(_ budget: Budget) {
    self.budget = budget
    runs += 1
    lh_begin(state, budget.limits)
  }

  /// Charges the script that called a host function with what the host did for it.
  ///
  /// - Parameters:
  ///   - work: in instructions.
  ///   - bytes: what the host keeps: until the next run begins, or for good while the script is not frozen.
  package func charge(work: Int, bytes: Int = 0) { lh_add_cost(state, Int64(work), Int64(bytes)) }
  /// What the run may still use.
  package var instructionsLeft: Int { max(budget.instructions - Int(lh_used(state)), 0) }

  /// Runs what belongs to one decision under a budget of its own.
  ///
  /// What it gives does not depend on the decisions before: where memory runs short beside what they have left, `body`
  /// runs once more, from a heap that holds nothing but what the rules keep. What it prints is shown once.
  package func decide<Result, Failure: Error>(_ budget: Budget, _ body: () throws(Failure) -> Result)
    throws(Failure) -> Result
  {
    self.budget = budget
    lh_begin_decision(state, budget.limits, false)
    do throws(Failure) {
      let result = try body()
      if !lh_is_in_doubt(state) { return result }
    } catch {
      if !lh_is_in_doubt(state) { throw error }
    }
    lh_begin_decision(state, budget.limits, true)
    return try body()
  }

  /// Instructions used since the run began, work inside C included.
  public var instructionsUsed: Int { Int(lh_used(state)) }
  /// Bytes held now.
  public var memoryHeld: Int { Int(lh_memory(state)) }

  /// Compiles `source` (text, never bytecode), runs it within the budget, and answers what it returns.
  public func run(_ source: String, name: String) throws -> [LuaValue] {
    files.main = name
    var source = try Self.bounded(source, name: name)
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    let status = source.withUTF8 { text in
      text.withMemoryRebound(to: CChar.self) { lh_run(state, $0.baseAddress, $0.count, &bytes, &count) }
    }
    try check(status)
    var reader = ValueReader(bytes, count: count)
    return reader.all()
  }

  /// Gives scripts a global function that runs, once, the first file of the bundle which ``findBundle`` knows by a name.
  package func define(bundleLoader name: String) throws { try check(lh_add_loader(state, name)) }

  /// Compiles one more file of the script, which `require "module"` runs: once, and gives what it returns.
  ///
  /// - Parameters:
  ///   - module: nil is the first file of its bundle.
  ///   - bundle: files of another than 0 have globals of their own, and see nothing of those of the script.
  ///   - file: what errors call it.
  ///   - firstLine: where the lines of all files are counted together, as in ``LuaFunction/line`` and ``Call/line``, the
  ///     number of its first. Errors count its own lines.
  /// - Throws: ``ScriptError`` for what is no Lua.
  public func define(module: String?, of bundle: Int = 0, source: String, file: String, firstLine: Int) throws {
    files.add(file, firstLine: firstLine)
    var source = try Self.bounded(source, name: file)
    try check(
      source.withUTF8 { text in
        text.withMemoryRebound(to: CChar.self) { text in
          func add(_ name: UnsafePointer<CChar>?) -> lh_status {
            let module = lh_module(bundle: Int32(bundle), name: name, first_line: Int32(firstLine))
            return lh_add_module(state, module, text.baseAddress, text.count)
          }
          return module?.withCString { add($0) } ?? add(nil)
        }
      })
  }

  private static func bounded(_ source: String, name: String) throws -> String {
    var source = source
    if let refusal = source.withUTF8({ SourceBounds.refusal(of: $0) }) {
      throw ScriptError(.source, script: name, line: refusal.line, message: refusal.message)
    }
    return source
  }

  /// Calls a function of the script with any values.
  public func call(_ function: LuaFunction, _ arguments: [LuaValue]) throws -> [LuaValue] {
    var writer = ValueWriter()
    for argument in arguments { writer.append(argument) }
    var bytes: UnsafePointer<UInt8>?
    var count = 0
    let status = writer.bytes.withUnsafeBufferPointer {
      lh_call_values(state, function.reference, $0.baseAddress, $0.count, &bytes, &count)
    }
    try check(status)
    var reader = ValueReader(bytes, count: count)
    return reader.all()
  }

  /// Whether a text stands in the script as a word or a text of its own: only then may a message quote it, for a text of
  /// the data may be somebody's name.
  package func isOwnWord(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { lh_is_own_word(state, $0.baseAddress, $0.count) }
    }
  }

  /// After this the script's globals, their tables and what its functions captured can't change.
  public func freeze() throws { try check(lh_freeze(state)) }

  /// The name of a captured local that was changed since the run began. It is put back by asking.
  public var changedLocal: String? { lh_changed_local(state).map { String(cString: $0) } }

  /// One argument of a fast call.
  package enum Argument {
    case nothing
    case number(Double)
    case record(UInt16, UnsafePointer<rw_cell>)
  }

  /// What a fast call gave. Its text is valid until the next call.
  package struct Outcome {
    package enum Value {
      case nothing, none
      case yesno(Bool)
      case number(Double)
      case text(UnsafeRawBufferPointer)
      case other(String)
    }
    package let value: Value
    /// The fields of the first argument that were read, a bit each.
    package let reads: UInt64
    /// Whether a fact that is missing was read.
    package let readMissing: Bool
  }

  /// Calls a function of the script with records, without copying them.
  package func call(_ function: LuaFunction, with first: Argument, _ second: Argument? = nil, _ third: Argument? = nil)
    throws -> Outcome
  {
    var arguments = (lh_argument(), lh_argument(), lh_argument())
    arguments.0 = Self.argument(first)
    var count: Int32 = 1
    if let second {
      arguments.1 = Self.argument(second)
      count = 2
    }
    if let third {
      arguments.2 = Self.argument(third)
      count = 3
    }
    var result = lh_result()
    let status = withUnsafeBytes(of: arguments) {
      lh_call(state, function.reference, $0.bindMemory(to: lh_argument.self).baseAddress, count, &result)
    }
    try check(status)
    return Outcome(value: Self.value(result), reads: result.reads, readMissing: result.missing != nil)
  }

  private static func argument(_ argument: Argument) -> lh_argument {
    var out = lh_argument()
    switch argument {
    case .nothing: out.kind = UInt8(LH_NIL)
    case .number(let number):
      out.kind = UInt8(LH_NUMBER)
      out.as.number = number
    case .record(let schema, let cells):
      out.kind = UInt8(LH_RECORD)
      out.schema = schema
      out.as.cells = cells
    }
    return out
  }

  private static func value(_ result: lh_result) -> Outcome.Value {
    switch Int(result.kind) {
    case LH_NIL: result.nothing ? .nothing : .none
    case LH_TRUE: .yesno(true)
    case LH_FALSE: .yesno(false)
    case LH_NUMBER: .number(result.number)
    case LH_TEXT: .text(UnsafeRawBufferPointer(start: result.text, count: result.length))
    default: .other(String(decoding: UnsafeRawBufferPointer(start: result.text, count: result.length), as: UTF8.self))
    }
  }

  private func check(_ status: lh_status) throws {
    if status != LH_OK { throw error(status) }
  }

  private func error(_ status: lh_status) -> ScriptError {
    let last = lh_last_error(state)
    let reason: ScriptError.Reason =
      switch status {
      case LH_SYNTAX: .syntax
      case LH_INSTRUCTIONS: .instructions(budget.instructions)
      case LH_PATTERN: .pattern(Int(LH_MAX_PATTERN_STEPS))
      case LH_MEMORY: .memory(budget.memory)
      case LH_OUTPUT: .output(budget.output)
      default: .failed
      }
    let message = String(decoding: UnsafeRawBufferPointer(start: last.message, count: last.length), as: UTF8.self)
    let place = files.place(ofLine: Int(last.line))
    return ScriptError(
      reason, script: place.file, line: place.line, message: message,
      function: last.culprit.map { String(cString: $0) }, culprit: culprit(last.eater), asked: Int(last.asked),
      reading: last.reading.map { String(cString: $0.pointee.name) })
  }

  private func culprit(_ eater: lh_eater) -> ScriptError.Culprit? {
    guard eater.work > 0 else { return nil }
    let field = eater.owner.flatMap { owner in
      eater.field.map { String(cString: owner) + "." + String(cString: $0) }
    }
    let limit = max(min(budget.instructions, Budget.most), 1)
    let place = files.place(ofLine: Int(eater.line))
    return ScriptError.Culprit(
      function: eater.what.map { String(cString: $0) }, script: place.file, line: place.line, work: Int(eater.work),
      share: min(Int(eater.work) * 100 / limit, 100), field: field)
  }
}

/// A message of a host function for the script that called it.
public struct HostError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}
