// Every rule over topologies, from a pair that breaks none: each test makes one change and says
// exactly which rules it breaks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using Rules = std::set<std::string>;

std::string scenario_topology(const std::string& name) {
  return std::string(FIREDRILL_SOURCE_DIR) + "/scenarios/topologies/" + name;
}

Topology sound_pair() {
  Diagnostics diagnostics;
  std::optional<Topology> topology =
      read_topology_file(scenario_topology("pair.yaml"), {}, diagnostics);
  EXPECT_TRUE(topology.has_value());
  return topology.value_or(Topology{});
}

/// The sound pair as two Standard Edition servers.
Topology sound_standard_pair() {
  Diagnostics diagnostics;
  std::optional<Topology> topology = read_topology_text(R"(firedrill-topology: 1
sites: {A: , B: }
pools:
  se1: {site: A, edition: Standard, population: 2000, backup pool: se2}
  se2: {site: B, edition: Standard, population: 2000}
central management store: {active: se1}
)",
                                                        "standard.yaml", {}, diagnostics);
  EXPECT_TRUE(topology.has_value());
  EXPECT_TRUE(diagnostics.sorted().empty());
  return topology.value_or(Topology{});
}

Rules broken(const Topology& topology) {
  Diagnostics diagnostics;
  validate_topology(topology, diagnostics);
  Rules out;
  for (const Diagnostic& each : diagnostics.sorted()) {
    EXPECT_EQ(each.code, "FD12" + each.rule.substr(4));
    EXPECT_EQ(each.file, topology.file);
    EXPECT_FALSE(each.message.empty());
    out.insert(each.rule);
  }
  return out;
}

Rules after(const std::function<void(Topology&)>& change) {
  Topology topology = sound_pair();
  change(topology);
  return broken(topology);
}

Severity severity_of(const std::string& rule, const Topology& topology) {
  Diagnostics diagnostics;
  validate_topology(topology, diagnostics);
  for (const Diagnostic& each : diagnostics.sorted()) {
    if (each.rule == rule) return each.severity;
  }
  ADD_FAILURE() << rule << " was not found";
  return Severity::kError;
}

void make_primary_local(Topology& t, std::size_t pool) {
  t.pools[pool].edition = Edition::kStandard;
  t.pools[pool].population = 2000;
  t.pools[pool].front_end_count = 1;
  BackEnd& back_end = t.back_ends[pool];
  back_end.ha = HaMode::kNone;
  back_end.mirror = back_end.witness = kNone;
  t.sql_instances[static_cast<std::size_t>(back_end.primary)].server_fqdn = t.pools[pool].fqdn;
}

TEST(Validate, TheReferencePairBreaksNoRule) {
  EXPECT_EQ(broken(sound_pair()), Rules{});
  EXPECT_EQ(broken(sound_standard_pair()), Rules{});
}

TEST(Validate, AnEmptyTopologyIsSurvived) {
  EXPECT_EQ(broken(Topology{}), Rules{"TOP-60"});
}

TEST(Validate, TheYardstickOfRecoveryTimesIsNoValidDeployment) {
  Diagnostics diagnostics;
  const auto topology = read_topology_file(scenario_topology("fx-rto.yaml"), {}, diagnostics);
  ASSERT_TRUE(topology.has_value());
  EXPECT_EQ(broken(*topology), (Rules{"TOP-11", "TOP-12", "TOP-38", "TOP-39"}));
  EXPECT_EQ(topology->pools[0].population + topology->pools[1].population, 200'000);
  EXPECT_EQ(topology->pools[0].active_users + topology->pools[1].active_users, 40'000);
}

TEST(Validate, Top01_PairingIsMutual) {
  EXPECT_EQ(after([](Topology& t) {
              t.pools[1].backup = kNone;
              t.cms = {1, kNone, {}};
            }),
            (Rules{"TOP-01", "TOP-65"}));
}

TEST(Validate, Top02_APoolThatIsPairedCannotBeChosenAgain) {
  EXPECT_EQ(after([](Topology& t) {
              Pool third = t.pools[0];
              third.fqdn = "pool3.contoso.com";
              third.back_end = kNone;
              t.pools.push_back(third);
            }),
            (Rules{"TOP-01", "TOP-02"}));
}

TEST(Validate, Top03_APoolIsNotItsOwnBackup) {
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].backup = 0;
              t.pools[1].backup = kNone;
            }),
            Rules{"TOP-03"});
}

