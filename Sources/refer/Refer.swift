import ArgumentParser
@main struct Refer: ParsableCommand {}
