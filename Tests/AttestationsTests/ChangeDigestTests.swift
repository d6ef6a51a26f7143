import Attestations
import Git
import OpsTestSupport
import Testing

struct ChangeDigestTests {
  private typealias PointerRecord = ChangeDigest.PointerRecord
  private typealias FileRecord = ChangeDigest.FileRecord
  private typealias FileState = ChangeDigest.FileState

  private let move = PointerRecord(
    service: "api",
    environment: "production",
    path: "apps/api/prod/values.yaml",
    key: "image.tag",
    from: "v1.2.0",
    to: "v1.3.0",
    lastSet: Sample.id("1")
  )
  private let added = PointerRecord(
    service: "größe",
    environment: "production",
    path: "apps/größe/prod/values.yaml",
    key: "images[name=größe].newTag",
    from: nil,
    to: "v0.1.0",
    lastSet: nil
  )
  private let removed = PointerRecord(
    service: "web",
    environment: "production",
    path: "apps/web/prod/values.yaml",
    key: "image.tag",
    from: "v9",
    to: nil,
    lastSet: Sample.id("2")
  )
  private let edited = FileRecord(
    path: "apps/api/prod/values.yaml",
    before: FileState(mode: .regular, maskedContent: String(repeating: "a", count: 64)),
    after: FileState(mode: .executable, maskedContent: String(repeating: "b", count: 64)),
    lastChanged: Sample.id("3")
  )
  private let deleted = FileRecord(
    path: "apps/web/prod/values.yaml",
    before: FileState(mode: .regular, maskedContent: String(repeating: "c", count: 64)),
    after: nil,
    lastChanged: Sample.id("2")
  )

  private func digest(
    _ pointers: [ChangeDigest.PointerRecord],
    _ files: [ChangeDigest.FileRecord] = [],
    repository: String = "github.com/acme/ops",
    environment: String = "production"
  ) -> String {
    ChangeDigest.digest(
      repository: repository,
      environment: environment,
      pointers: pointers,
      files: files
    )
  }

  // printf '17:opsgate change v1,19:github.com/acme/ops,6:policy,' | sha256sum
  @Test
  func theDigestOfNothingIsThatOfTheHeader() {
    #expect(
      digest([], environment: "policy")
        == "sha256:76cf432a1c82003bef87139b73ab2440a9c99f098289fb8a886b996c6abd3cd8"
    )
  }

  // ones=1111111111111111111111111111111111111111
  // printf '%s' '17:opsgate change v1,19:github.com/acme/ops,10:production,' \
  //   '7:pointer,3:api,10:production,25:apps/api/prod/values.yaml,9:image.tag,' \
  //   "6:v1.2.0,6:v1.3.0,40:$ones," | sha256sum
  @Test
  func oneMoveHasThePublishedDigest() {
    #expect(digest([move]) == Sample.change)
  }

  // import hashlib
  // n = lambda s: b'%d:%s,' % (len(s.encode()), s.encode())
  // head = ['opsgate change v1', 'github.com/acme/ops', 'production']
  // records = [
  //   ['pointer', 'api', 'production', 'apps/api/prod/values.yaml', 'image.tag', 'v1.2.0', 'v1.3.0', '1'*40],
  //   ['pointer added', 'größe', 'production', 'apps/größe/prod/values.yaml', 'images[name=größe].newTag',
  //    '', 'v0.1.0', ''],
  //   ['pointer removed', 'web', 'production', 'apps/web/prod/values.yaml', 'image.tag', 'v9', '', '2'*40],
  //   ['file', 'apps/api/prod/values.yaml', '100644', 'a'*64, '100755', 'b'*64, '3'*40],
  //   ['file', 'apps/web/prod/values.yaml', '100644', 'c'*64, '', '', '2'*40]]
  // rows = sorted(b''.join(map(n, record)) for record in records)
  // print(hashlib.sha256(b''.join(map(n, head)) + b''.join(rows)).hexdigest())
  @Test
  func everySortOfRecordHasThePublishedDigestInAnyOrder() {
    let expected = "sha256:b824bc941078146c5aecd6d6d54cd607f5203dadcaccff9d983ea480839e11ee"
    #expect(digest([move, added, removed], [edited, deleted]) == expected)
    #expect(digest([removed, move, added], [deleted, edited]) == expected)
  }

  @Test
  func anyFieldThatChangesIsAnotherChange() {
    var digests = [digest([move, removed], [edited, deleted])]
    let add = { (pointer: (inout PointerRecord) -> Void, file: (inout FileRecord) -> Void) in
      var (pointers, files) = ([move, removed], [edited, deleted])
      pointer(&pointers[0])
      file(&files[0])
      digests.append(digest(pointers, files))
    }
    let pointerEdits: [(inout PointerRecord) -> Void] = [
      { $0.service = "apj" }, { $0.environment = "staging" }, { $0.path += "x" },
      { $0.key = "tag" },
      { $0.from = "v1.2.1" }, { $0.from = nil }, { $0.from = "" }, { $0.to = "v1.2.0" },
      { $0.to = nil }, { $0.to = "" }, { $0.lastSet = Sample.id("4") }, { $0.lastSet = nil },
      {
        $0.from = nil; $0.to = nil
      },
      {
        $0.from = ""; $0.to = ""
      }, { swap(&$0.from, &$0.to) },
    ]
    let fileEdits: [(inout FileRecord) -> Void] = [
      { $0.path = Array("apps/api/prod/values.yml".utf8) }, { $0.before = nil }, { $0.after = nil },
      { $0.before?.mode = .executable },
      { $0.before?.maskedContent = String(repeating: "d", count: 64) },
      { $0.after?.mode = .symlink },
      { $0.after?.maskedContent = String(repeating: "a", count: 64) },
      { swap(&$0.before, &$0.after) }, { $0.lastChanged = nil },
      { $0.lastChanged = Sample.id("4") },
    ]
    for edit in pointerEdits { add(edit, { _ in }) }
    for edit in fileEdits { add({ _ in }, edit) }
    digests += [
      digest([move], [edited, deleted]), digest([move, removed], [edited]),
      digest([move, move, removed], [edited, deleted]),
      digest([move, removed], [edited, deleted], repository: "github.com/fork/ops"),
      digest([move, removed], [edited, deleted], environment: "staging"),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(digests.count == 31)
  }

  @Test
  func differentRecordsNeverHaveTheSameBytes() {
    var generator = SeededGenerator(seed: 53)
    let texts = ["", "a", "1:a,", ",", "a,1:b", "pointer", "file", "4:file,", "0:,"]
    let text = { texts[Int.random(in: 0..<texts.count, using: &generator)] }
    var changeOfBytes: [[UInt8]: [PointerRecord]] = [:]
    for _ in 0..<20_000 {
      let pointers = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
        PointerRecord(
          service: text(),
          environment: text(),
          path: text(),
          key: text(),
          from: Bool.random(using: &generator) ? text() : nil,
          to: Bool.random(using: &generator) ? text() : nil,
          lastSet: nil
        )
      }
      let bytes = ChangeDigest.bytes(
        repository: "r",
        environment: "e",
        pointers: pointers.shuffled(using: &generator),
        files: []
      )
      let other = changeOfBytes.updateValue(pointers, forKey: bytes) ?? pointers
      #expect(Set(other) == Set(pointers) && other.count == pointers.count)
    }
  }
}