TEST(Validate, Top04_MixedEditionsAreAWarning) {
  Topology t = sound_pair();
  make_primary_local(t, 1);
  EXPECT_EQ(broken(t), (Rules{"TOP-04", "TOP-07"}));
  EXPECT_EQ(severity_of("TOP-04", t), Severity::kWarning);
}

TEST(Validate, Top05_PhysicalPairsWithPhysical) {
  EXPECT_EQ(after([](Topology& t) { t.pools[1].form = PoolForm::kVirtual; }), Rules{"TOP-05"});
}

TEST(Validate, Top06_BothPoolsRunOneOperatingSystem) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].operating_system = "2008 R2"; }), Rules{});
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].operating_system = "2008 R2";
              t.pools[1].operating_system = "2012";
            }),
            Rules{"TOP-06"});
}

TEST(Validate, Top07_BothPoolsUseOneKindOfHighAvailability) {
  EXPECT_EQ(after([](Topology& t) {
              t.back_ends[1].ha = HaMode::kClustering;
              t.back_ends[1].mirror = t.back_ends[1].witness = kNone;
            }),
            Rules{"TOP-07"});
}

TEST(Validate, Top08_StandardEditionHasNoHighAvailability) {
  Topology t = sound_standard_pair();
  for (BackEnd& each : t.back_ends) each.ha = HaMode::kClustering;
  EXPECT_EQ(broken(t), Rules{"TOP-08"});
  EXPECT_EQ(severity_of("TOP-08", t), Severity::kError);
}

TEST(Validate, Top09_PairingWithinASiteIsAdvisedAgainstOnly) {
  Topology t = sound_standard_pair();
  t.pools[1].site = 0;
  for (SqlInstance& each : t.sql_instances) each.site = 0;
  for (FileStore& each : t.file_stores) each.site = 0;
  EXPECT_EQ(broken(t), Rules{"TOP-09"});
  EXPECT_EQ(severity_of("TOP-09", t), Severity::kAdvice);
}

TEST(Validate, Top10_WorldRegionsRaiseTheLoss) {
  EXPECT_EQ(after([](Topology& t) { t.wan_links[0].same_world_region = false; }), Rules{"TOP-10"});
}

TEST(Validate, Top11_EachPoolIsSizedForBoth) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].user_capacity = 39'999; }), Rules{"TOP-11"});
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].user_capacity = 0;  // three Front Ends carry 19,980 by the guideline
              t.pools[0].population = t.pools[1].population = 9'990;
            }),
            Rules{});
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].user_capacity = 0;
              t.pools[0].population = 9'991;
              t.pools[1].population = 9'990;
            }),
            Rules{"TOP-11"});
}

TEST(Validate, Top12_APairedPoolHas40000UsersAtMost) {
  const auto with = [](std::int32_t population) {
    return after([population](Topology& t) {
      for (Pool& each : t.pools) each.user_capacity = 1'000'000;
      t.pools[0].population = population;
    });
  };
  EXPECT_EQ(with(40'000), Rules{});
  EXPECT_EQ(with(40'001), Rules{"TOP-12"});
}

TEST(Validate, Top13_APairedStandardServerHas2500UsersAtMost) {
  Topology t = sound_standard_pair();
  t.pools[0].population = 2'500;
  EXPECT_EQ(broken(t), Rules{});
  t.pools[0].population = 2'501;
  EXPECT_EQ(broken(t), Rules{"TOP-13"});
}

TEST(Validate, Top16_VoiceResiliencyNeedsAResilientLink) {
  EXPECT_EQ(after([](Topology& t) { t.wan_links[0].resilient = false; }), Rules{"TOP-16"});
}

TEST(Validate, Top17_BackupTrafficIsProtectedByTheLink) {
  EXPECT_EQ(after([](Topology& t) { t.wan_links[0].secured = false; }), Rules{"TOP-17"});
}

TEST(Validate, Top18_ThePartnerHoldsTheStandby) {
  EXPECT_EQ(after([](Topology& t) { t.cms.standby = kNone; }), Rules{"TOP-18"});
}

TEST(Validate, Top21_LargeMeetingPoolsPairAlike) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].large_meetings = true; }), Rules{"TOP-21"});
}

