/// What the cells of one column say about a contact.
enum ColumnMeaning: Hashable, Sendable {
  /// A text of that field; also each field of our own whose name is the header.
  case text(String)
  case number(String)
  case yesno(String)
  case time(String)
  /// A person or an event, by its name.
  case named(String)
  /// A list of texts that are told apart by a semicolon or a comma.
  case texts(String)
  case email, phone
  /// What kind of address the next column holds; "* " before it marks the main one.
  case emailLabel
  /// A day of the year, in the field of that name.
  case day(String)
  case birthYear, birthMonth, birthDay
  case place(PlacePart, PlaceKind)
  case placeLabel
  /// Of Mr and Dr, unless the table has no column for the job: then that is meant.
  case honorific
  /// A whole name, or the family name where another column has the given name, or the other way round.
  case anyName
  /// What a person is sorted under, a name only where no other column has one.
  case fileAs
  /// German: the country in an Outlook whose ``germanLand`` is the state; elsewhere the region, and the country.
  case germanRegion(PlaceKind)
  case germanLand(PlaceKind)
  case slipFrom, slipTo, slipType
}

/// The parts of an address that a contact has fields for.
enum PlacePart: Int, Sendable { case city, region, country }

/// Whose address it is. Business goes before home: a network of referrals meets at work.
enum PlaceKind: Int, Sendable { case business, plain, numbered, home, other }

/// The names that a column of one meaning goes by, in the languages that exporters write.
struct HeaderName: Sendable {
  enum Language: Int, CaseIterable, Sendable { case english, german, french, spanish }

  let meaning: ColumnMeaning
  /// In small letters, told apart by "; ". A number in a header is written #, and may be missing where it stands last.
  let names: [String]

  init(_ meaning: ColumnMeaning, _ english: String, de: String = "", fr: String = "", es: String = "") {
    self.meaning = meaning
    names = [english, de, fr, es]
  }
}
