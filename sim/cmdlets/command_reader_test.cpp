// The single-line reader: what it takes apart, what it keeps as typed, and where exactly it says
// that a construct is not read.
#include "sim/cmdlets/command_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace firedrill {
namespace {

using ::testing::HasSubstr;

constexpr Mark kStart{7, 11};

struct Reading {
  std::optional<Command> command;
  std::vector<Diagnostic> findings;
};

Reading read(std::string_view line) {
  Diagnostics diagnostics;
  Reading out;
  out.command = read_command_line(line, "drill.yaml", kStart, diagnostics);
  out.findings = diagnostics.sorted();
  return out;
}

/// Expects one error of that code at the character `offset` of the line.
void expect_error(std::string_view line, const std::string& code, int offset,
                  const std::string& words) {
  const Reading reading = read(line);
  EXPECT_FALSE(reading.command.has_value()) << line;
  ASSERT_EQ(reading.findings.size(), 1U) << line;
  EXPECT_EQ(reading.findings[0].code, code) << line;
  EXPECT_EQ(reading.findings[0].severity, Severity::kError);
  EXPECT_EQ(reading.findings[0].file, "drill.yaml");
  EXPECT_EQ(reading.findings[0].mark, (Mark{kStart.line, kStart.column + offset})) << line;
  EXPECT_THAT(reading.findings[0].message, HasSubstr(words)) << line;
}

TEST(CommandReader, TakesNameParametersAndSwitchesApart) {
  const Reading reading = read("Invoke-CsPoolFailover -PoolFQDN pool1.example.net -DisasterMode");
  ASSERT_TRUE(reading.command);
  EXPECT_TRUE(reading.findings.empty());
  const Command& command = *reading.command;
  EXPECT_EQ(command.name, "Invoke-CsPoolFailover");
  EXPECT_EQ(command.mark, kStart);
  EXPECT_EQ(command.text, "Invoke-CsPoolFailover -PoolFQDN pool1.example.net -DisasterMode");
  ASSERT_EQ(command.parameters.size(), 2U);
  EXPECT_EQ(command.parameters[0].name, "PoolFQDN");
  EXPECT_EQ(command.parameters[0].value, "pool1.example.net");
  EXPECT_TRUE(command.parameters[0].has_value);
  EXPECT_EQ(command.parameters[0].mark, (Mark{7, 11 + 22}));
  EXPECT_EQ(command.parameters[1].name, "DisasterMode");
  EXPECT_FALSE(command.parameters[1].has_value);
}

TEST(CommandReader, ReadsColonsAndTruthValues) {
  const Reading reading = read("X-Y -Confirm:$false -Enable $TRUE -Name: n");
  ASSERT_TRUE(reading.command);
  ASSERT_EQ(reading.command->parameters.size(), 3U);
  EXPECT_EQ(reading.command->parameters[0].name, "Confirm");
  EXPECT_EQ(reading.command->parameters[0].value, "$false");
  EXPECT_EQ(reading.command->parameters[1].value, "$TRUE");
  EXPECT_EQ(reading.command->parameters[2].value, "n");
}

TEST(CommandReader, RemovesQuotesAndKeepsWhatTheyHold) {
  const Reading reading =
      read("X-Y 'it''s' \"a `\"b`\" c\" \"say \"\"so\"\"\" \u201ccurly\u201d \u2018one\u2019 '$x'");
  ASSERT_TRUE(reading.command);
  std::vector<std::string> values;
  for (const CommandParameter& argument : reading.command->positional) {
    values.push_back(argument.value);
  }
  EXPECT_EQ(values,
            (std::vector<std::string>{"it's", "a \"b\" c", "say \"so\"", "curly", "one", "$x"}));
}

TEST(CommandReader, KeepsAnEmptyStringAsAValue) {
  const Reading reading = read("X-Y -Name ''");
  ASSERT_TRUE(reading.command);
  EXPECT_TRUE(reading.command->parameters[0].has_value);
  EXPECT_EQ(reading.command->parameters[0].value, "");
}

TEST(CommandReader, ReadsBackticksInBareWords) {
  const Reading reading = read("X-Y -Path a` b`;c");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->parameters[0].value, "a b;c");
}

TEST(CommandReader, KeepsScriptBlocksAsText) {
  const Reading reading =
      read("Get-CsUser -Filter{RegistrarPool -eq \"pool1 }.example.net\" } -ResultSize 5");
  ASSERT_TRUE(reading.command);
  ASSERT_EQ(reading.command->parameters.size(), 2U);
  EXPECT_EQ(reading.command->parameters[0].name, "Filter");
  EXPECT_EQ(reading.command->parameters[0].value, "{RegistrarPool -eq \"pool1 }.example.net\" }");
  EXPECT_EQ(reading.command->parameters[1].value, "5");
}

TEST(CommandReader, JoinsLists) {
  const Reading reading = read("X-Y -ExcludeDatabaseList a, 'b c' ,d e");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->parameters[0].value, "a,b c,d");
  ASSERT_EQ(reading.command->positional.size(), 1U);
  EXPECT_EQ(reading.command->positional[0].value, "e");
}

TEST(CommandReader, TakesANegativeNumberForAValue) {
  const Reading reading = read("X-Y -Count -5");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->parameters[0].value, "-5");
}

