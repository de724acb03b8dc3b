// How fast files become rows: reads them, and prints how many contacts they hold.
//
//   ReaderBenchmark FILE…

import ReferFormats

/// How many contacts the files hold; one that can't be read ends it.
func count(_ files: [String]) throws -> Int {
  var count = 0
  try ContactReader(files: files) { $0 }.forEachRow({ _ in count += 1 }, onProblem: { throw $0 })
  return count
}

print(try count(Array(CommandLine.arguments.dropFirst())))
