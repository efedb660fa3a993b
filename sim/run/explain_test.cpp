// Behind a broken rule stands the step or the fault that broke it, not what merely lies beside the
// fields that decided it.
#include "sim/run/explain.hpp"

#include <gmock/gmock.h>

#include "sim/run/drill_for_tests.hpp"

namespace firedrill {
namespace {

using testing::HasSubstr;
using testing::Not;

/// The chains behind the first violation of a shipped scenario.
std::string behind(const std::string& name) {
  return ExplainedRun(planted(name)).book.behind_violation(1).text;
}

TEST(BehindAViolation, StandsTheStepThatSetTheRouteAndTheRecordThatItLeftBehind) {
  const std::string text = behind("dns-at-the-edge-being-left");
  EXPECT_THAT(text, HasSubstr("  because step 10  Set-CsSite -Identity Datacenter1 "));
  EXPECT_THAT(text, HasSubstr("  because step 5  external dns: xmpp.contoso.com A edge2  done"));
  EXPECT_THAT(text, Not(HasSubstr("for XMPP"))) << "servers that learn of a route did not set it";
}

TEST(BehindAViolation, StandsTheLostEdgePoolWhereTheRouteWasLeftAsItWas) {
  for (const char* name : {"old-xmpp-route-never-cleared", "enable-forgotten"}) {
    EXPECT_THAT(behind(name), HasSubstr("  because Edge pool edge1 lost at 00:10:00")) << name;
  }
}

TEST(BehindAViolation, StandsTheStepThatMovedTheRouteWhileServicesRan) {
  EXPECT_THAT(behind("xmpp-route-with-services-running"),
              HasSubstr("  because step 4  Set-CsSite -Identity Datacenter2 "));
  EXPECT_THAT(behind("xmpp-route-after-a-refusal-elsewhere"),
              HasSubstr("  because step 5  Set-CsSite -Identity Datacenter2 "));
}

TEST(BehindAViolation, StandsTheStepThatEnabledASecondEdgePool) {
  EXPECT_THAT(behind("federation-on-two-edges"), HasSubstr("  because step "));
}

}  // namespace
}  // namespace firedrill
