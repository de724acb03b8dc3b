package import CRows

/// What the user and somebody did together, or one of them for the other: the closed list of `refer log`.
package struct InteractionKind: ClosedWord {
  package let name: String
  package let synonyms: [String]
  /// How it usually goes; nil where any way is as likely.
  package let channel: Channel?
  package let direction: Direction
  /// Its time counts as networking.
  package let isNetworking: Bool
  /// The two were really in touch: it was two-way, or meant for this one person. Only such a kind says when they last
  /// spoke.
  package let isContact: Bool
  /// What it is, in a line of the reference.
  package let summary: String

  package static let noun = "kind of interaction"

  package static let allCases: [InteractionKind] = [
    kind(
      "one_to_one", .inPerson, .both, "the two of you, with time for it", "coffee", "1-2-1", "1 to 1", "lunch",
      "breakfast", "dinner", "tea", "catch-up"),
    kind("call", .phone, .both, "a talk by telephone", "phone", "phone call", "rang", "video call", "zoom"),
    kind("meeting", .inPerson, .both, "a talk among several, or about business", "met", "appointment"),
    kind("visit", .inPerson, .both, "at their place or yours, or at their group", "visited"),
    kind("email", .email, .out, "a mail to this one person", "e-mail", "mail"),
    kind("message", .message, .out, "a short message", "text", "sms", "chat", "dm", "whatsapp"),
    kind("note", .letter, .out, "a few lines written by hand", "letter", "handwritten note", "handwritten"),
    kind("card", .letter, .out, "a greeting card", "greeting card", "postcard", "christmas card"),
    kind(
      "social", .socialMedia, .out, "a comment on what they wrote, or a share of it", "social media", "comment",
      "liked", "shared"),
    kind(
      "congratulation", nil, .out, "on a birthday, an anniversary, a success", "congratulations", "congrats",
      "birthday", "anniversary"),
    kind("resource", nil, .out, "something useful for them: an article, a tip, a tool", "article", "tip", "link"),
    kind("invite", nil, .out, "to an event, a group, your home", "invitation", "invited"),
    kind("question", nil, .out, "you asked for their advice", "advice"),
    kind("feedback", nil, .both, "how it went, and what to do better", "review"),
    kind("insight", nil, .both, "news of a market or a trade", "market news"),
    kind("testimonial", nil, .out, "you spoke for their work", "endorsement", "recommendation"),
    kind(
      "follow", .socialMedia, .out, "you follow their page, seminar or webinar", isContact: false, "followed",
      "webinar"),
    kind(
      "learning", nil, .in, "what you learned about their trade, or about networking", isContact: false,
      "education", "training", "ceu"),
    kind(
      "bulk_mail", .email, .out, "the same mail to many", isNetworking: false, isContact: false, "bulk",
      "mass mail", "newsletter", "mailing", "circular"),
  ]

  /// The same went to many.
  package var isBulk: Bool { name == "bulk_mail" }

  /// The kinds that do not say when two people last spoke.
  package static let oneSided: [String] = allCases.filter { !$0.isContact }.map(\.name)

  /// Whether an interaction of this kind says when two people last spoke; one that is none of the list does.
  package static func isContact(_ kind: rw_cell) -> Bool {
    guard let bytes = kind.textBytes else { return true }
    return !oneSided.contains { $0.utf8.elementsEqual(bytes) }
  }

  private static func kind(
    _ name: String, _ channel: Channel?, _ direction: Direction, _ summary: String, isNetworking: Bool = true,
    isContact: Bool = true, _ synonyms: String...
  ) -> InteractionKind {
    InteractionKind(
      name: name, synonyms: synonyms, channel: channel, direction: direction, isNetworking: isNetworking,
      isContact: isContact, summary: summary)
  }
}