TEST(Validate, Top22_APoolDoesNotSpanTwoSites) {
  EXPECT_EQ(after([](Topology& t) { t.sql_instances[1].site = 1; }), Rules{"TOP-22"});
  EXPECT_EQ(after([](Topology& t) { t.sql_instances[2].site = 1; }), Rules{})
      << "a witness may stand elsewhere";
}

TEST(Validate, Top23_PoolsOf2010AreNotPaired) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].lync_version = "2010"; }), Rules{"TOP-23"});
}

TEST(Validate, Top30_APoolHas1To12FrontEnds) {
  const auto with = [](Index count) {
    return after([count](Topology& t) { t.pools[0].front_end_count = count; });
  };
  EXPECT_EQ(with(12), Rules{});
  EXPECT_EQ(with(13), Rules{"TOP-30"});
  EXPECT_TRUE(with(0).count("TOP-30") == 1);
}

TEST(Validate, Top31_Top33_APoolShouldHaveThreeFrontEnds) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].front_end_count = 1; }),
            (Rules{"TOP-31", "TOP-33"}));
}

TEST(Validate, Top32_TwoFrontEndsAreDiscouraged) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].front_end_count = 2; }),
            (Rules{"TOP-31", "TOP-32", "TOP-33"}));
}

TEST(Validate, Top34_APoolIsInOneDomain) {
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].ad_domain = "a.contoso.com";
              t.sql_instances[0].ad_domain = "A.contoso.com";
            }),
            Rules{});
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].ad_domain = "a.contoso.com";
              t.sql_instances[0].ad_domain = "b.contoso.com";
            }),
            Rules{"TOP-34"});
}

TEST(Validate, Top35_SeveralFrontEndsNeedLoadBalancing) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].load_balanced = false; }), Rules{"TOP-35"});
}

TEST(Validate, Top36_WebServicesNeedASecondName) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].internal_web_fqdn = "POOL1.contoso.com"; }),
            Rules{"TOP-36"});
}

TEST(Validate, Top37_WebNamesAreUnique) {
  EXPECT_EQ(after([](Topology& t) {
              t.pools[0].external_web_fqdn = "web.contoso.com";
              t.pools[1].external_web_fqdn = "WEB.contoso.com";
            }),
            Rules{"TOP-37"});
}

