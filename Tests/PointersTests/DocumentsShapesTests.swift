import Pointers
import Testing

/// The shapes of real ops repositories: each is read, and an edit changes the tag alone.
@Suite
struct DocumentsShapesTests {
  @Test(arguments: shapes + placedShapes + jsonShapes + patternShapes)
  func aTagIsReadAndWritten(_ shape: Shape) throws {
    let found = try shape.read()
    #expect(found.map(\.value.tag) == [shape.tag])
    let before = shape.marked.prefix { $0 != "«" }.utf8.count
    #expect(found.first?.tagSpan == before..<(before + shape.tag.utf8.count))
    #expect(try shape.write(shape.new) == shape.with(shape.new))
    #expect(try shape.write(shape.tag) == shape.text)
  }
}

private let shapes: [Shape] = [
  Shape(
    name: "helm values",
    marked: "image:\n  repository: acme/api\n  tag: «v1»\n",
    key: "image.tag"
  ),
  Shape(
    name: "a file without extension",
    marked: "image_tag: «v737»\nautomatic: true\n",
    key: "image_tag"
  ),
  Shape(
    name: "kustomize newTag",
    marked: "images:\n- name: web\n  newTag: v0\n- name: api\n  newName: r/api\n  newTag: «v1»\n",
    key: "images[name={service}].newTag"
  ),
  Shape(
    name: "kustomize digest",
    marked: "images:\n  - name: api\n    digest: «sha256:\(a64)»\n",
    key: "images[name=api].digest",
    new: "sha256:\(b64)"
  ),
  Shape(
    name: "argo application",
    marked: "kind: Application\nspec:\n  source:\n    targetRevision: «HEAD»\n",
    key: "spec.source.targetRevision"
  ),
  Shape(
    name: "argo application, several sources",
    marked: "spec:\n  sources:\n    - repoURL: a\n      targetRevision: 1.0.0\n"
      + "    - repoURL: https://x/y.git\n      targetRevision: «v1»\n",
    key: "spec.sources[repoURL=https://x/y\\.git].targetRevision"
  ),
  Shape(
    name: "argo application set",
    marked: "spec:\n  generators:\n  - list:\n      elements:\n      - {env: dev, tag: v0}\n"
      + "      - {env: production, tag: «v1»}\n",
    key: "spec.generators[0].list.elements[env={environment}].tag"
  ),
  Shape(
    name: "argo application set template",
    marked: "spec: {template: {spec: {source: {targetRevision: «main»}}}}\n",
    key: "spec.template.spec.source.targetRevision"
  ),
  Shape(
    name: "flux helm release among others",
    marked: "kind: Namespace\nspec:\n  values: {image: {tag: v0}}\n---\nkind: HelmRelease\n"
      + "metadata:\n  name: api\nspec:\n  values:\n    image:\n      tag: «v1»\n",
    key: "spec.values.image.tag",
    conditions: ["kind": "HelmRelease", "metadata.name": "{service}"]
  ),
  Shape(
    name: "flux setter behind the tag",
    marked: "spec:\n  image: r/api:«v1» # {\"$imagepolicy\": \"flux:api\"}\n",
    key: "spec.image",
    part: .tag
  ),
  Shape(
    name: "flux setter without a space",
    marked: "newTag: «v1» #{\"$imagepolicy\": \"flux:api:tag\"}\n",
    key: "newTag"
  ),
  Shape(
    name: "flux chart version",
    marked: "spec:\n  chart:\n    spec:\n      version: «1.2.3»\n",
    key: "spec.chart.spec.version"
  ),
  Shape(
    name: "flux substitute",
    marked: "spec:\n  postBuild:\n    substitute:\n      API_TAG: «v1»\n",
    key: "spec.postBuild.substitute.API_TAG"
  ),
  Shape(name: "oci repository", marked: "spec:\n  ref:\n    tag: «1.0.0»\n", key: "spec.ref.tag"),
  Shape(name: "git repository", marked: "spec: {ref: {tag: '«1.0.0»'}}\n", key: "spec.ref.tag"),
  Shape(
    name: "deployment",
    marked: "spec:\n  template:\n    spec:\n      containers:\n      - name: api\n"
      + "        image: registry:5000/acme/api:«v1»\n",
    key: "spec.template.spec.containers[name=api].image",
    part: .tag
  ),
  Shape(
    name: "compose",
    marked: "services:\n  api:\n    image: \"acme/api:«v1»\"\n",
    key: "services.{service}.image",
    part: .tag
  ),
  Shape(name: "env in yaml", marked: "API_DOCKER_TAG: \"«701ac57»\"\n", key: "API_DOCKER_TAG"),
  Shape(
    name: "chart dependency",
    marked: "dependencies:\n- name: api\n  version: \"«1.0.0-0.dev»\"\n",
    key: "dependencies[name=api].version"
  ),
  Shape(
    name: "resource with ref",
    marked: "resources:\n- https://x/y//z?ref=«v1»&timeout=90s\n",
    key: "resources[0]",
    part: .tag
  ),
  Shape(
    name: "a key with dots and slashes",
    marked: "labels:\n  app.acme.io/version: «v1»\n",
    key: "labels.app\\.acme\\.io/version"
  ),
]

