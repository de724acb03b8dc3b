/// Every word of the rules language that declares something, in the order of the reference.
package enum Vocabulary {
  package static let words: [Word] = [
    question, bucket, shortlist, followUp, thankYou, guardWord, goal, insight, template, setting, example,
  ]
  package static func word(_ name: String) -> Word? { words.first { $0.name == name } }

  private static let subjects: Word.Kind = .oneOf(["contact", "member", "group"])

  static let question = Word(
    "question", "One thing to know about each contact: a rule answers it, or the user does.",
    [
      .required("ask", .text, "the question, as a person would ask it"),
      .optional("answer", .conditionOrFunction, "what answers it; without it the user is asked"),
      .optional("scale", .pair, "the answer is a number from low to high"),
      .optional("choices", .choices, "the answer is one of these labels, each with its points"),
      .optional("measure", .text, "the answer is a count, such as \"interactions\"; give points too"),
      .optional("points", .points, "points for a measure: from this number on, so many"),
      .optional("over", .length, "counts only what happened within this time"),
      .optional("weight", .number, "points for a yes, or for the top of the scale; 1 unless given"),
      .optional("required", .yesno, "must be answered before a contact leaves the bucket with unanswered = true"),
      .optional("ask_again", .length, "how long the user's answer is good for"),
      .optional("help", .text, "a hint for whoever answers"),
      .optional("of", subjects, "whom it is about; contact unless given"),
    ],
    example: """
      question "serves_businesses" {
        ask    = "Do they have clients in a B2B industry?",
        answer = is("serves", "b2b", "both"),
        weight = 3,
      }
      """)

  static let bucket = Word(
    "bucket", "A group that contacts are sorted into: the first that holds, in the order written.",
    [
      .optional("title", .text, "what the bucket means"),
      .optional("set", .text, "buckets of one set stand side by side with those of another"),
      .optional("needs", .needs, "questions that must be answered with yes, or pass a test"),
      .optional("score", .scoreTest, "a test of the sum of points"),
      .optional("when", .conditionOrFunction, "a condition on the contact and on the questions"),
      .optional("otherwise", .mark, "takes whoever is left; the last of its set"),
      .optional("unanswered", .mark, "holds while a required question is open"),
      .optional("hand_to", .text, "to whom these contacts are handed on"),
      .optional("of", subjects, "what is sorted; contact unless given"),
    ],
    example: """
      bucket "A" {
        title = "Get to know better",
        score = at_least(3),
      }
      bucket "B" { title = "Pass on", otherwise = true }
      """)

  static let shortlist = Word(
    "shortlist", "A ranked choice of a few, made after everyone is sorted; ties go by id.",
    [
      .optional("only_in", .names, "the buckets that it chooses from"),
      .required("by", .ranking, "what ranks them, highest first"),
      .required("at_most", .whole, "how many"),
      .optional("warn_under", .whole, "warns when there are fewer"),
    ],
    example: """
      shortlist "focus" { only_in = { "A" }, by = "score", at_most = 15, warn_under = 10 }
      """)

  /// The fields of one step of a follow_up.
  static let stepFields: [Word.Field] = [
    .required("after", .length, "when it is best done, counted from the start of the sequence"),
    .optional("by", .length, "when it is due, counted from the start"),
    .optional("limit", .length, "when it is too late, counted from the start"),
    .optional("note", .text, "what to do"),
    .optional("send", .text, "the template to send"),
    .optional("with", .text, "who it is with; see from"),
    .optional("only_in", .names, "the buckets and shortlists that it is for"),
  ]

  static let followUp = Word(
    "follow_up", "A dated sequence of steps for each occurrence, or one that comes again after each contact.",
    [
      .required("from", .oneOf(occurrences), "the occurrence that starts it"),
      .optional("with", .text, "who it is with: contact, or of a referral giver, receiver, prospect, other_side"),
      .optional("when", .conditionOrFunction, "for whom"),
      .optional("only_in", .names, "the buckets and shortlists that it is for"),
      .list("steps", stepFields, "the steps, each at its own time"),
      .optional("every", .length, "in place of steps: so long after the last contact, again and again"),
      .optional("by", .length, "with every: when it is due, counted from the last contact"),
      .optional("limit", .length, "with every: the longest time without a contact"),
      .optional("note", .turns, "with every: what to do"),
      .optional("send", .text, "with every: the template to send"),
      .optional("done_by", .names, "the kinds of interaction that count; any real contact unless given"),
      .optional("until_on", .names, "the occurrences that end it"),
    ],
    example: """
      follow_up "after we met" {
        from  = "met",
        steps = {
          { after = hours(24), by = hours(48), limit = hours(72), note = "send a note: who you are, where you met" },
          { after = days(30), note = "ask for a coffee" },
        },
      }
      follow_up "check in" { from = "last_interaction", every = days(90), note = { "ask how they are", "send an article" } }
      """)

  static let thankYou = Word(
    "thank_you", "What is owed to whoever did one a favour, whether or not business came of it.",
    [
      .required("on", .oneOf(occurrences), "the occurrence that it is owed for"),
      .optional("with", .text, "who is thanked; of a referral its giver unless given"),
      .optional("when", .conditionOrFunction, "for whom"),
      .optional("within", .length, "how soon"),
      .optional("send", .text, "the template to send"),
      .optional("gift", .textOrFunction, "the gift, or function(contact, referral) that names one, or nil"),
      .optional("kind", .oneOf(ThankYouRule.Kind.allCases.map(\.rawValue)), "how thanks are given"),
      .optional("public", .yesno, "said in public; needs their consent"),
    ],
    example: """
      thank_you "every referral" { on = "referral_received", within = hours(48), kind = "note" }
      """)

  private static let occurrences = Occurrence.Kind.allCases.map(\.rawValue)

  static let guardWord = Word(
    "guard", "A check before an act of the user: it warns, or refuses.",
    [
      .required("before", .oneOf(Guard.Act.allCases.map(\.rawValue)), "the act"),
      .optional("when", .conditionOrFunction, "it speaks when this holds"),
      .optional("unless", .conditionOrFunction, "it speaks unless this holds"),
      .required("say", .text, "what it says"),
      .optional("refuse", .yesno, "refuses instead of warning, once the decision is settled"),
    ],
    example: """
      guard "proven first" { before = "giving_referral", unless = in_bucket("A"), say = "You don't know them yet." }
      """)

  static let template = Word(
    "template", "A message with places to fill in: {{path}}, {{path or \"text\"}}, {{path | date \"%d %B\"}}.",
    [
      .optional("subject", .text, "its subject"),
      .required("text", .textOrFunction, "its text, or function(contact, record, me) that gives it"),
      .optional("channel", .oneOf(Template.Channel.allCases.map(\.rawValue)), "how it is sent"),
      .optional("pitch", .yesno, "whether it sells: then it is none for a first note"),
      .optional("must_say", .names, "the paths that the text has to name"),
    ],
    example: """
      template "nice to meet you" {
        subject  = "Nice to meet you at {{event.name or 'the event'}}",
        text     = [[Hi {{contact.first_name or "there"}}, this is {{me.name}}. I enjoyed our talk on {{event.at | date "%d %B"}}.]],
        must_say = { "me.name", "event.at" },
      }
      """)

  static let setting = Word(
    "setting", "A value that each user sets without editing the file; read as settings.name.",
    [
      .optional(
        "kind", .oneOf(["text", "number", "yesno", "length", "date", "contact"]), "what it is; text unless given"),
      .optional("default", .any, "the value until the user sets one"),
      .optional("help", .text, "what it is for"),
      .optional("choices", .names, "the values that it may have"),
      .optional("range", .pair, "the lowest and the highest number"),
    ],
    example: """
      setting "colleague" { kind = "contact", help = "Who takes our consumer cases?" }
      """)

  static let example = Word(
    "example", "A case that must hold; refer check tries it.",
    [
      .optional("given", .table, "what is known of the contact"),
      .optional("answers", .table, "the user's own answers"),
      .optional("now", .text, "the time of the case; 2026-01-15T12:00:00Z unless given"),
      .required("expect", .table, "what must come out: \(ExampleReader.expectations.joined(separator: ", "))"),
    ],
    example: """
      example "a banker we just met" {
        given  = { industry = "banking", serves = "b2b" },
        expect = { bucket = "A" },
      }
      """)
}

/// The words that come with later versions: known, so that a rules file that uses one is told so.
extension Vocabulary {
  static let goal = Word(
    "goal", "A measure with a target for each period.",
    [
      .required("per", .text, "day, week, month, quarter, half-year, year or event"),
      .optional("at_least", .number, "the target from below"),
      .optional("at_most", .number, "the target from above"),
      .optional("grow", .any, "growth over the period before, such as percent(10)"),
      .optional("unit", .text, "the unit"),
      .required("measure", .any, "what is measured"),
      .optional("of", subjects, "of whom; the network unless given"),
    ], isAvailable: false,
    example: """
      goal "hours of networking" { per = "week", at_least = 8, measure = "networking_hours" }
      """)

  static let insight = Word(
    "insight", "A finding about the whole network.",
    [.required("run", .function, "function(network) that gives rows, a number or a text")], isAvailable: false,
    example: """
      insight "missing professions" { run = function(network) return network.gaps() end }
      """)
}
