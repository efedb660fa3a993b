// What the YAML loader accepts, where it says things stand, and what it refuses.
#include "sim/topology/document.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

namespace firedrill {
namespace {

using ::testing::HasSubstr;

struct Read {
  std::optional<Node> root;
  std::vector<Diagnostic> found;
};

Read read(std::string_view text) {
  Diagnostics diagnostics;
  Read out;
  out.root = read_yaml_text(text, "t.yaml", diagnostics);
  out.found = diagnostics.sorted();
  return out;
}

/// The one diagnostic of `text`, which must be refused.
Diagnostic refusal(std::string_view text) {
  Read out = read(text);
  EXPECT_FALSE(out.root.has_value());
  EXPECT_EQ(out.found.size(), 1U);
  return out.found.empty() ? Diagnostic{} : out.found.front();
}

/// A folder of this test, removed at its end.
class ScratchFolder {
 public:
  ScratchFolder() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::path(::testing::TempDir()) /
            (std::string("firedrill_document_") + info->name());
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~ScratchFolder() {
    std::error_code ec;
    std::filesystem::remove_all(path_, ec);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

 private:
  std::filesystem::path path_;
};

Diagnostic file_refusal(const std::string& path) {
  Diagnostics diagnostics;
  EXPECT_FALSE(read_yaml_file(path, diagnostics).has_value());
  const std::vector<Diagnostic> found = diagnostics.sorted();
  EXPECT_EQ(found.size(), 1U);
  return found.empty() ? Diagnostic{} : found.front();
}

TEST(Document, GivesValuesInTheOrderOfTheFileWithTheirPlaces) {
  const Read out = read("b: 1\na: [x, 'y z']\nc:\n  d: |\n    two\n    lines\n");
  ASSERT_TRUE(out.root);
  const Node& root = *out.root;
  ASSERT_EQ(root.kind, Node::Kind::kMapping);
  ASSERT_EQ(root.entries.size(), 3U);
  EXPECT_EQ(root.entries[0].first.text, "b");
  EXPECT_EQ(root.entries[0].first.mark, (Mark{1, 1}));
  EXPECT_EQ(root.entries[0].second.mark, (Mark{1, 4}));
  const Node* list = root.find("a");
  ASSERT_NE(list, nullptr);
  ASSERT_EQ(list->items.size(), 2U);
  EXPECT_EQ(list->items[1].scalar, "y z");
  EXPECT_TRUE(list->items[1].quoted);
  EXPECT_FALSE(list->items[0].quoted);
  EXPECT_EQ(list->items[1].mark, (Mark{2, 8}));
  ASSERT_NE(root.find("c"), nullptr);
  EXPECT_EQ(root.find("c")->find("d")->scalar, "two\nlines\n");
  EXPECT_EQ(root.find("no such key"), nullptr);
}

TEST(Document, CountsColumnsInCharactersNotBytes) {
  const Read out = read("name: [Zürich, Straße, x]\n");
  ASSERT_TRUE(out.root);
  EXPECT_EQ(out.root->find("name")->items[2].mark, (Mark{1, 24}));
}

TEST(Document, ReadsUtf16AndByteOrderMarksAndForeignLineEnds) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(read("\xEF\xBB\xBF"
                 "a: 1\r\nb: 2\r\n")
                .root->find("b")
                ->mark,
            (Mark{2, 4}));
  EXPECT_EQ(read("\xFF\xFE"
                 "a\0:\0 \0\xFC\0"sv)
                .root->find("a")
                ->scalar,
            "ü");
  EXPECT_EQ(read("\xFE\xFF"
                 "\0a\0:\0 \0\xFC"sv)
                .root->find("a")
                ->scalar,
            "ü");
  EXPECT_EQ(read("a: 1\rb: 2\r").root->find("b")->mark, (Mark{2, 4}));
}

TEST(Document, ExpandsAliasesAndPlacesThemWhereTheyAreUsed) {
  const Read out = read("a: &one [1, 2]\nb: *one\n");
  ASSERT_TRUE(out.root);
  EXPECT_EQ(out.root->find("b")->items.size(), 2U);
  EXPECT_EQ(out.root->find("b")->mark, (Mark{2, 4}));
}

TEST(Document, ReportsEveryKeyGivenTwiceAndReadsOnWithTheFirst) {
  const Read out = read("a: 1\nb: {c: 1, c: [2, {d: 3}]}\na: 3\ne: 4\n");
  ASSERT_TRUE(out.root);
  EXPECT_EQ(out.root->find("a")->scalar, "1");
  EXPECT_EQ(out.root->find("b")->find("c")->scalar, "1");
  EXPECT_EQ(out.root->find("e")->scalar, "4");
  EXPECT_EQ(out.root->entries.size(), 3U);
  ASSERT_EQ(out.found.size(), 2U);
  EXPECT_EQ(out.found[0].code, "FD1007");
  EXPECT_EQ(out.found[0].mark, (Mark{2, 11}));
  EXPECT_EQ(out.found[1].mark, (Mark{3, 1}));
  EXPECT_THAT(out.found[1].message, HasSubstr("line 1"));
}

TEST(Document, LocatesBrokenYaml) {
  const Diagnostic unclosed = refusal("a: [1, 2\nb: 3\n");
  EXPECT_EQ(unclosed.code, "FD1005");
  EXPECT_GE(unclosed.mark.line, 1);
  EXPECT_THAT(unclosed.message, HasSubstr("rest of the file was not looked at"));
  EXPECT_EQ(refusal("a: \"no end\n").code, "FD1005");
  EXPECT_EQ(refusal("a: *nobody\n").code, "FD1005");
  EXPECT_EQ(refusal("a: &x 'it''s\n").code, "FD1005");
  EXPECT_EQ(read("a: \"a \\\" b\"\n").root->find("a")->scalar, "a \" b");
}

TEST(Document, NamesTheTabThatIsUsedForIndentation) {
  const Diagnostic tab = refusal("a:\n  b: 1\n\tc: 2\n");
  EXPECT_EQ(tab.code, "FD1006");
  EXPECT_EQ(tab.mark, (Mark{3, 1}));
}

TEST(Document, RefusesWhatIsNotText) {
  using std::string_view_literals::operator""sv;
  const Diagnostic binary = refusal(
      "a: 1\n\x7F"
      "ELF\x02\0\0"sv);
  EXPECT_EQ(binary.code, "FD1000");
  EXPECT_EQ(binary.mark, (Mark{2, 1}));
  EXPECT_EQ(refusal("a: \xC3(\n").mark, (Mark{1, 4}));
  EXPECT_EQ(refusal("\xFF\xFE"
                    "abc")
                .code,
            "FD1000");
  EXPECT_EQ(refusal("a: \xED\xA0\x80\n").code, "FD1000") << "a surrogate in UTF-8";
  EXPECT_EQ(refusal("a: \x04 b: 2\n").code, "FD1000") << "the end mark of the YAML library";
}

TEST(Document, RefusesNestingThatHasNoPurpose) {
  std::string at_bound;
  for (int i = 0; i < 64; ++i) at_bound += '[';
  for (int i = 0; i < 64; ++i) at_bound += ']';
  EXPECT_TRUE(read(at_bound).root);
  const Diagnostic deep = refusal("[" + at_bound + "]");
  EXPECT_EQ(deep.code, "FD1008");
  EXPECT_EQ(deep.mark, (Mark{1, 65}));
  EXPECT_EQ(refusal(std::string(100'000, '[')).code, "FD1008");
  EXPECT_EQ(refusal(std::string(100'000, '{')).code, "FD1008");
}

TEST(Document, RefusesAliasesThatMultiply) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string name = "a" + std::to_string(i);
    bomb += name + ": &" + name + " [";
    for (int j = 0; j < 9; ++j) bomb += (j > 0 ? ", *a" : "*a") + std::to_string(i - 1);
    bomb += "]\n";
  }
  EXPECT_EQ(refusal(bomb).code, "FD1008");
  EXPECT_EQ(refusal("a: &x [*x]\n").code, "FD1009");
  EXPECT_EQ(refusal("- " + std::string(200'001, ',')).code, "FD1005");
  std::string many = "[";
  for (int i = 0; i < 100'001; ++i) many += "1,";
  EXPECT_EQ(refusal(many + "]").code, "FD1008");
}

TEST(Document, RefusesYamlThatNobodyNeedsHere) {
  EXPECT_EQ(refusal("").code, "FD1009");
  EXPECT_EQ(refusal("# only a comment\n").code, "FD1009");
  EXPECT_EQ(refusal("a: 1\n---\nb: 2\n").code, "FD1009");
  EXPECT_EQ(refusal("? [a, b]\n: 1\n").code, "FD1009");
  EXPECT_EQ(refusal("a: !!binary aGVsbG8=\n").code, "FD1009");
  EXPECT_EQ(refusal(": 1\n").code, "FD1009");
}

TEST(Document, SaysWhyAFileCannotBeRead) {
  const ScratchFolder folder;
  folder.write("pair.yaml", "a: 1\n");
  const Diagnostic missing = file_refusal(folder.file("pare.yaml"));
  EXPECT_EQ(missing.code, "FD1001");
  EXPECT_THAT(missing.message, HasSubstr("pair.yaml\"?"));
  EXPECT_EQ(file_refusal(folder.file("")).code, "FD1002") << "a folder";
  EXPECT_EQ(file_refusal("/dev/null").code, "FD1002") << "not a regular file";
  EXPECT_EQ(file_refusal(folder.file("pair.yaml/under")).code, "FD1001");
  EXPECT_EQ(file_refusal("").code, "FD1001");
}

TEST(Document, RefusesHugeFiles) {
  const ScratchFolder folder;
  folder.write("zeros.yaml", std::string(10 << 20, '\0'));
  EXPECT_EQ(file_refusal(folder.file("zeros.yaml")).code, "FD1000");
  folder.write("brackets.yaml", std::string(10 << 20, '['));
  EXPECT_EQ(file_refusal(folder.file("brackets.yaml")).code, "FD1008");
  std::string noise;
  for (std::uint32_t i = 0, x = 1; i < (10U << 20U); ++i) {
    x = x * 1664525U + 1013904223U;
    noise.push_back(static_cast<char>(' ' + ((x >> 16U) % 95U)));
  }
  folder.write("noise.yaml", noise);
  EXPECT_EQ(file_refusal(folder.file("noise.yaml")).code.substr(0, 5), "FD100");
  folder.write("large.yaml", std::string((16 << 20) + 1, ' '));
  EXPECT_EQ(file_refusal(folder.file("large.yaml")).code, "FD1003");
}

RC_GTEST_PROP(DocumentProperty, AnyBytesAreReadOrRefusedWithAReason, (const std::string& bytes)) {
  const Read out = read(bytes);
  RC_ASSERT(out.root.has_value() == out.found.empty());
}

RC_GTEST_PROP(DocumentProperty, YamlishTextIsReadOrRefusedWithAReason, ()) {
  const auto text = *rc::gen::container<std::string>(
      rc::gen::element('a', ':', ' ', '\n', '-', '[', ']', '{', '}', ',', '&', '*', '!', '?', '|',
                       '>', '\'', '"', '#', '\t', '%', '1', '~', '<'));
  const Read out = read(text);
  RC_ASSERT(out.root.has_value() == out.found.empty());
}

TEST(DurationText, ReadsWhatPeopleWrite) {
  EXPECT_EQ(parse_duration_ms("90s"), 90'000);
  EXPECT_EQ(parse_duration_ms("12m"), 720'000);
  EXPECT_EQ(parse_duration_ms("6h"), 21'600'000);
  EXPECT_EQ(parse_duration_ms("2h30m"), 9'000'000);
  EXPECT_EQ(parse_duration_ms("1d"), 86'400'000);
  EXPECT_EQ(parse_duration_ms("500ms"), 500);
  EXPECT_EQ(parse_duration_ms("1d2h3m4s5ms"), 93'784'005);
  EXPECT_EQ(parse_duration_ms("0s"), 0);
  EXPECT_EQ(parse_duration_ms("00:30:00"), 1'800'000);
  EXPECT_EQ(parse_duration_ms("36:00:01.250"), 129'601'250);
}

TEST(DurationText, RefusesWhatCouldBeMisread) {
  for (const std::string_view text :
       {"", "12", "12 parsecs", "12 m", "-5m", "1.5h", "m", "30m2h", "5m5m", "10:00", "00:61:00",
        "00:00:00.5", "1:2:3", "9999999999d", "10:00:00 ", "::", "1h:00:00"}) {
    EXPECT_FALSE(parse_duration_ms(text)) << text;
  }
}

}  // namespace
}  // namespace firedrill
