// The figures of a run where they are not simply counted: the age of what never reached the backup
// pool, at the moment of the disaster.
#include "sim/run/measures.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace firedrill {
namespace {

Figures figures_of(const std::string& lines) {
  std::ifstream file(FIREDRILL_SOURCE_DIR "/scenarios/topologies/pair.yaml");
  std::stringstream topology;
  topology << file.rdbuf();
  Diagnostics diagnostics;
  const auto scenario = read_scenario_text("firedrill: 1\ntopology: pair.yaml\n" + lines,
                                           "drill.yaml", topology.str(), {}, diagnostics);
  EXPECT_TRUE(scenario);
  World world;
  build_world(*scenario, world);
  Simulation simulation(world, {});
  Measures measures(simulation);
  simulation.listen(&measures);
  simulation.run();
  return measures.figures();
}

TEST(Measures, TheAgeOfALostChangeCountsFromTheLossOfItsPoolAndNoLaterFault) {
  const std::string drill =
      "duration: 3h\nload: {contact changes per user per day: 300}\n"
      "procedure:\n"
      "  - wait 40m\n"
      "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2a.contoso.com "
      "-BackupSqlInstanceName rtc -Force\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2.contoso.com\n"
      "  - Invoke-CsPoolFailover -PoolFqdn pool1.contoso.com -DisasterMode\n"
      "faults:\n  - 30m pool pool1 is lost\n";
  const LossFigures alone = figures_of(drill).loss;
  ASSERT_GT(alone.stranded, 0U);
  EXPECT_LE(alone.oldest_age_ms, 130'000);  // an interval and a cycle
  const LossFigures with_another = figures_of(drill + "  - 50m edge pool edge1 is lost\n").loss;
  EXPECT_EQ(with_another.stranded, alone.stranded);
  EXPECT_EQ(with_another.oldest_age_ms, alone.oldest_age_ms);
}

}  // namespace
}  // namespace firedrill
