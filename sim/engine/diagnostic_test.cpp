#include "firedrill/diagnostic.hpp"

#include <gtest/gtest.h>

namespace firedrill {
namespace {

TEST(FormatDiagnostic, GivesPlaceSeverityCodeMessageAndRule) {
  EXPECT_EQ(format_diagnostic({Severity::kError, "FD1004", "TOP-03", "a.yaml", {3, 7}, "no pool"}),
            "a.yaml:3:7: error FD1004: no pool (TOP-03)");
  EXPECT_EQ(format_diagnostic({Severity::kAdvice, "FD1", "", "a.yaml", {3, 7}, "better"}),
            "a.yaml:3:7: advice FD1: better");
}

TEST(FormatDiagnostic, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(format_diagnostic({Severity::kWarning, "FD2", "", "a.yaml", {4, 0}, "odd"}),
            "a.yaml:4: warning FD2: odd");
  EXPECT_EQ(format_diagnostic({Severity::kError, "FD2", "", "a.yaml", {}, "unreadable"}),
            "a.yaml: error FD2: unreadable");
  EXPECT_EQ(format_diagnostic({Severity::kError, "FD2", "", "", {}, "unreadable"}),
            "error FD2: unreadable");
}

TEST(NearestName, FindsSlipsOfOneKind) {
  const std::vector<std::string> names = {"duration", "topology", "procedure", "faults"};
  EXPECT_EQ(nearest_name("duratoin", names), "duration");
  EXPECT_EQ(nearest_name("toplogy", names), "topology");
  EXPECT_EQ(nearest_name("proceedure", names), "procedure");
  EXPECT_EQ(nearest_name("fautls", names), "faults");
  EXPECT_EQ(nearest_name("gaults", names), "faults");
}

TEST(NearestName, IgnoresCase) {
  EXPECT_EQ(
      nearest_name("INVOKE-CSPOOLFAILOVR", {"Invoke-CsPoolFailOver", "Invoke-CsPoolFailBack"}),
      "Invoke-CsPoolFailOver");
}

TEST(NearestName, StaysSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest_name("weather", {"duration", "topology"}), "");
  EXPECT_EQ(nearest_name("", {"a"}), "");
  EXPECT_EQ(nearest_name("x", {"y"}), "");
  EXPECT_EQ(nearest_name("pool", {}), "");
}

TEST(NearestName, PrefersTheAlphabetAmongEquals) {
  EXPECT_EQ(nearest_name("poolc", {"poolb", "poola"}), "poola");
}

TEST(Diagnostics, SortsByPlaceAndDropsRepeats) {
  Diagnostics diagnostics;
  diagnostics.warning("FD2", "b.yaml", {1, 1}, "later file");
  diagnostics.error("FD1", "a.yaml", {2, 1}, "second");
  diagnostics.error("FD1", "a.yaml", {1, 5}, "first");
  diagnostics.error("FD1", "a.yaml", {2, 1}, "second");
  const std::vector<Diagnostic> sorted = diagnostics.sorted();
  ASSERT_EQ(sorted.size(), 3U);
  EXPECT_EQ(sorted[0].message, "first");
  EXPECT_EQ(sorted[1].message, "second");
  EXPECT_EQ(sorted[2].message, "later file");
  EXPECT_TRUE(diagnostics.has_errors());
}

}  // namespace
}  // namespace firedrill