TEST(Validate, Top38_TheRestCarriesTheLossOfAFrontEnd) {
  EXPECT_EQ(after([](Topology& t) { t.pools[0].population = 26'667; }),
            (Rules{"TOP-11", "TOP-38"}));
}

TEST(Validate, Top39_APoolHas80000UsersAtMost) {
  const auto with = [](std::int32_t population) {
    return after([population](Topology& t) {
      for (Pool& each : t.pools) each.user_capacity = 1'000'000;
      t.pools[0].population = population;
    });
  };
  EXPECT_EQ(with(80'000), Rules{"TOP-12"});
  EXPECT_EQ(with(80'001), (Rules{"TOP-12", "TOP-39"}));
}

TEST(Validate, Top40_TheShareIsNotOnAFrontEnd) {
  EXPECT_EQ(after([](Topology& t) { t.file_stores[0].host = "FE1A.contoso.com"; }),
            Rules{"TOP-40"});
  EXPECT_EQ(after([](Topology& t) { t.file_stores[0].host = "be1a.contoso.com"; }), Rules{});
  EXPECT_EQ(after([](Topology& t) { t.pools[0].file_store = kNone; }), Rules{"TOP-40"});
}

TEST(Validate, Top41_AShareServesPoolsOfItsSite) {
  EXPECT_EQ(after([](Topology& t) { t.pools[1].file_store = 0; }), Rules{"TOP-41"});
}

TEST(Validate, Top42_ADatabaseServerServesOnePool) {
  EXPECT_EQ(after([](Topology& t) {
              t.sql_instances[3].server_fqdn = "BE1a.contoso.com";
              t.sql_instances[3].instance = "second";
              t.sql_instances[3].mirroring_port = 5023;
            }),
            Rules{"TOP-42"});
}

TEST(Validate, Top43_TheStandardEditionDatabaseIsLocal) {
  Topology t = sound_standard_pair();
  t.sql_instances[0].server_fqdn = "sql1";
  EXPECT_EQ(broken(t), Rules{"TOP-43"});
}

TEST(Validate, Top44_MirroringIsSynchronous) {
  EXPECT_EQ(after([](Topology& t) { t.back_ends[0].synchronous = false; }), Rules{"TOP-44"});
}

TEST(Validate, Top45_MirroringNeedsOneVersionAndEditionFrom2008R2) {
  const auto with = [](const char* primary, const char* mirror, const char* witness) {
    return after([=](Topology& t) {
      t.sql_instances[0].version = primary;
      t.sql_instances[1].version = mirror;
      t.sql_instances[2].version = witness;
    });
  };
  EXPECT_EQ(with("2008 R2", "SQL Server 2008 R2 SP1", ""), Rules{});
  EXPECT_EQ(with("2008", "2008", ""), Rules{"TOP-45"});
  EXPECT_EQ(with("2012", "2008 R2", ""), Rules{"TOP-45"});
  EXPECT_EQ(with("2012", "2012", "2008 R2"), Rules{"TOP-45"});
  EXPECT_EQ(after([](Topology& t) {
              t.sql_instances[0].edition = "Enterprise";
              t.sql_instances[1].edition = "Standard";
              t.sql_instances[2].edition = "Express";
            }),
            Rules{"TOP-45"});
  EXPECT_EQ(after([](Topology& t) {
              t.sql_instances[0].edition = t.sql_instances[1].edition = "Standard";
              t.sql_instances[2].edition = "Express";
            }),
            Rules{})
      << "the edition of the witness is free";
}

TEST(Validate, Top46_MirroringStaysInOneDomain) {
  EXPECT_EQ(after([](Topology& t) {
              t.sql_instances[0].ad_domain = "a.contoso.com";
              t.sql_instances[2].ad_domain = "b.contoso.com";
            }),
            Rules{"TOP-46"});
}

TEST(Validate, Top47_AMirrorShouldHaveAWitnessOfItsOwn) {
  EXPECT_EQ(after([](Topology& t) { t.back_ends[0].witness = kNone; }), Rules{"TOP-47"});
  EXPECT_EQ(after([](Topology& t) { t.back_ends[1].witness = t.back_ends[0].witness; }),
            Rules{"TOP-47"});
}

TEST(Validate, Top48_AWitnessNeedsAMirror) {
  EXPECT_EQ(after([](Topology& t) {
              for (BackEnd& each : t.back_ends) {
                each.mirror = kNone;
                each.ha = HaMode::kNone;
              }
              t.back_ends[1].witness = kNone;
            }),
            Rules{"TOP-48"});
}

TEST(Validate, Top49_InstancesOfOneServerUseDifferentPorts) {
  const auto with = [](std::int32_t port) {
    return after([port](Topology& t) {
      t.sql_instances[2].server_fqdn = "be1b.contoso.com";
      t.sql_instances[2].instance = "witness";
      t.sql_instances[2].mirroring_port = port;
    });
  };
  EXPECT_EQ(with(0), Rules{}) << "the defaults of mirror and witness differ";
  EXPECT_EQ(with(5022), Rules{"TOP-49"});
}

TEST(Validate, Top51_MirroredDatabasesNeedBackupsOfTheirLogs) {
  EXPECT_EQ(after([](Topology& t) { t.back_ends[0].log_backup = false; }), Rules{"TOP-51"});
  EXPECT_EQ(after([](Topology& t) {
              for (BackEnd& each : t.back_ends) {
                each.ha = HaMode::kNone;
                each.mirror = each.witness = kNone;
                each.log_backup = false;
              }
            }),
            Rules{})
      << "without a mirror the recovery model is free";
}

TEST(Validate, Top56_AClusterHasTheNodesThatItsEditionAllows) {
  const auto with = [](std::int32_t nodes, const char* edition) {
    return after([=](Topology& t) {
      for (BackEnd& each : t.back_ends) {
        each.ha = HaMode::kClustering;
        each.mirror = each.witness = kNone;
        each.cluster_nodes = nodes;
        t.sql_instances[static_cast<std::size_t>(each.primary)].edition = edition;
      }
    });
  };
  EXPECT_EQ(with(2, "Standard"), Rules{});
  EXPECT_EQ(with(3, "Standard"), Rules{"TOP-56"});
  EXPECT_EQ(with(16, "Enterprise"), Rules{});
  EXPECT_EQ(with(17, "Enterprise"), Rules{"TOP-56"});
  EXPECT_EQ(with(1, ""), Rules{"TOP-56"}) << "one node is no cluster";
  EXPECT_EQ(with(0, "Standard"), Rules{}) << "not stated";
  EXPECT_EQ(after([](Topology& t) { t.back_ends[0].cluster_nodes = 2; }), Rules{"TOP-56"});
}

TEST(Validate, Top60_SomePoolHostsTheStore) {
  EXPECT_EQ(after([](Topology& t) { t.cms = {}; }), Rules{"TOP-60"});
}

TEST(Validate, Top61_ActiveAndStandbyAreDifferentPools) {
  EXPECT_EQ(after([](Topology& t) { t.cms.standby = t.cms.active; }), (Rules{"TOP-18", "TOP-61"}));
}

TEST(Validate, Top65_TheStoreShouldLiveOnAPair) {
  EXPECT_EQ(after([](Topology& t) {
              for (Pool& each : t.pools) each.backup = kNone;
              t.cms.standby = kNone;
            }),
            Rules{"TOP-65"});
}

TEST(Validate, Top72_AnEdgePoolHasANextHop) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[0].next_hop = kNone; }), Rules{"TOP-72"});
  EXPECT_EQ(after([](Topology& t) {
              t.edge_pools[0].next_hop = kNone;
              t.edge_pools[0].unmodelled_next_hop = "director.contoso.com";
            }),
            Rules{});
}

TEST(Validate, Top70_EveryEdgePoolHasItsOwnNames) {
  EXPECT_EQ(after([](Topology& t) {
              t.edge_pools[0].access_fqdn = t.edge_pools[1].access_fqdn = "sip.contoso.com";
            }),
            Rules{"TOP-70"});
  EXPECT_EQ(after([](Topology& t) {
              t.edge_pools[0].access_fqdn = t.edge_pools[0].av_fqdn = "sip.contoso.com";
            }),
            Rules{})
      << "one address may carry the services of one Edge pool";
}

TEST(Validate, Top71_RecoveryNeedsAnEdgePoolAtAnotherSite) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].site = t.edge_pools[0].site; }),
            Rules{"TOP-71"});
}

