import Pointers
import Testing

@Suite
struct FileMistakeTests {
  @Test
  func namesThePlaceAsFarAsItIsKnown() {
    let place = FileMistake(path: "a.yaml", line: 14, column: 7, message: "nothing stands here")
    #expect(place.description == "a.yaml:14:7: nothing stands here")
    #expect(FileMistake(path: "a.yaml", line: 14, message: "x").description == "a.yaml:14: x")
    #expect(FileMistake(path: "a.yaml", message: "x").description == "a.yaml: x")
  }

  @Test
  func standInTheFilesOrder() {
    let mistakes = [
      FileMistake(path: "b", message: "x"),
      FileMistake(path: "a", line: 10, column: 1, message: "x"),
      FileMistake(path: "a", line: 9, column: 2, message: "x"),
      FileMistake(path: "a", line: 9, column: 1, message: "y"),
      FileMistake(path: "a", message: "x"),
    ]
    #expect(mistakes.sorted().map(\.place) == ["a", "a:9:1", "a:9:2", "a:10:1", "b"])
  }
}
