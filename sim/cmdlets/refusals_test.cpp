// The table of refusals against the sources: every pair that a precondition, an effect or the model
// can answer with is a row, and no row is left over.
#include "sim/cmdlets/refusals.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sim/cmdlets/table.hpp"

namespace firedrill {
namespace {

/// "error name, rule" wherever a source pairs an ErrorCode with a rule in quotes. Codes whose rule
/// is a parameter of a function are not seen; the test lists those functions' callers itself.
std::set<std::string> pairs_in_sources() {
  std::set<std::string> out;
  const std::regex pair("ErrorCode::k(\\w+),\\s*\"((?:INV|CMD|FLT|TOP|MA|TRAP|PRC)-\\w+)\"");
  for (const char* room : {"cmdlets", "model"}) {
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(FIREDRILL_SOURCE_DIR) + "/sim/" + room)) {
      const std::string name = file.path().filename().string();
      if (!name.ends_with(".cpp") || name.ends_with("_test.cpp")) continue;
      if (name == "aliases.cpp" || name == "values.cpp" || name == "binder.cpp") continue;
      std::ifstream in(file.path());
      std::stringstream text;
      text << in.rdbuf();
      const std::string all = text.str();
      for (std::sregex_iterator at(all.begin(), all.end(), pair), end; at != end; ++at) {
        if ((*at)[1] != "Ok") out.insert((*at)[1].str() + " " + (*at)[2].str());
      }
    }
  }
  return out;
}

std::string key_of(std::string_view code, std::string_view rule) {
  // "E_NO_BACKUP_POOL" as the sources write it: "NoBackupPool".
  std::string out;
  bool upper = true;
  for (const char c : code.substr(2)) {
    if (c == '_') {
      upper = true;
      continue;
    }
    out += upper ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    upper = false;
  }
  return out + " " + std::string(rule);
}

TEST(Refusals, EveryPairInTheSourcesIsARow) {
  std::set<std::string> rows;
  for (const KnownRefusal& row : known_refusals()) {
    rows.insert(key_of(error_name(row.code), row.rule));
  }
  const std::set<std::string> found = pairs_in_sources();
  EXPECT_GT(found.size(), 60U);
  for (const std::string& pair : found) EXPECT_TRUE(rows.contains(pair)) << pair;
}

TEST(Refusals, EveryRowIsSaidByACmdletOfTheTable) {
  for (const KnownRefusal& row : known_refusals()) {
    bool said = false;
    for (const CmdletDefinition& cmdlet : cmdlet_table()) said = said || can_refuse(cmdlet, row);
    EXPECT_TRUE(said) << error_name(row.code) << ' ' << row.rule;
  }
}

TEST(Refusals, ARowIsFoundByItsCodeAndRule) {
  const int at = find_refusal(ErrorCode::kNextHop, "INV-05");
  ASSERT_GE(at, 0);
  EXPECT_EQ(known_refusals()[static_cast<std::size_t>(at)].cmdlets, "Invoke-CsPoolFailOver");
  EXPECT_EQ(find_refusal(ErrorCode::kNextHop, "INV-06"), -1);
}

}  // namespace
}  // namespace firedrill