TEST(Validate, Top74_SitesShareOneFederationRoute) {
  EXPECT_EQ(after([](Topology& t) { t.sites[1].federation_route = 1; }), Rules{"TOP-74"});
  EXPECT_EQ(after([](Topology& t) { t.sites[1].federation_route = kNone; }), Rules{});
}

TEST(Validate, Top75_OneEdgePoolIsEnabledForFederation) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].federation = true; }), Rules{"TOP-75"});
}

DnsRecord& record(Topology& t, DnsService service, Index edge) {
  for (DnsRecord& each : t.dns_records) {
    if (each.service == service && each.edge_pool == edge) return each;
  }
  ADD_FAILURE() << "no such record";
  return t.dns_records.front();
}

TEST(Validate, Top77_FederationRecordsCoverEveryEdgePoolWithPrioritiesOfTheirOwn) {
  EXPECT_EQ(after([](Topology& t) {
              record(t, DnsService::kFederation, 1).priority =
                  record(t, DnsService::kFederation, 0).priority;
            }),
            Rules{"TOP-77"});
  EXPECT_EQ(after([](Topology& t) { record(t, DnsService::kFederation, 1).edge_pool = 0; }),
            Rules{"TOP-77"});
  EXPECT_EQ(after([](Topology& t) {
              t.edge_pools[0].federation = false;
              std::erase_if(t.dns_records, [](const DnsRecord& each) {
                return each.service == DnsService::kFederation;
              });
            }),
            Rules{})
      << "without federation none are needed";
}

