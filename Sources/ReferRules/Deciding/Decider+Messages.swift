import LuaHost
import ReferModel

extension Decider {
  /// The template of that name; nil if there is none.
  package func template(named name: String) -> Template? { loaded.rules.templates.first { $0.name == name } }

  /// Writes a message by a template.
  ///
  /// - Throws: ``Decision/Failure`` with the line of the place whose value is missing (the contact's id and the field
  ///   are named, no value), or of a function that fails.
  package func message(_ template: Template, _ scope: TemplateScope) throws(Decision.Failure) -> Message {
    let renderer = TemplateRenderer(
      scope: scope, clock: clock, profile: loaded.globals.profile, me: loaded.globals.me,
      most: loaded.budgets.decision.output)
    let subject: String?
    do {
      subject = try template.subject.map { try renderer.line($0) }
    } catch let problem as TemplateRenderer.Problem {
      throw failure(problem, template, template.subjectLines)
    } catch { throw failure(error, line: template.line) }
    let text: String
    switch template.body {
    case .text(let body):
      do {
        text = try renderer.text(body)
        for path in template.mustSay {
          guard let place = renderer.silent(path, in: body) else { continue }
          throw TemplateRenderer.Problem(
            offset: place.offset,
            message: "it must say \(path.text), and does not for contact \(scope.contact): name it first, or alone",
            field: path.text)
        }
      } catch let problem as TemplateRenderer.Problem {
        throw failure(problem, template, template.lines)
      } catch { throw failure(error, line: template.line) }
    case .function(let function): text = try self.text(function, template, scope, renderer)
    }
    return Message(
      template: template.name, subject: subject, text: text, channel: template.channel, isPitch: template.isPitch)
  }

  private func text(
    _ function: RuleFunction, _ template: Template, _ scope: TemplateScope, _ renderer: TemplateRenderer
  ) throws(Decision.Failure) -> String {
    func problem(_ message: String, reading: String? = nil) -> Decision.Failure {
      Decision.Failure(
        loaded.source, line: function.line, message: "template '\(template.name)': \(message)",
        reading: reading)
    }
    let text: String
    do {
      guard let contact = scope[.contact] else { throw problem("it is written to nobody") }
      let outcome = try budgeted {
        try loaded.sandbox.call(
          function, with: .record(loaded.schema(.contact, for: function), contact),
          scope.subject.map { .record(loaded.schema($0.kind, for: function), $0.cells) } ?? .nothing,
          .record(loaded.schema(.me, for: function), loaded.globals.me))
      }
      guard case .text(let bytes) = outcome.value else {
        throw problem("its function must return a text, here it is \(outcome.value.kindName)")
      }
      guard let valid = String(validating: bytes, as: UTF8.self) else { throw problem("its text is not UTF-8") }
      text = valid
    } catch { throw failure(error, line: function.line) }
    if let control = text.unicodeScalars.first(where: TemplateText.isControl) {
      throw problem("a message has no control characters; here is \(TemplateText.code(control))")
    }
    guard text.utf8.count <= renderer.most else {
      throw problem("the message becomes longer than \(renderer.most) bytes")
    }
    for path in template.mustSay {
      guard let value = renderer.text(path) else {
        throw problem("it must say \(path.text), which is missing for contact \(scope.contact)", reading: path.text)
      }
      if !text.contains(value) { throw problem("it must say \(path.text), and does not") }
    }
    return text
  }

  private func failure(_ problem: TemplateRenderer.Problem, _ template: Template, _ lines: TextLines)
    -> Decision.Failure
  {
    Decision.Failure(
      loaded.source, line: lines.line(at: problem.offset),
      message: "template '\(template.name)': \(problem.message)", reading: problem.field)
  }
}
