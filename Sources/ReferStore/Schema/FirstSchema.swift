/// The tables of the book as its first version made them. A released version is never edited: what changes later is a
/// migration of its own.
///
/// Times are seconds since 1970 in UTC (`datetime(at, 'unixepoch')` prints them), money is in minor units of its
/// currency (ISO 4217), yes and no are 1 and 0. `since` is the deed that brought a row in, and its
/// `zone` the one in which days and clock times were meant. What belongs to one contact
/// is clustered by it, so that a walk over all contacts reads each table from front to back. `search` holds the words
/// by which a contact is found, folded as searches are; see ``SearchText``.
enum FirstSchema {
  static let sql = deeds + contacts + ofContacts + referrals + groups + sources + day

  private static let deeds = """
    CREATE TABLE deed (
      id INTEGER PRIMARY KEY,
      at REAL NOT NULL,
      zone TEXT,
      verb TEXT NOT NULL,
      summary TEXT NOT NULL,
      contact INTEGER,
      undoes INTEGER REFERENCES deed (id)
    ) STRICT;

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY,
      deed INTEGER NOT NULL REFERENCES deed (id),
      tbl TEXT NOT NULL,
      contact INTEGER,
      "key" TEXT NOT NULL,
      before TEXT
    ) STRICT;
    CREATE INDEX journal_by_deed ON journal (deed);
    CREATE INDEX journal_by_contact ON journal (contact);

    CREATE TABLE profile (
      name TEXT PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    """

  private static let contacts = """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      name TEXT, kind TEXT, "group" TEXT,
      at REAL, ends_at REAL,
      cost_minor INTEGER, currency TEXT,
      minutes REAL,
      no_pitch INTEGER CHECK (no_pitch IN (0, 1)),
      place TEXT, notes TEXT
    ) STRICT;
    CREATE INDEX event_by_name ON event (name);

    CREATE TABLE contact (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      kind TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'org')),
      name TEXT, first_name TEXT, last_name TEXT, nickname TEXT,
      organization TEXT, title TEXT, profession TEXT, industry TEXT, serves TEXT,
      city TEXT, region TEXT, country TEXT, url TEXT,
      notes TEXT, birthday TEXT, trust REAL, ideal_client TEXT, looking_for TEXT,
      met_at REAL, met_event_id INTEGER REFERENCES event (id),
      introduced_by_id INTEGER REFERENCES contact (id), introduced_by_name TEXT,
      "group" TEXT, mode TEXT, stage TEXT, vetted_at REAL,
      do_not_contact INTEGER CHECK (do_not_contact IN (0, 1)),
      is_client INTEGER CHECK (is_client IN (0, 1)),
      i_am_client INTEGER CHECK (i_am_client IN (0, 1)),
      friend INTEGER CHECK (friend IN (0, 1)),
      last_interaction_at REAL,
      anniversary TEXT, public_consent INTEGER CHECK (public_consent IN (0, 1)),
      name_key TEXT NOT NULL DEFAULT '',
      archived_at REAL, archived_why TEXT
    ) STRICT;
    CREATE INDEX contact_by_name ON contact (name_key);
    CREATE INDEX contact_by_introducer ON contact (introduced_by_id) WHERE introduced_by_id IS NOT NULL;
    CREATE INDEX contact_put_away ON contact (archived_at) WHERE archived_at IS NOT NULL;

    CREATE TABLE search (
      contact INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
      since INTEGER NOT NULL REFERENCES deed (id),
      who TEXT NOT NULL,
      about TEXT NOT NULL
    ) STRICT;

    """