TEST(Validate, Top78_SignInRecordsCoverEveryEdgePool) {
  EXPECT_EQ(after([](Topology& t) {
              std::erase_if(t.dns_records, [](const DnsRecord& each) {
                return each.service == DnsService::kRemoteAccess && each.edge_pool == 1;
              });
            }),
            Rules{"TOP-78"});
}

TEST(Validate, Top80_ARecordLeadsToAHostOfItsOwnDomain) {
  EXPECT_EQ(after([](Topology& t) {
              record(t, DnsService::kRemoteAccess, 0).target = "access.fabrikam.com";
            }),
            Rules{"TOP-80"});
}

TEST(Validate, Top81_SitesShareOneXmppRouteOrSayThatAnOldOneIsLeft) {
  EXPECT_EQ(after([](Topology& t) { t.sites[1].xmpp_federation_route = 1; }), Rules{"TOP-81"});
}

TEST(Validate, Top82_RecordsFitTheXmppRoute) {
  EXPECT_EQ(after([](Topology& t) { record(t, DnsService::kXmppHost, 0).edge_pool = 1; }),
            Rules{"TOP-82"});
  EXPECT_EQ(after([](Topology& t) { record(t, DnsService::kXmpp, 0).port = 5222; }),
            Rules{"TOP-82"});
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].xmpp = true; }), Rules{"TOP-82"})
      << "every Edge pool for XMPP has a record";
}

TEST(Validate, Top83_ThePortOfXmppIsOpenWhereItIsCarried) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[0].port_5269_open = false; }), Rules{"TOP-83"});
}

TEST(Validate, Top84_FrontEndsOfEveryPoolReachEveryEdgePool) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].closed_to = {0}; }), Rules{"TOP-84"});
}

TEST(Validate, Top85_AnEdgePoolIsBalancedAlikeOnBothSides) {
  EXPECT_EQ(
      after([](Topology& t) { t.edge_pools[0].external_balancing = LoadBalancing::kHardware; }),
      Rules{"TOP-85"});
  EXPECT_EQ(after([](Topology& t) {
              t.edge_pools[0].external_balancing = LoadBalancing::kHardware;
              t.edge_pools[0].internal_balancing = LoadBalancing::kHardware;
              t.edge_pools[0].nat = true;
            }),
            Rules{"TOP-85"});
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[0].nat = true; }), Rules{});
}

TEST(Validate, Top86_AnEdgePoolHasTwelveServersAtMost) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].server_count = 12; }), Rules{});
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[1].server_count = 13; }), Rules{"TOP-86"});
}

TEST(Validate, Top88_GoogleTalkIsTheXmppPartnerThatIsSupported) {
  EXPECT_EQ(after([](Topology& t) { t.xmpp_partners = {"Google Talk"}; }), Rules{});
  EXPECT_EQ(after([](Topology& t) { t.xmpp_partners = {"Jabber"}; }), Rules{"TOP-88"});
}

TEST(Validate, Top89_SimpleUrlsNeedGeoDnsToOutliveAPool) {
  EXPECT_EQ(after([](Topology& t) { t.geo_dns = GeoDns::kNone; }), Rules{"TOP-89"});
  EXPECT_EQ(after([](Topology& t) { t.geo_dns = GeoDns::kPresent; }), Rules{});
}

TEST(Validate, Top90_AnEdgeServerTakes12000RemoteUsers) {
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[0].concurrent_remote_users = 24'000; }), Rules{});
  EXPECT_EQ(after([](Topology& t) { t.edge_pools[0].concurrent_remote_users = 24'001; }),
            Rules{"TOP-90"});
}

}  // namespace
}  // namespace firedrill
