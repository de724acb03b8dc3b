import Testing

@testable import ReferKit
@testable import ReferStore

@Suite("What makes two contacts one person")
struct IdentityTests {
  private func name(_ name: String, nickname: String? = nil) -> PersonName {
    PersonName(name: name, first: nil, last: nil, nickname: nickname)
  }

  private func contact(
    _ name: String, _ organization: String? = nil, emails: [String] = [], phones: [String] = [],
    birthday: String? = nil, sources: [(String, Bool)] = []
  ) -> ContactIdentity {
    ContactIdentity(
      ContactFacts(
        id: 1, name: name, firstName: nil, lastName: nil, nickname: nil, suffix: nil, organization: organization,
        city: nil, url: nil, birthday: birthday, emails: emails, phones: phones,
        sources: sources.map { ContactFacts.Source(name: $0.0, hasOwnID: $0.1) }))
  }

  private func evidence(_ a: ContactIdentity, _ b: ContactIdentity, common: Set<String> = []) -> IdentityEvidence {
    IdentityEvidence(a, b, isCommon: common.contains)
  }

  @Test(
    arguments: [
      ("Ada Park", "ada  PARK", NameRelation.same), ("Park, Ada", "Ada Park", .same),
      ("Park Ada", "Ada Park", .sameInAnotherOrder), ("Dr. Ada Park, MD", "Ada Park", .same),
      ("Ada M. Park", "Ada Park", .sameButForMiddle), ("Ada M. Park", "Ada Maria Park", .same),
      ("John A. Smith", "John B. Smith", .otherMiddle), ("Bob Moor", "Robert Moor", .nickname("bob", "robert")),
      ("Bob Moor", "Rob Moor", .nickname("bob", "rob")), ("Alexander Hill", "Alexandra Hill", .otherFirst),
      ("A. Park", "Ada Park", .initial), ("Ada P.", "Ada Park", .initial), ("J. Robert Moor", "Robert Moor", .middleUsed),
      ("José Álvarez", "Jose Alvarez", .same), ("Jürgen Müller", "Juergen Mueller", .same),
      ("Kate O'Brien", "Kate OBrien", .same), ("Ludwig van der Berg", "Ludwig Van Der Berg", .same),
      ("Stephen Whitaker", "Stephen Whittaker", .lastDiffersByLetter), ("Steven Hall", "Stevne Hall", .firstDiffersByLetter),
      ("Anna Lind", "Anne Lind", .otherFirst), ("Paul Frey", "Paula Frey", .otherFirst), ("Ann Ng", "Ann Ho", .otherLast),
      ("Ada", "Ada Park", .partOnly), ("Ada Park", "Bo Lind", .other),
      ("", "Ada Park", .unknown), ("Anne-Marie Roy", "Anne Marie Roy", .same),
    ])
  func `names stand to each other so`(_ a: String, _ b: String, _ relation: NameRelation) {
    #expect(NameRelation(name(a), name(b)) == relation)
  }

  @Test func `a name of two words is a part of the other's`() {
    let double = PersonName(name: nil, first: "Susan", last: "Hall-Weber", nickname: nil)
    #expect(NameRelation(double, name("Susan Hall")) == .partOfLast)
    #expect(NameRelation(double, name("Susan Weber")) == .partOfLast)
  }

  @Test func `what friends say is a name, too`() {
    #expect(NameRelation(name("Robert (Chip) Moor"), name("Chip Moor")) == .nickname("robert", "chip"))
    #expect(NameRelation(name("Robert Moor", nickname: "Chip"), name("Chip Moor")) == .nickname("robert", "chip"))
  }

  @Test(
    arguments: [
      ("+1 714 555 0101", "(714) 555-0101", true), ("+1 714 555 0101", "1-714-555-0101", true),
      ("+49 30 1234567", "030 123 45 67", true), ("0049 30 1234567", "+49 (0)30 1234567", true),
      ("+1 714 555 0101", "+44 714 555 0101", false), ("714 555 0101 x12", "714 555 0101 x13", false),
      ("714 555 0101 ext. 12", "(714)5550101;ext=12", true), ("714 555 0101 x12", "714 555 0101", false),
    ])
  func `telephone numbers are the same by their digits`(_ a: String, _ b: String, _ isSame: Bool) throws {
    #expect(try #require(PhoneKey(a)).isSame(as: #require(PhoneKey(b))) == isSame)
  }

