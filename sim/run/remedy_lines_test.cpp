// The line that is told below a refusal: which it is. That following it leads to the end is tested
// with remedy_test.
#include <gmock/gmock.h>

#include "sim/run/drill_for_tests.hpp"

namespace firedrill {
namespace {

constexpr char kLost[] = "duration: 2h\nfaults: [at 10m site Datacenter1 is lost]\nprocedure:\n";

TEST(Remedy, OfAPoolWhoseStoreIsLostIsTheForcedFailoverToTheLiveCopy) {
  const DrillForTests drill(
      std::string(kLost) +
      "  - wait 20m\n  - Invoke-CsPoolFailover -PoolFqdn pool1 -DisasterMode\n");
  EXPECT_THAT(drill.first_lines(),
              testing::ElementsAre("Invoke-CsManagementServerFailover -BackupSqlServerFqdn "
                                   "be2a.contoso.com -BackupSqlInstanceName rtc -Force"));
}

TEST(Remedy, OfAPoolThatIsANextHopNamesTheEdgePoolAndThePartner) {
  const DrillForTests drill(
      "duration: 2h\nprocedure:\n  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
      "  - Invoke-CsManagementServerFailover\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1\n");
  EXPECT_THAT(drill.first_lines(),
              testing::ElementsAre("Invoke-CsManagementServerFailover",
                                   "Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com "
                                   "-Registrar Registrar:pool2.contoso.com"));
}

TEST(Remedy, OfACrossFailoverIsTheFailbackOfThePartner) {
  const DrillForTests drill(
      "duration: 3h\nprocedure:\n  - Invoke-CsManagementServerFailover\n"
      "  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n  - Invoke-CsPoolFailover -PoolFqdn pool1\n"
      "  - Invoke-CsManagementServerFailover\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge2.contoso.com -Registrar "
      "Registrar:pool1.contoso.com\n  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com "
      "-Registrar Registrar:pool1.contoso.com\n  - Invoke-CsPoolFailover -PoolFqdn pool2\n");
  EXPECT_THAT(drill.first_lines(),
              testing::Contains("Invoke-CsPoolFailback -PoolFqdn pool1.contoso.com"));
}

}  // namespace
}  // namespace firedrill
