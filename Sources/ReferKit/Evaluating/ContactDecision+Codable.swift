extension ContactDecision {
  /// What is not there is written as null: whoever reads a decision can rely on every key.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(name, forKey: .name)
    try container.encode(bucket, forKey: .bucket)
    try container.encode(title, forKey: .title)
    try container.encode(settled, forKey: .settled)
    try container.encode(possible, forKey: .possible)
    try container.encode(score, forKey: .score)
    try container.encode(scoreMin, forKey: .scoreMin)
    try container.encode(scoreMax, forKey: .scoreMax)
    try container.encode(buckets, forKey: .buckets)
    try container.encode(answers, forKey: .answers)
    try container.encode(open, forKey: .open)
    try container.encode(why, forKey: .why)
    try container.encode(followUps, forKey: .followUps)
    try container.encode(thankYous, forKey: .thankYous)
    try container.encode(error, forKey: .error)
    guard let reads, let passedOver else { return }
    try container.encode(reads, forKey: .reads)
    try container.encode(passedOver, forKey: .passedOver)
    try container.encode(flip, forKey: .flip)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String?.self, forKey: .name)
    bucket = try container.decode(String?.self, forKey: .bucket)
    title = try container.decode(String?.self, forKey: .title)
    settled = try container.decode(Bool.self, forKey: .settled)
    possible = try container.decode([String].self, forKey: .possible)
    score = try container.decode(Double?.self, forKey: .score)
    scoreMin = try container.decode(Double?.self, forKey: .scoreMin)
    scoreMax = try container.decode(Double?.self, forKey: .scoreMax)
    buckets = try container.decode([String: String?].self, forKey: .buckets)
    answers = try container.decode([String: Answer].self, forKey: .answers)
    open = try container.decode([String].self, forKey: .open)
    why = try container.decode([String].self, forKey: .why)
    followUps = try container.decode([FollowUp].self, forKey: .followUps)
    thankYous = try container.decode([ThankYou].self, forKey: .thankYous)
    error = try container.decode(Failure?.self, forKey: .error)
    reads = try container.decodeIfPresent([Read].self, forKey: .reads)
    passedOver = try container.decodeIfPresent([String].self, forKey: .passedOver)
    flip = try container.decodeIfPresent(String.self, forKey: .flip)
  }
}

extension ContactDecision.Answer {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(points, forKey: .points)
    try container.encode(by, forKey: .by)
    try container.encode(at, forKey: .at)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
  }
}

extension ContactDecision.Failure {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(line, forKey: .line)
    try container.encode(message, forKey: .message)
    try container.encode(reading, forKey: .reading)
  }
}

extension ContactDecision.Read {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(question, forKey: .question)
    try container.encode(field, forKey: .field)
    try container.encode(value, forKey: .value)
  }
}