  private static let ofContacts =
    list("email", "address TEXT NOT NULL, address_key TEXT NOT NULL, label TEXT")
    + "CREATE INDEX email_by_address ON email (address_key);\n"
    + list("phone", "number TEXT NOT NULL, label TEXT")
    + list("tag", "tag TEXT NOT NULL")
    + list("component", "component TEXT NOT NULL")
    + list("introduced", "person_id INTEGER REFERENCES contact (id), person_name TEXT")
    + list("hand_bucket", "\"set\" TEXT NOT NULL, \(value)")
    + list("custom", "name TEXT NOT NULL, \(value)")
      + """
      CREATE TABLE answer (
        contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
        question TEXT NOT NULL,
        n INTEGER NOT NULL,
        since INTEGER NOT NULL REFERENCES deed (id),
        kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'yesno', 'withdrawn')),
        text TEXT, number REAL,
        at REAL,
        PRIMARY KEY (contact, question, n)
      ) STRICT, WITHOUT ROWID;

      """
    + record(
      "interaction",
      """
      at REAL, kind TEXT, channel TEXT, direction TEXT, minutes REAL,
        event_id INTEGER REFERENCES event (id), template TEXT, response TEXT, notes TEXT,
        response_at REAL, networking INTEGER CHECK (networking IN (0, 1))
      """)
    + record("promise", "what TEXT, by TEXT, at REAL, due REAL, state TEXT, done_at REAL, notes TEXT")
    + record("ask", "what TEXT, at REAL, response TEXT, notes TEXT")
    + record(
      "introduction",
      "to_id INTEGER REFERENCES contact (id), to_name TEXT, at REAL, channel TEXT, notes TEXT")
    + record("gift", "what TEXT, at REAL, direction TEXT, value_minor INTEGER, currency TEXT")
    + record("thank_you", "kind TEXT, at REAL, referral TEXT, notes TEXT")

  private static let referrals =
    record(
      "referral",
      """
      source_ref TEXT, at REAL, direction TEXT,
        giver_id INTEGER REFERENCES contact (id), giver_name TEXT,
        receiver_id INTEGER REFERENCES contact (id), receiver_name TEXT,
        prospect_id INTEGER REFERENCES contact (id), prospect_name TEXT,
        currency TEXT, tier TEXT, strength REAL, event_id INTEGER REFERENCES event (id), need TEXT,
        thanked_at REAL, updated_at REAL, parent TEXT, consent INTEGER CHECK (consent IN (0, 1)), handoff TEXT,
        notes TEXT
      """)
    + "CREATE INDEX referral_by_source ON referral (source_ref) WHERE source_ref IS NOT NULL;\n"
    + ofReferral("referral_stage", "from_stage TEXT, stage TEXT NOT NULL, at REAL, by TEXT, note TEXT")
    + ofReferral(
      "closed_business",
      """
      amount_minor INTEGER NOT NULL, currency TEXT, at REAL,
        kind TEXT NOT NULL DEFAULT 'new' CHECK (kind IN ('new', 'repeat', 'refund')), is_net INTEGER,
        note TEXT
      """)
    + ofReferral("update_duty", "due REAL, done_at REAL, text TEXT")

  private static let groups = """
    CREATE TABLE "group" (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE, kind TEXT, rules TEXT
    ) STRICT;

    CREATE TABLE membership (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      "group" INTEGER NOT NULL REFERENCES "group" (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      seat TEXT, seat_key TEXT, role TEXT, joined_at REAL, left_at REAL
    ) STRICT;
    CREATE UNIQUE INDEX one_active_member_a_seat ON membership ("group", seat_key)
      WHERE left_at IS NULL AND seat_key IS NOT NULL;
    CREATE UNIQUE INDEX one_active_seat_a_member ON membership ("group", contact) WHERE left_at IS NULL;
    CREATE INDEX membership_by_contact ON membership (contact);

    CREATE TABLE meeting (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      "group" INTEGER NOT NULL REFERENCES "group" (id),
      at REAL NOT NULL,
      state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'completed', 'discarded', 'holiday')),
      note TEXT
    ) STRICT;
    CREATE UNIQUE INDEX meeting_by_group ON meeting ("group", at);

    CREATE TABLE attendance (
      meeting INTEGER NOT NULL REFERENCES meeting (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      since INTEGER NOT NULL REFERENCES deed (id),
      code TEXT NOT NULL CHECK (code IN ('P', 'A', 'L', 'M', 'S', 'V')),
      PRIMARY KEY (meeting, contact)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attendance_by_contact ON attendance (contact);

    CREATE TABLE slip (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      "group" INTEGER NOT NULL REFERENCES "group" (id),
      "key" TEXT NOT NULL,
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      other_id INTEGER REFERENCES contact (id), other_name TEXT,
      kind TEXT NOT NULL CHECK (kind IN ('referral', 'one_to_one', 'business', 'education', 'visitor')),
      day TEXT, tier TEXT, quantity REAL, amount_minor INTEGER, currency TEXT, detail TEXT
    ) STRICT;
    CREATE UNIQUE INDEX slip_by_key ON slip ("group", "key");
    CREATE INDEX slip_by_contact ON slip (contact);
    CREATE INDEX slip_by_other ON slip (other_id) WHERE other_id IS NOT NULL;

    CREATE TABLE tally (
      "group" INTEGER NOT NULL REFERENCES "group" (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      begins TEXT NOT NULL, ends TEXT NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      present INTEGER, absent INTEGER, late INTEGER, medical INTEGER, substitute INTEGER,
      given_inside INTEGER, given_outside INTEGER, received_inside INTEGER, received_outside INTEGER,
      visitors INTEGER, one_to_ones INTEGER, business_minor INTEGER, currency TEXT, education INTEGER,
      testimonials INTEGER,
      PRIMARY KEY ("group", contact, begins, ends)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tally_by_contact ON tally (contact);

    CREATE TABLE event_attendance (
      event INTEGER NOT NULL REFERENCES event (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      since INTEGER NOT NULL REFERENCES deed (id),
      role TEXT,
      PRIMARY KEY (event, contact)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX event_attendance_by_contact ON event_attendance (contact);

    CREATE TABLE cost (
      id INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      at REAL, kind TEXT NOT NULL CHECK (kind IN ('event', 'gift', 'fee', 'time')),
      amount_minor INTEGER NOT NULL, currency TEXT NOT NULL,
      event_id INTEGER REFERENCES event (id), note TEXT
    ) STRICT;

    """

