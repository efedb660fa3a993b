// What must hold of the table as a whole.
#include "sim/cmdlets/table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/cmdlets/aliases.hpp"
#include "sim/cmdlets/parameter_names.hpp"
#include "sim/cmdlets/parameter_sets.hpp"
#include "sim/cmdlets/spelling.hpp"

namespace firedrill {
namespace {

using ::testing::HasSubstr;

TEST(CmdletTable, IsSortedAndHasEveryNameOnce) {
  const auto table = cmdlet_table();
  ASSERT_GT(table.size(), 100U);
  for (std::size_t i = 1; i < table.size(); ++i) {
    EXPECT_TRUE(compare_names(table[i - 1].name, table[i].name) < 0) << table[i].name;
  }
}

TEST(CmdletTable, IsFoundByNameAndAliasInAnyLetterCase) {
  for (const char* name : {"Invoke-CsPoolFailover", "INVOKE-CSPOOLFAILOVER"}) {
    const int position = find_cmdlet(name);
    ASSERT_GE(position, 0);
    EXPECT_EQ(cmdlet_table()[static_cast<std::size_t>(position)].name, "Invoke-CsPoolFailOver");
  }
  EXPECT_GE(find_cmdlet("bootstrapper.exe"), 0);
  EXPECT_EQ(find_cmdlet("bootstrapper.exe"), find_cmdlet("Bootstrapper"));
  EXPECT_EQ(find_cmdlet("Invoke-CsPool"), -1);
}

TEST(CmdletTable, EveryEntryIsWellFormed) {
  for (const CmdletDefinition& cmdlet : cmdlet_table()) {
    EXPECT_FALSE(cmdlet.rule.empty()) << cmdlet.name;
    EXPECT_FALSE(cmdlet.writes_configuration && cmdlet.reads_only) << cmdlet.name;
    EXPECT_LT(cmdlet.parameters.size(), 255U);
    std::set<std::string> names;
    for (const ParameterDefinition& parameter : cmdlet.parameters) {
      EXPECT_TRUE(names.insert(lower(parameter.name)).second) << cmdlet.name << parameter.name;
      EXPECT_EQ(parameter.kind == ValueKind::kEnumeration, !parameter.values.empty());
      EXPECT_LE(parameter.minimum, parameter.maximum);
      EXPECT_EQ(parameter.maximum != 0, !parameter.range_rule.empty()) << parameter.name;
    }
  }
}

TEST(CmdletTable, EveryModelledReadHasAnEffect) {
  for (const CmdletDefinition& cmdlet : cmdlet_table()) {
    if (!cmdlet.reads_only || !cmdlet.not_modelled.empty()) continue;
    EXPECT_NE(cmdlet.effect, nullptr) << cmdlet.name;
  }
}

TEST(CmdletTable, NamesWhatIsNotModelledAndWhy) {
  for (const char* name :
       {"Import-CsRgsConfiguration", "Export-CsUserData", "Set-CsCallParkOrbit",
        "Set-CsPersistentChatState", "Enable-CsReplica", "Get-CsPoolUpgradeReadinessState",
        "Remove-CsUserStoreBackupData", "Set-CsUser"}) {
    const int position = find_cmdlet(name);
    ASSERT_GE(position, 0) << name;
    EXPECT_THAT(std::string(cmdlet_table()[static_cast<std::size_t>(position)].not_modelled),
                HasSubstr("model"))
        << name;
  }
}

TEST(CmdletTable, RulesOverParametersNameParameters) {
  for (const ParameterSetRule& rule : parameter_set_rules()) {
    const int position = find_cmdlet(rule.cmdlet);
    ASSERT_GE(position, 0) << rule.cmdlet;
    const auto& cmdlet = cmdlet_table()[static_cast<std::size_t>(position)];
    const std::string first(rule.names.substr(0, rule.names.find(' ')));
    EXPECT_GE(position_of_parameter(cmdlet, first), 0) << first;
    if (rule.kind == ParameterSetRule::Kind::kOnlyWhen ||
        rule.kind == ParameterSetRule::Kind::kWhenNeeds) {
      continue;
    }
    std::string_view rest = rule.names;
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      EXPECT_GE(position_of_parameter(cmdlet, rest.substr(0, blank)), 0) << rest;
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  for (const DocumentedOmission& omission : documented_omissions()) {
    const auto& cmdlet = cmdlet_table()[static_cast<std::size_t>(find_cmdlet(omission.cmdlet))];
    EXPECT_GE(position_of_parameter(cmdlet, omission.missing), 0) << omission.missing;
  }
}

TEST(ErrorNames, GoThereAndBack) {
  EXPECT_EQ(error_name(ErrorCode::kOk), "ok");
  EXPECT_EQ(error_name(ErrorCode::kNextHop), "E_NEXT_HOP");
  EXPECT_EQ(error_name(ErrorCode::kUserNoPool), "E_USER_NO_POOL");
  for (int i = 1; i <= static_cast<int>(ErrorCode::kNotModelled); ++i) {
    const auto code = static_cast<ErrorCode>(i);
    EXPECT_EQ(error_from_name(lower(error_name(code))), code) << error_name(code);
  }
  EXPECT_EQ(error_from_name("E_NOTHING"), ErrorCode::kOk);
}

}  // namespace
}  // namespace firedrill