private let placedShapes: [Shape] = [
  Shape(name: "single quotes", marked: "tag: '«v1»'  # why\n", key: "tag"),
  Shape(name: "double quotes", marked: "tag: \"«v1»\"\n", key: "tag"),
  Shape(name: "literal block", marked: "tag: |\n  «v1»\nnext: 1\n", key: "tag"),
  Shape(name: "folded block", marked: "a:\n  tag: >-\n    «v1»\n\n  next: 1\n", key: "a.tag"),
  Shape(name: "kept block", marked: "tag: |+ # c\n    «v1»\n\n\n", key: "tag"),
  Shape(name: "indented block", marked: "tag: |2\n  «v1»", key: "tag"),
  Shape(name: "crlf", marked: "a:\r\n  tag: «v1»\r\n  b: c\r\n", key: "a.tag"),
  Shape(name: "cr alone", marked: "a:\r  tag: «v1»\r  b: c\r", key: "a.tag"),
  Shape(name: "crlf in a block", marked: "tag: |\r\n  «v1»\r\nb: c\r\n", key: "tag"),
  Shape(name: "byte order mark", marked: "\u{FEFF}tag: «v1»\n", key: "tag"),
  Shape(name: "byte order mark and comment", marked: "\u{FEFF}# c\ntag: «v1»\n", key: "tag"),
  Shape(name: "no final newline", marked: "tag: «v1»", key: "tag"),
  Shape(name: "trailing space", marked: "tag: «v1»   \nb: c\t\n", key: "tag"),
  Shape(name: "tabs", marked: "tag:\t«v1»\t# c\n", key: "tag"),
  Shape(name: "non-ASCII before", marked: "{größe: ü, tag: «v1»}\n", key: "tag"),
  Shape(name: "astral before", marked: "{\"🚀🚀\": \"𝒳\", tag: «v1»}\n", key: "tag"),
  Shape(name: "combining before", marked: "{\"e\u{301}\": x, tag: «v1»}\n", key: "tag"),
  Shape(name: "next line before", marked: "a: \"x\u{85}y\"\ntag: «v1»\n", key: "tag"),
  Shape(name: "line separator before", marked: "{a: \"x\u{2028}y\", tag: «v1»}\n", key: "tag"),
  Shape(name: "paragraph separator in a comment", marked: "# a\u{2029}tag: «v1»\n", key: "tag"),
  Shape(name: "no-break space before", marked: "{a: \u{A0}b, tag: «v1»}\n", key: "tag"),
  Shape(name: "flow mapping", marked: "a: { b: [x, {tag: «v1»}] } # c\n", key: "a.b[1].tag"),
  Shape(name: "flow without spaces", marked: "{\"tag\":\"«v1»\",\"b\":[]}\n", key: "tag"),
  Shape(name: "explicit key", marked: "? tag\n: «v1»\n", key: "tag"),
  Shape(name: "own anchor", marked: "a: &t «v1»\n", key: "a"),
  Shape(name: "own type", marked: "a: !!str «v1»\n", key: "a"),
  Shape(name: "anchor and type on another line", marked: "a: !!str &t # c\n  '«v1»'\n", key: "a"),
  Shape(
    name: "beside an alias",
    marked: "x: &x {a: 1}\ny: *x\nz:\n  <<: *x\n  tag: «v1»\n",
    key: "z.tag"
  ),
  Shape(name: "second document", marked: "---\na: 1\n...\n---\ntag: «v1»\n--- \n", key: "tag"),
  Shape(name: "directive", marked: "%YAML 1.1\n---\ntag: «v1»\n", key: "tag"),
  Shape(name: "root of the file", marked: "- [x, «v1»]\n", key: "[0][1]"),
  Shape(name: "quoted key", marked: "'t:a g': «v1»\n", key: "t:a g"),
  Shape(
    name: "digest beside a name",
    marked: "i: r/n@«sha256:\(a64)»\n",
    key: "i",
    part: .digest,
    new: "sha256:\(b64)"
  ),
  Shape(name: "port is no tag", marked: "i: r:5000/n:«v1»\n", key: "i", part: .tag),
]

private let jsonShapes: [Shape] = [
  Shape(name: "json", marked: "{\"image\": {\"tag\": \"«v1»\"}}", key: "image.tag", format: .json),
  Shape(
    name: "json in lines",
    marked: "{\r\n\t\"a\" : [ {\"n\":\"api\" , \"tag\":\"«v1»\"} ]\r\n}\r\n",
    key: "a[n={service}].tag",
    format: .json
  ),
  Shape(
    name: "json reference",
    marked: "{\"i\": \"r:5000/n:«v1»\", \"é\": 1e5}",
    key: "i",
    part: .tag,
    format: .json
  ),
  Shape(name: "json with a mark", marked: "\u{FEFF}[\"«v1»\"]\n", key: "[0]", format: .json),
]

private let patternShapes: [Shape] = [
  Shape(
    name: "terraform",
    marked: "module \"a\" {\n  source = \"git::x//m?ref=«v1»\"\n}\n",
    pattern: "\\?ref=(?<tag>[^\"]+)"
  ),
  Shape(name: "env file", marked: "A=1\r\nTAG=«v1»\r\nB=2\r\n", pattern: "^TAG=(?<tag>.*)$"),
  Shape(
    name: "env file by service",
    marked: "web_TAG=v0\napi_TAG=«v1»\n",
    pattern: "^{service}_TAG=(?<tag>\\S+)"
  ),
  Shape(
    name: "template",
    marked: "image:\n  tag: «v1»\n{{- if .Values.x }}\n  x: {{ .y }}\n{{- end }}\n",
    pattern: "tag: (?<tag>\\S+)"
  ),
  Shape(
    name: "reference in text",
    marked: "FROM r/n:«v1» AS x",
    pattern: "FROM (?<tag>\\S+)",
    part: .tag
  ),
]

let a64 = String(repeating: "a", count: 64)
let b64 = String(repeating: "b", count: 64)