TEST(CommandReader, AcceptsTypographicDashesBeforeParametersAndSaysSo) {
  const Reading reading = read("X-Y \u2013Pool a \u2014Force \u2015Verbose");
  ASSERT_TRUE(reading.command);
  ASSERT_EQ(reading.command->parameters.size(), 3U);
  EXPECT_EQ(reading.command->parameters[0].name, "Pool");
  EXPECT_EQ(reading.command->parameters[2].name, "Verbose");
  ASSERT_EQ(reading.findings.size(), 3U);
  for (const Diagnostic& finding : reading.findings) {
    EXPECT_EQ(finding.code, "FD1039");
    EXPECT_EQ(finding.severity, Severity::kWarning);
  }
  // A dash of three bytes is one column.
  EXPECT_EQ(reading.findings[0].mark, (Mark{7, 11 + 4}));
  EXPECT_EQ(reading.findings[1].mark, (Mark{7, 11 + 12}));
  EXPECT_EQ(reading.findings[2].mark, (Mark{7, 11 + 19}));
}

TEST(CommandReader, Trap08_KeepsADashInACommandNameAsTyped) {
  const Reading reading = read("Invoke\u2013CsPoolFailback -PoolFqdn p");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->name, "Invoke\u2013CsPoolFailback");
  EXPECT_TRUE(reading.findings.empty());
  EXPECT_EQ(reading.command->parameters[0].mark, (Mark{7, 11 + 22}));
}

TEST(CommandReader, Trap08_KeepsABlankInACommandNameAsTyped) {
  const Reading reading = read("Uninstall -CsMirrorDatabase -DatabaseType User");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->name, "Uninstall");
  ASSERT_EQ(reading.command->parameters.size(), 2U);
  EXPECT_EQ(reading.command->parameters[0].name, "CsMirrorDatabase");
  EXPECT_FALSE(reading.command->parameters[0].has_value);
}

TEST(CommandReader, SkipsBlanksIncludingThoseCopiedFromAPage) {
  const Reading reading = read("  X-Y\u00a0-Pool \t p\r\n");
  ASSERT_TRUE(reading.command);
  EXPECT_EQ(reading.command->mark, (Mark{7, 13}));
  EXPECT_EQ(reading.command->parameters[0].value, "p");
}

TEST(CommandReader, NamesTheConstructsThatItDoesNotRead) {
  expect_error("Get-CsPool | Invoke-CsPoolFailOver", "FD1030", 11, "pipeline");
  expect_error("X-Y -Pool $pool", "FD1031", 10, "variable $pool");
  expect_error("X-Y -Pool \"at $pool\"", "FD1031", 14, "variable $pool");
  expect_error("$x = 1", "FD1031", 0, "variable $x");
  expect_error("X-Y -A b; X-Z", "FD1032", 8, "second command");
  expect_error("X-Y && X-Z", "FD1032", 4, "second command");
  expect_error("X-Y > out.txt", "FD1033", 4, "redirection");
  expect_error("X-Y # why", "FD1034", 4, "comment");
  expect_error("# why", "FD1034", 0, "comment");
  expect_error("X-Y -A (Get-CsPool)", "FD1036", 7, "expression");
  expect_error("X-Y -A $(Get-CsPool)", "FD1036", 7, "expression");
  expect_error("X-Y -A @{Add='x'}", "FD1036", 7, "expression");
  expect_error("& X-Y", "FD1036", 0, "call operator");
  expect_error("'X-Y' -A", "FD1036", 0, "without quotes");
  expect_error("X-Y -A b `", "FD1036", 9, "backtick");
}

TEST(CommandReader, NamesUnbalancedQuotesAndBraces) {
  expect_error("X-Y -A 'b", "FD1035", 7, "quote");
  expect_error("X-Y -Owner \"service:ApplicationServer\"primary.contoso.com\"", "FD1035", 57,
               "quote");
  expect_error("X-Y -F {a {b}", "FD1035", 7, "brace");
  expect_error("X-Y -F {a 'b}", "FD1035", 10, "quote");
  expect_error("X-Y }", "FD1035", 4, "brace");
}

TEST(CommandReader, NamesNotationOfTheDocumentation) {
  expect_error("X-Y -PoolFqdn <Pool1 FQDN>", "FD1037", 14, "<Pool1 FQDN>");
  expect_error("X-Y [-Force]", "FD1037", 4, "square brackets");
}

TEST(CommandReader, NamesDashesAndCommasThatBelongToNothing) {
  expect_error("X-Y - BackupSqlInstanceName rtc", "FD1038", 4, "dash stands alone");
  expect_error("Update-CsUserData -FileName x -", "FD1038", 30, "dash stands alone");
  expect_error("X-Y -List a,", "FD1038", 11, "comma");
  expect_error("X-Y , a", "FD1038", 4, "comma");
  expect_error("X-Y -A:", "FD1038", 4, "colon");
  expect_error("   ", "FD1038", 3, "no command");
  expect_error("-Pool x", "FD1038", 0, "begins with its name");
}

// Whatever stands on a line, it is either read without an error or not read with at least one, at a
// place on that line.
RC_GTEST_PROP(CommandReader, AnyLineIsReadOrHasALocatedError, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "X-Y", "a", " ", "-", "-P", "\u2013", ":", ",", "'", "\"", "\u201c", "`", "$", "$true", "$x",
      "{", "}", "(", ")", "|", ";", "<", ">", "#", "@", "[", "&", "\\", "\u00a0", "9", "="));
  std::string line;
  for (const std::string& piece : pieces) line += piece;
  const Reading reading = read(line);
  int errors = 0;
  for (const Diagnostic& finding : reading.findings) {
    errors += finding.severity == Severity::kError ? 1 : 0;
    RC_ASSERT(finding.mark.line == kStart.line);
    RC_ASSERT(finding.mark.column >= kStart.column);
    RC_ASSERT(finding.mark.column <= kStart.column + static_cast<int>(line.size()));
  }
  RC_ASSERT(reading.command.has_value() == (errors == 0));
}

}  // namespace
}  // namespace firedrill
