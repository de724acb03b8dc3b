/// Short forms of given names, a closed list: Bob may be Robert, and Alex Alexander or Alexandra.
enum Nicknames {
  /// What a name, as ``PersonName`` has it, may stand for: itself first, then the full forms.
  static func forms(of name: String) -> [String] { [name] + (full[name] ?? []) }

  /// Whether two given names may be one person's.
  static func fit(_ a: String, _ b: String) -> Bool { a == b || !Set(forms(of: a)).isDisjoint(with: forms(of: b)) }

  private static let full: [String: [String]] = {
    var full: [String: [String]] = [:]
    for line in list.split(separator: "\n") {
      let names = line.split(separator: " ").map { PersonName.plain(String($0)) }
      guard let first = names.first else { continue }
      for short in names.dropFirst() { full[short, default: []].append(first) }
    }
    return full
  }()

  /// A full form, then its short ones.
  private static let list = """
    abigail abby gail
    albert al bert
    alexander alex al sasha xander
    alexandra alex sandra sasha lexi
    alfred al fred alf
    andrea andi
    andreas andi
    andrew andy drew
    anthony tony
    antonio tony toni
    barbara barb barbie babs
    benjamin ben benny benji
    catherine cathy cat kate katie cate
    charles charlie chuck chas
    charlotte charlie lottie
    christian chris
    christina chris tina chrissy
    christine chris tina chrissy
    christoph chris
    christopher chris topher kit
    cynthia cindy
    daniel dan danny
    david dave davy
    deborah deb debbie
    dominic dom nick
    donald don donny
    dorothy dot dottie
    edward ed eddie ted ned
    eleanor ellie nell nora
    elizabeth liz lizzie beth betty eliza betsy lisa
    eugene gene
    florian flo
    francis frank
    franklin frank
    frederick fred freddy rick
    friedrich fritz
    gabriel gabe
    gabriele gabi
    gerald gerry jerry
    gregory greg
    hans hansi
    harold harry hal
    henry harry hank hal
    jacob jake
    james jim jimmy jamie
    jeffrey jeff
    jennifer jen jenny
    jessica jess jessie
    johannes hans
    john johnny jack
    jonathan jon jonny
    joseph joe joey sepp
    joshua josh
    judith judy
    juergen jurgen
    katherine kathy kate katie kat kathryn
    kenneth ken kenny
    lawrence larry
    leonard leo len lenny
    lillian lily
    louis lou
    louise lou
    manfred manni
    margaret maggie meg peggy marge margie greta
    maria mia
    matthew matt
    maximilian max
    maxwell max
    melissa mel missy
    michael mike mick mickey micha
    michelle shelly
    mohammed mohamed muhammad mo
    nathan nate
    nathaniel nate nat
    nicholas nick nicky nico
    pamela pam
    patricia pat patty trish tricia
    patrick pat paddy
    peter pete
    philip phil phillip
    rebecca becky becca
    richard rick rich dick ricky
    robert bob bobby rob robbie
    ronald ron ronnie
    samantha sam
    samuel sam sammy
    sebastian seb basti
    stefan steffen
    stephanie steph steffi
    stephen steve stevie
    steven steve stevie
    stuart stu
    susan sue susie suzy
    suzanne sue suzy
    theodore ted teddy theo
    theresa terry tess tessa
    thomas tom tommy
    timothy tim timmy
    ulrich uli
    valerie val
    veronica ronnie vera
    victor vic
    victoria vicky tori
    vincent vince vinnie
    walter walt wally
    william will bill billy liam willy
    wolfgang wolf
    zachary zach zack
    """
}
