import Testing

/// Runs the cases of `Cases`; how they are written stands at ``CommandCase``.
@Suite("What is typed, and what comes out")
struct CommandTests {
  @Test("case", arguments: CommandCase.all)
  func runs(_ entry: CommandCase) throws {
    let shell = try Shell()
    try shell.linkScripts()
    for input in entry.inputs { try shell.write(input.text, to: input.name) }
    for step in entry.steps {
      let outcome = try shell.run(step.typed)
      expect(outcome.output, step.output, "standard output", step)
      expect(outcome.errors, step.errors, "standard error", step)
      #expect(outcome.status == step.status && outcome.signal == nil, "$ \(step.typed)\n\(outcome.errors)")
      let whole = outcome.output.isEmpty || outcome.output.utf8.last == 0x0A
      #expect(whole, "the last line of output has no end\n$ \(step.typed)")
    }
  }

  private func expect(_ text: String, _ due: [String], _ stream: String, _ step: CommandCase.Step) {
    let lines = Transcript.lines(text)
    let report = """
      $ \(step.typed)
      \(stream) should be:
      \(due.map { "  " + $0 }.joined(separator: "\n"))
      and is:
      \(lines.map { "  " + $0 }.joined(separator: "\n"))
      """
    #expect(Transcript.fits(lines, due), "\(report)")
  }

  @Test("there are cases of every command")
  func hasCases() {
    let typed = CommandCase.all.flatMap(\.steps).map(\.typed)
    for verb in ["eval", "explain", "check", "words", "export"] {
      #expect(typed.contains { $0.contains("refer \(verb) ") }, "\(verb)")
    }
    #expect(CommandCase.all.allSatisfy { !$0.steps.isEmpty })
  }

  @Test("… stands for any text of a line, and alone for any lines")
  func transcripts() {
    #expect(Transcript.fits(["a", "b", "c"], ["a", "…", "c"]))
    #expect(Transcript.fits(["a", "c"], ["a", "…", "c", "…"]))
    #expect(!Transcript.fits(["a", "b"], ["a"]))
    #expect(!Transcript.fits([], ["a"]))
    #expect(Transcript.fits(["took 12 ms, 3 rows"], ["took … ms, … rows"]))
    #expect(!Transcript.fits(["took 12 s"], ["took … ms"]))
    #expect(!Transcript.fits(["aba"], ["ab…ba"]))
    #expect(Transcript.fits(["score 5"], ["sco …"]))
    #expect(Transcript.lines("a\r\nb\n\n") == ["a", "b", ""])
  }
}
