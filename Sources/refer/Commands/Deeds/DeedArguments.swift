import ArgumentParser
import ReferKit

/// What all verbs take that write down a deed.
struct DeedArguments: ParsableArguments {
  @Option(help: ArgumentHelp("When it was: 2026-05-23, yesterday, '2 weeks ago'; now unless given.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("Free text, kept beside it.", valueName: "text"))
  var note: String?

  @Flag(help: "Say what would be written, and write nothing.")
  var dryRun = false

  /// - Parameter anyway: do what otherwise is refused.
  func options(in workspace: Workspace, anyway: Bool = false) -> DeedOptions {
    var options = DeedOptions()
    options.at = at
    options.note = note
    options.anyway = anyway
    options.isDryRun = dryRun
    options.objections = .ownRules(of: workspace)
    options.picker = Terminal.namePicker
    return options
  }
}

/// For verbs that may refuse.
struct AnywayFlag: ParsableArguments {
  @Flag(help: "Do it though something speaks against it, and keep what does.")
  var anyway = false
}

extension SharedOptions {
  /// Makes a deed of a workspace and its time, and prints what became of it.
  func report(_ make: (Workspace, RunContext) throws -> DeedReport) throws {
    let workspace = try workspace()
    let report = try make(workspace, try runThatChanges(workspace))
    try Terminal.tell(isDone: report.deed != nil) { try report.print(as: format, to: $0) }
    for warning in report.warnings { Terminal.complain("warning: \(warning)") }
  }
}
