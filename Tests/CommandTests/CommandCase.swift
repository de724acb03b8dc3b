import Foundation
import Testing

/// What is typed in a folder of its own, and what must come out: one `## …` of a file of `Cases`.
///
///     Text before the first case is for whoever reads the file.
///
///     ## refuses a bucket that nobody can be in     what the case shows
///     > rules.lua                                   a file of the case's folder; its lines follow,
///     | bucket "A" { otherwise = true }             each after "| "
///     $ refer eval rules.lua --bucket B             what is typed, to /bin/sh; a line that ends in \ goes on
///     NAME  BUCKET                                  what standard output must hold, line by line
///     …                                             any lines, or none
///     ok … s                                        any text within the line
///     \## A                                         "## A": the backslash takes away a line's meaning
///     2> refer: no bucket is named 'B'; …           what standard error must hold
///     = 2                                           the exit status, 0 unless given
///
/// In the folder, `examples` and `samples` are those of the tree's scripts. Empty lines before the next `$` or `##` do
/// not count. Several `$` run one after the other in the same folder.
struct CommandCase: CustomTestStringConvertible, Sendable {
  /// One line that is typed, and what is due.
  struct Step: Sendable {
    var typed: String
    var output: [String] = []
    var errors: [String] = []
    var status: Int32 = 0
  }

  let file: String
  let title: String
  private(set) var inputs: [(name: String, text: String)] = []
  private(set) var steps: [Step] = []

  var testDescription: String { "\(file): \(title)" }

  /// The cases of all files beside this one, in the order of their names.
  static let all: [CommandCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".case") }.sorted().flatMap { name -> [CommandCase] in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return read(text, file: name)
    }
  }()

  static func read(_ text: String, file: String) -> [CommandCase] {
    var cases: [CommandCase] = []
    var isContinued = false
    for line in Transcript.lines(text) {
      if isContinued {
        cases[cases.count - 1].goOn(line)
        isContinued = line.hasSuffix("\\")
      } else if line.hasPrefix("## ") {
        cases.append(CommandCase(file: file, title: String(line.dropFirst(3))))
      } else if !cases.isEmpty {
        cases[cases.count - 1].add(line)
        isContinued = line.hasPrefix("$ ") && line.hasSuffix("\\")
      }
    }
    for place in cases.indices { cases[place].tidy() }
    return cases
  }

  private init(file: String, title: String) {
    self.file = file
    self.title = title
  }

  private mutating func add(_ line: String) {
    if line.hasPrefix("> "), steps.isEmpty {
      inputs.append((String(line.dropFirst(2)), ""))
    } else if steps.isEmpty, line.hasPrefix("|"), !inputs.isEmpty {
      inputs[inputs.count - 1].text += line.dropFirst(2) + "\n"
    } else if line.hasPrefix("$ ") {
      steps.append(Step(typed: String(line.dropFirst(2))))
    } else if !steps.isEmpty {
      expect(line)
    }
  }

  private mutating func goOn(_ line: String) { steps[steps.count - 1].typed += "\n" + line }

  private mutating func expect(_ line: String) {
    let last = steps.count - 1
    if line.hasPrefix("2> ") || line == "2>" {
      steps[last].errors.append(String(line.dropFirst(3)))
    } else if line.hasPrefix("= "), let status = Int32(line.dropFirst(2)) {
      steps[last].status = status
    } else {
      steps[last].output.append(line.hasPrefix("\\") ? String(line.dropFirst()) : line)
    }
  }

  private mutating func tidy() {
    for place in steps.indices {
      while steps[place].output.last?.isEmpty == true { steps[place].output.removeLast() }
    }
  }
}