  @Test func `short numbers and what is no address are nobody's`() {
    #expect(PhoneKey("12 34") == nil && PhoneKey("n/a") == nil)
    #expect(EmailKey("ada") == nil && EmailKey("@x.org") == nil && EmailKey("+a@x.org") == nil)
  }

  @Test(
    arguments: [
      ("Ada.Park+net@GoogleMail.com", "adapark@gmail.com"), ("ada+x@park.example", "ADA@park.example"),
    ])
  func `e-mail addresses are the same but for case, plus and Google's points`(_ a: String, _ b: String) {
    #expect(EmailKey(a) != nil && EmailKey(a) == EmailKey(b))
  }

  @Test(
    arguments: [
      ("Park Bank", "park  bank", "same company"), ("Park Bank", "Park Bank, Inc.", "same company but for Inc."),
      ("Müller Bau GmbH & Co. KG", "Mueller Bau", "same company but for GmbH Co. KG"),
      ("Keller & Sons", "Keller and Sons", "same company in another spelling"),
      ("The Park Bank", "ParkBank", "same company in another spelling"),
      ("Whitaker Tax", "Whittaker Tax", "company differs by a letter"), ("Park Bank", "Park Bakery", nil),
      ("Self-employed", "self employed", nil), ("Co", "Inc", nil),
    ])
  func `companies are alike so`(_ a: String, _ b: String, _ likeness: String?) {
    #expect(CompanyKey(a).likeness(to: CompanyKey(b)) == likeness)
  }

  @Test func `reasons against take away what reasons for it make`() {
    let (one, other) = (contact("John A. Smith", "Park Bank"), contact("John B. Smith", "Park Bank"))
    let found = evidence(one, other)
    #expect(found.reasons.map(\.text) == ["same first and last name", "same company"])
    #expect(found.against.map(\.text) == ["other middle name"])
    // (1 - 0.45 × 0.50) × 0.30
    #expect(found.confidence == 0.23)
  }

  @Test func `who is certainly another one is below what is shown`() {
    let ada = contact("Ada Park", "Park Bank", phones: ["714 555 0101"], birthday: "1980-04-16")
    #expect(evidence(ada, contact("Ada Park", "Park Bank", phones: ["714 555 0101"], birthday: "1950-02-01")).confidence < 0.1)
    #expect(evidence(ada, contact("Bo Park", "Park Bank", phones: ["714 555 0101"])).confidence < 0.1)
    let (senior, junior) = (contact("Tom Keller Sr.", "Keller"), contact("Tom Keller Jr.", "Keller"))
    #expect(evidence(senior, junior).confidence < 0.1)
    let (one, other) = (contact("Ada Park", "Park Bank", emails: ["a@park.example"]), contact("Ada Park", "Ng Law", emails: ["a@ng.example"]))
    #expect(evidence(one, other).against.map(\.text) == ["other company and other e-mail domain"])
    #expect(evidence(one, other).confidence < 0.5)
  }

  @Test func `an address that several use says little, and two ids of one source speak against it`() {
    let (one, other) = (contact("Ada Park", phones: ["714 555 0101"]), contact("Ada Park", phones: ["714 555 0101"]))
    #expect(evidence(one, other).confidence == 0.86)
    #expect(evidence(one, other, common: ["145550101"]).confidence == 0.66)
    let (mine, theirs) = (
      contact("Ada Park", "Park Bank", sources: [("linkedin", true)]),
      contact("Ada Park", "Park Bank", sources: [("linkedin", true)])
    )
    #expect(evidence(mine, theirs).against.map(\.text) == ["both have an id in linkedin"])
    #expect(evidence(mine, theirs).confidence == 0.52)
  }
}
