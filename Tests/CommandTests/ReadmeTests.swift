import Foundation
import Testing

/// The commands that README.md shows, with what they print: one story, from its first line to its last.
///
/// They stand in blocks that begin with ```` ```console ````: `$ scripts/refer …` or another command, and below it
/// what a terminal shows, with … as in ``CommandCase``. All run in one copy of the tree's scripts, in order.
@Suite("README")
struct ReadmeTests {
  private struct Step {
    let line: Int
    var typed: String
    var due: [String] = []
  }

  private static let text = try? String(contentsOf: Shell.tree.appending(path: "README.md"), encoding: .utf8)

  @Test("each command prints what is shown below it", .enabled(if: text != nil))
  func story() throws {
    let steps = Self.steps(Self.text ?? "")
    #expect(!steps.isEmpty)
    try Self.tell(steps)
  }

  @Test("a story is told in order, and its files stay between the commands")
  func small() throws {
    let steps = Self.steps(
      """
      Some text, and `$ echo no command`.

      ```console
      $ scripts/refer eval scripts/examples/b2b-factor.lua \\
          --from scripts/samples/chamber.ndjson --now 2026-01-15T12:00:00Z --bucket A
      NAME  …
      …
      … contacts, … settled.
      $ sed -i 's/at_least(4.5)/at_least(40)/' scripts/examples/b2b-factor.lua
      ```
      ```sh
      exit 1
      ```
      ```console
      $ grep -c 'at_least(40)' scripts/examples/b2b-factor.lua
      1
      $ scripts/refer check scripts/examples/b2b-factor.lua
      …
      scripts/examples/b2b-factor.lua: … problems in 7 examples
      $ scripts/refer explain nobody scripts/examples/b2b-factor.lua --from scripts/samples/chamber.ndjson
      refer: nobody has the name or the id 'nobody'; …
      ```
      """)
    #expect(steps.map(\.line) == [4, 9, 15, 17, 20])
    try Self.tell(steps)
  }

  private static func steps(_ text: String) -> [Step] {
    var steps: [Step] = []
    var isInside = false
    for (place, line) in Transcript.lines(text).enumerated() {
      if line.hasPrefix("```") {
        isInside = line.hasPrefix("```console")
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(line: place + 1, typed: String(line.dropFirst(2))))
      } else if isInside, !steps.isEmpty {
        let last = steps.count - 1
        if steps[last].due.isEmpty, steps[last].typed.hasSuffix("\\") {
          steps[last].typed += "\n" + line
        } else {
          steps[last].due.append(line)
        }
      }
    }
    return steps
  }

  private static func tell(_ steps: [Step]) throws {
    let shell = try Shell()
    let scripts = shell.folder.appending(path: "scripts")
    try FileManager.default.createDirectory(at: scripts, withIntermediateDirectories: true)
    for name in ["examples", "samples"] {
      try FileManager.default.copyItem(
        at: Shell.tree.appending(path: "scripts/\(name)"), to: scripts.appending(path: name))
    }
    // The one that is built already, under the name that the story gives it.
    try FileManager.default.createSymbolicLink(
      at: scripts.appending(path: "refer"), withDestinationURL: Shell.refer)
    for step in steps {
      let outcome = try shell.run(step.typed, joined: true)
      let lines = Transcript.lines(outcome.output)
      var due = step.due
      while due.last?.isEmpty == true { due.removeLast() }
      let report = """
        README.md:\(step.line): $ \(step.typed)
        should print:
        \(due.joined(separator: "\n"))
        and prints:
        \(lines.joined(separator: "\n"))
        """

      #expect(Transcript.fits(lines, due), "\(report)")
      #expect(outcome.signal == nil, "\(report)")
    }
  }
}
