// What commands warn of, as the timeline tells it.
#include "sim/run/answer_text.hpp"

#include <gmock/gmock.h>

#include "sim/run/drill_for_tests.hpp"

namespace firedrill {
namespace {

using testing::ElementsAre;

constexpr char kRoute[] =
    "duration: 1h\nprocedure:\n"
    "  - Set-CsSite -Identity SiteB -XmppFederationRoute EdgeServer:edgeb.contoso.com\n";

TEST(Warnings, OfAnotherRouteForXmppNameTheSiteAndSayWhatIsToBeDone) {
  EXPECT_THAT(DrillForTests(kRoute, "fx-large.yaml").told("warning: "),
              ElementsAre("SiteA still names edgea for XMPP; nothing is to be done, since of all "
                          "routes the one set last counts"));
  const std::string own = "parameters: {xmppEffective: ownSite}\n";
  EXPECT_THAT(
      DrillForTests(own + kRoute, "fx-large.yaml").told("warning: "),
      ElementsAre("SiteA still names edgea for XMPP; a site goes by its own route, where it "
                  "has one"));
}

TEST(Warnings, OfNoWaitThatIsIgnoredSayHowLongTheCommandWaits) {
  EXPECT_THAT(
      DrillForTests("duration: 1h\nprocedure:\n"
                    "  - Start-CsWindowsService -ComputerName edgeb1.contoso.com -NoWait\n",
                    "fx-large.yaml")
          .told("warning: "),
      ElementsAre("-NoWait of a start is ignored here: it is modelled only for a Front End's "
                  "Registrar, so this command waits until the services run (10m 00s)"));
}

}  // namespace
}  // namespace firedrill
