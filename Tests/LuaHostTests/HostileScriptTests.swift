import Foundation
import LuaHost
import Testing

/// Each is stopped by its limit, on its line, twice the same; and the host goes on.
@Suite("hostile scripts", .serialized)
struct HostileScriptTests {
  @Test("end as they say", arguments: HostileScript.all)
  func ends(_ script: HostileScript) throws {
    let sandbox = try Sandbox.withPeople()
    let ending = try script.run(in: sandbox)
    let complaint = script.complaint(about: ending)
    #expect(complaint == nil)
    #expect(sandbox.memoryHeld <= script.budget.memory)
    #expect(ending.printed.utf8.count <= script.budget.output)
    sandbox.begin(.decision)
    let honest = "local t = {} for i = 1, 10 do t[i] = ('x'):rep(i) end return #table.concat(t)"
    #expect(try sandbox.run(honest, name: "honest.lua") == [.integer(55)])
    let again = try script.run(in: try Sandbox.withPeople())
    #expect(again == ending)
  }

  @Test("there are enough of each class")
  func classes() {
    let classes = Dictionary(grouping: HostileScript.all) { $0.name.prefix { $0 != "/" } }
    for (name, least) in ["escape": 40, "cpu": 100, "memory": 25, "state": 15, "parse": 50, "result": 20] {
      #expect(classes[name[...], default: []].count >= least, "\(name)")
    }
  }

  /// The scripts that keep the processor longest; `scripts/stress` prints it.
  @Test("the slowest", .enabled(if: ProcessInfo.processInfo.environment["REFER_SLOWEST"] != nil))
  func slowest() throws {
    var rows: [(name: String, work: Int, seconds: Double)] = []
    for script in HostileScript.all {
      let sandbox = try Sandbox.withPeople()
      let before = clock()
      _ = try script.run(in: sandbox)
      let seconds = Double(clock() - before) / Double(CLOCKS_PER_SEC)
      rows.append((script.name, sandbox.instructionsUsed, seconds))
    }
    for (title, order) in [("CPU", rows.sorted { $0.seconds > $1.seconds }), ("work", rows.sorted { $0.work > $1.work })] {
      print("the 20 with the most \(title):")
      for row in order.prefix(20) {
        let figures = String(format: "%8.1f ms %10d", row.seconds * 1000, row.work)
        print("  \(figures)  \(row.name)")
      }
    }
  }
}