  private static let sources = """
    CREATE TABLE source_record (
      source TEXT NOT NULL,
      "key" TEXT NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      digest TEXT NOT NULL,
      content TEXT NOT NULL,
      card TEXT,
      PRIMARY KEY (source, "key")
    ) STRICT;
    CREATE INDEX source_record_by_contact ON source_record (contact);

    CREATE TABLE hand_edit (
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      field TEXT NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      at REAL NOT NULL,
      PRIMARY KEY (contact, field)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE not_same (
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      other INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      since INTEGER NOT NULL REFERENCES deed (id),
      PRIMARY KEY (contact, other),
      CHECK (contact < other)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX not_same_by_other ON not_same (other);

    CREATE TABLE merged (
      was INTEGER PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX merged_by_contact ON merged (contact);

    """

  /// `item` is what the user said of something that was due; `shown` what `refer due` numbered last, which is no deed.
  private static let day = """
    CREATE TABLE item (
      id TEXT PRIMARY KEY,
      since INTEGER NOT NULL REFERENCES deed (id),
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      rule TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('done', 'snoozed', 'skipped')),
      at REAL NOT NULL, until REAL, why TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_by_contact ON item (contact);

    CREATE TABLE shown (
      n INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      contact INTEGER NOT NULL,
      rules TEXT
    ) STRICT;

    """

  private static let value = "kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'yesno')), text TEXT, number REAL"

  /// The values of a field that has many, in order.
  private static func list(_ name: String, _ columns: String) -> String {
    """
    CREATE TABLE \(name) (
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      n INTEGER NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      \(columns),
      PRIMARY KEY (contact, n)
    ) STRICT, WITHOUT ROWID;

    """
  }

  /// Records of one contact; `id` is unique in the table.
  private static func record(_ name: String, _ columns: String) -> String {
    """
    CREATE TABLE \(name) (
      contact INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
      id INTEGER NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      \(columns),
      PRIMARY KEY (contact, id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX \(name)_by_id ON \(name) (id);

    """
  }

  /// What happened to a referral, in order.
  private static func ofReferral(_ name: String, _ columns: String) -> String {
    """
    CREATE TABLE \(name) (
      contact INTEGER NOT NULL,
      referral INTEGER NOT NULL,
      n INTEGER NOT NULL,
      since INTEGER NOT NULL REFERENCES deed (id),
      \(columns),
      PRIMARY KEY (contact, referral, n),
      FOREIGN KEY (contact, referral) REFERENCES referral (contact, id) ON DELETE CASCADE ON UPDATE CASCADE
    ) STRICT, WITHOUT ROWID;

    """
  }
}
