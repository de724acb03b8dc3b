import ReferFormats
import ReferModel
import ReferReports
import ReferRules
import ReferStore

/// An item as it is shown: with its message, or with why there is none.
struct ShownDuty {
  let item: DayItem
  private(set) var message: Message?
  private(set) var problem: String?

  init(_ item: DayItem, _ desk: DayDesk, _ reader: BookReader) {
    self.item = item
    do {
      let objections = try desk.objections(toSending: item, reader)
      if !objections.isEmpty { problem = objections.map(\.why).joined(separator: "; ") }
      if !objections.contains(where: \.refuses) { message = try desk.message(of: item, reader) }
    } catch { problem = "\(error)" }
  }

  /// "2: Ada Park (2): send 'thanks'; due in 3 hours".
  private func head(_ clock: Clock) -> String {
    let who = (item.name ?? "no name") + " (\(item.contact))" + (item.with.map { ", with \($0)" } ?? "")
    return TerminalText.escaped("\(who): \(item.what)")
  }

  private func when(_ clock: Clock) -> String {
    if let until = item.putOffUntil { return "put off until \(DeedText(clock: clock).day(until.seconds))" }
    // What has a day, and no hour.
    if item.kind == .promise || item.kind == .news {
      return "due \(clock.zone.daysAway(item.deadline, now: clock.now))"
    }
    let seconds = item.deadline - clock.now
    let length = Length.described(seconds: seconds)
    if abs(seconds) < 60 { return "due now" }
    guard item.due != nil || item.limit != nil else {
      return seconds > 0 ? "best in \(length)" : "best since \(length)"
    }
    return seconds > 0 ? "due in \(length)" : "due \(length) ago"
  }

  /// What speaks against the message.
  private var objection: String? { problem.map { "\(message == nil ? "no message" : "but"): \($0)" } }

  func text(_ number: Int, _ clock: Clock, _ output: Output) -> String {
    let colour = item.state == .red ? 31 : item.state == .amber ? 33 : 32
    let mark = output.painted(item.state.rawValue, colour)
    var text = "\(TerminalText.padded("\(number)", to: 3, .right))  \(head(clock))\n"
    text += "     \(mark), \(when(clock)) · \(item.shortID) · \(TerminalText.escaped(item.why))\n"
    if let message {
      if let subject = message.subject { text += "     | Subject: \(TerminalText.escaped(subject))\n" }
      text += Output.lines(ofMessage: message.text).map { "     | \($0)\n" }.joined()
    }
    if let objection { text += "     \(objection)\n" }
    return text
  }

  func markdown(_ number: Int, _ clock: Clock) -> String {
    var text =
      "\(number). "
      + MarkdownText.cell("\(head(clock)) – \(item.state.rawValue), \(when(clock)) · \(item.shortID) · \(item.why)")
      + "\n"
    if let message {
      let lines = Output.lines(ofMessage: (message.subject.map { "Subject: \($0)\n\n" } ?? "") + message.text)
      text += lines.map { "   > \(MarkdownText.cell($0))\n" }.joined()
    }
    if let objection { text += "\n   \(MarkdownText.cell(objection))\n" }
    return text
  }

  func json(number: Int) -> JSONValue {
    .object([
      ("n", .int(number)), ("id", .text(item.id)), ("kind", .text(item.kind.rawValue)),
      ("state", .text(item.state.rawValue)), ("contact", .text(item.contact)), ("name", .text(item.name)),
      ("with", .text(item.with)), ("what", .text(item.what)), ("why", .text(item.why)), ("rule", .text(item.rule)),
      ("file", .text(item.file)), ("line", .int(item.line)), ("ideal_at", .text(item.idealAt)),
      ("due_at", .text(item.dueAt)),
      ("limit_at", .text(item.limitAt)), ("minutes", .int(item.minutes)), ("template", .text(item.template)),
      (
        "message",
        message.map { message in
          .object([
            ("subject", .text(message.subject)), ("text", .text(message.text)),
            ("channel", .text(message.channel?.rawValue)),
          ])
        } ?? .null
      ),
      ("problem", .text(problem)), ("put_off_until", .text(item.putOffUntil.map { "\($0)" })),
    ])
  }
}
