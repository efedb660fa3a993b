// Topology documents in both dialects. The small documents here are our own; public ones are read
// too where they lie beside the source tree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>

#include "sim/topology/reader.hpp"

namespace firedrill {
namespace {

using ::testing::HasSubstr;

struct Read {
  std::optional<Topology> topology;
  std::vector<Diagnostic> found;
};

Read read(const std::string& text, const TopologyOptions& options = {}) {
  Diagnostics diagnostics;
  Read out;
  out.topology = read_topology_text(text, "t.xml", options, diagnostics);
  out.found = diagnostics.sorted();
  return out;
}

bool found(const Read& result, const std::string& code) {
  return std::any_of(result.found.begin(), result.found.end(),
                     [&](const Diagnostic& each) { return each.code == code; });
}

std::string service(const std::string& role, int site, const std::string& inner) {
  return "<Service RoleVersion=\"1\" ServiceVersion=\"6\"><ServiceId SiteId=\"" +
         std::to_string(site) + "\" RoleName=\"" + role + "\" Instance=\"1\"/>" + inner +
         "</Service>\n";
}

std::string needs(const std::string& role, int site, const std::string& usage = "Default") {
  return "<Dependency Usage=\"" + usage + "\"><ServiceId SiteId=\"" + std::to_string(site) +
         "\" RoleName=\"" + role + "\" Instance=\"1\"/></Dependency>";
}

std::string on_cluster(int site, int number) {
  return "<InstalledOn><ClusterId SiteId=\"" + std::to_string(site) + "\" Number=\"" +
         std::to_string(number) + "\"/></InstalledOn>";
}

std::string on_sql(int site, int number) {
  return "<InstalledOn><SqlInstanceId Name=\"rtc\"><ClusterId SiteId=\"" + std::to_string(site) +
         "\" Number=\"" + std::to_string(number) + "\"/></SqlInstanceId></InstalledOn>";
}

std::string cluster(int site, int number, const std::string& fqdn, const std::string& machines) {
  return "<Cluster Fqdn=\"" + fqdn + "\"><ClusterId SiteId=\"" + std::to_string(site) +
         "\" Number=\"" + std::to_string(number) + "\"/>" + machines + "</Cluster>\n";
}

std::string sql_instance(int site, int number) {
  return "<SqlInstance><SqlInstanceId Name=\"rtc\"><ClusterId SiteId=\"" + std::to_string(site) +
         "\" Number=\"" + std::to_string(number) + "\"/></SqlInstanceId></SqlInstance>\n";
}

std::string backup_registrar(int site) {
  return "<Backup EnableAutomaticFailover=\"true\" "
         "FailureDetectionInterval=\"P0Y0M0DT0H5M0S\" "
         "FailbackDetectionInterval=\"P0Y0M0DT0H10M0S\"><ServiceId SiteId=\"" +
         std::to_string(site) + "\" RoleName=\"Registrar\" Instance=\"1\"/></Backup>";
}

/// A published document: two sites, each with a pool of two Front Ends in reversed element order, a
/// mirrored Back End, a share and an Edge pool; a PSTN gateway is beside the scope.
std::string published_pair() {
  std::string clusters;
  std::string instances;
  std::string services;
  for (int s = 1; s <= 2; ++s) {
    const std::string n = std::to_string(s);
    clusters += cluster(s, 1, "pool" + n + ".contoso.com",
                        "<Machine OrdinalInCluster=\"2\" Fqdn=\"fe" + n +
                            "b.contoso.com\"/><Machine OrdinalInCluster=\"1\" Fqdn=\"fe" + n +
                            "a.contoso.com\"/>");
    clusters += cluster(s, 2, "be" + n + "a.contoso.com", "");
    clusters += cluster(s, 3, "be" + n + "b.contoso.com", "");
    clusters += cluster(s, 4, "w" + n + ".contoso.com", "");
    clusters += cluster(s, 5, "fs" + n + ".contoso.com", "");
    clusters += cluster(s, 6, "edge" + n + ".contoso.com", "");
    instances += sql_instance(s, 2) + sql_instance(s, 3) + sql_instance(s, 4);
    services += service("UserServices", s,
                        "<DependsOn>" + needs("UserStore", s) + "</DependsOn>" + on_cluster(s, 1));
    services += service("WebServices", s,
                        "<DependsOn>" + needs("FileStore", s) + "</DependsOn>" + on_cluster(s, 1));
    services += service("Registrar", s,
                        "<DependsOn>" + needs("EdgeServer", s) + "</DependsOn>" + on_cluster(s, 1) +
                            backup_registrar(3 - s));
    services += service("UserStore", s, on_sql(s, 2));
    services +=
        service("FileStore", s, on_cluster(s, 5) + "<sr:FileStoreService ShareName=\"lync\"/>");
    services += service("EdgeServer", s,
                        "<DependsOn>" + needs("Registrar", s) + "</DependsOn>" + on_cluster(s, 6) +
                            "<Ports><Port Owner=\"urn:component:AccessEdge\" Usage=\"SipClient\" "
                            "InterfaceSide=\"External\" Port=\"443\" ConfiguredFqdn=\"sip" +
                            n + ".contoso.com\"/></Ports>");
    services += service("CentralMgmt", s,
                        on_cluster(s, 1) + "<sr:CentralMgmtService IsActive=\"" +
                            (s == 1 ? "true" : "false") + "\"/>");
  }
  services += service("PstnGateway", 1, on_cluster(1, 5));
  return "<?xml version=\"1.0\"?>\n"
         "<Topology xmlns=\"urn:schema:Microsoft.Rtc.Management.Deploy.Topology.2008\" "
         "xmlns:sr=\"urn:schema:Microsoft.Rtc.Management.Deploy.ServiceRoles.2008\">\n"
         "<InternalDomains DefaultDomain=\"contoso.com\"/>\n"
         "<Sites><CentralSite SiteId=\"1\"><Name>A</Name></CentralSite>\n"
         "<CentralSite SiteId=\"2\"><Name>B</Name></CentralSite></Sites>\n"
         "<Clusters>" +
         clusters + "</Clusters>\n<SqlInstances>" + instances + "</SqlInstances>\n<Services>" +
         services + "</Services></Topology>\n";
}

std::string replaced(std::string text, const std::string& old_text, const std::string& new_text) {
  const std::size_t at = text.find(old_text);
  EXPECT_NE(at, std::string::npos) << old_text;
  if (at != std::string::npos) text.replace(at, old_text.size(), new_text);
  return text;
}

/// A file of Topology Builder: the original beside the new topology, machines without names, the
/// federation route as an attribute of the site.
const std::string kBuilderFile = R"(<TopologyBuilder
  xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.TopologyBuilder.2008">
 <OriginalTopology><PartialTopology
  xmlns="urn:schema:Microsoft.Rtc.Management.Deploy.WritableTopology.2008">
  <CentralSites><CentralSite SiteId="1"><Name>Old</Name></CentralSite></CentralSites>
 </PartialTopology></OriginalTopology>
 <NewTopology><w:PartialTopology
  xmlns:w="urn:schema:Microsoft.Rtc.Management.Deploy.WritableTopology.2008">
  <w:CentralSites><w:CentralSite SiteId="1" FederationRouteServiceUniqueId="1-EdgeServer-4">
   <Name>New</Name>
   <w:Clusters>
    <w:Cluster UniqueId="c1" Fqdn="SE1.contoso.com"><w:Machines><w:Machine/></w:Machines>
     <w:SqlInstances><w:SqlInstance UniqueId="q1" Name="rtc"/></w:SqlInstances></w:Cluster>
    <w:Cluster UniqueId="c2" Fqdn="edge1.contoso.com"><w:Machines><w:Machine/></w:Machines>
    </w:Cluster>
   </w:Clusters>
   <w:RemoteSites><w:RemoteSite SiteId="2"><Name>Branch</Name>
    <w:Clusters><w:Cluster UniqueId="c3" Fqdn="sba1.contoso.com"/></w:Clusters>
   </w:RemoteSite></w:RemoteSites>
  </w:CentralSite></w:CentralSites>
  <w:Services>
   <w:Service UniqueId="s1" RoleName="UserServices" InstalledOn="c1" ServiceVersion="6">
    <w:DependsOn><w:Dependency ServiceUniqueId="s2" Usage="Default"/>
     <w:Dependency ServiceUniqueId="s3" Usage="Default"/></w:DependsOn></w:Service>
   <w:Service UniqueId="s2" RoleName="UserStore" InstalledOn="q1"/>
   <w:Service UniqueId="s3" RoleName="FileStore" InstalledOn="c1">
    <FileStoreService ShareName="share"/></w:Service>
   <w:Service UniqueId="s4" RoleName="Registrar" InstalledOn="c1" ServiceVersion="6"/>
   <w:Service UniqueId="s5" RoleName="EdgeServer" InstalledOn="c2" OriginalSiteId="1"
     OriginalInstance="4">
    <w:DependsOn><w:Dependency ServiceUniqueId="s4" Usage="Default"/></w:DependsOn>
    <Ports><Port Owner="urn:component:XmppFederationProxy" InterfaceSide="External"/></Ports>
   </w:Service>
   <w:Service UniqueId="s6" RoleName="Registrar" InstalledOn="c3"/>
   <w:Service UniqueId="s7" RoleName="SomethingNew" InstalledOn="c1"/>
  </w:Services>
 </w:PartialTopology></NewTopology></TopologyBuilder>
)";

TEST(TopologyXml, ReadsAPublishedPair) {
  const Read result = read(published_pair());
  ASSERT_TRUE(result.topology.has_value()) << format_diagnostic(result.found.front());
  const Topology& t = *result.topology;
  ASSERT_EQ(t.pools.size(), 2U);
  EXPECT_EQ(t.sites[1].name, "B");
  EXPECT_EQ(t.sip_domains, std::vector<std::string>{"contoso.com"});
  EXPECT_EQ(t.pools[0].backup, 1);
  EXPECT_EQ(t.pools[1].backup, 0);
  EXPECT_EQ(t.pools[0].edition, Edition::kEnterprise);
  EXPECT_EQ(t.pools[0].lync_version, "2013");
  EXPECT_EQ(t.pools[0].registrar.failure_detection, minutes(5));
  EXPECT_EQ(t.pools[0].registrar.failback_detection, minutes(10));
  EXPECT_EQ(t.front_ends[0].fqdn, "fe1a.contoso.com") << "ordinals decide, not elements";
  EXPECT_EQ(t.file_stores[1].unc, "\\\\fs2.contoso.com\\lync");
  EXPECT_EQ(t.edge_pools[1].next_hop, 1);
  EXPECT_EQ(t.pools[1].media_edge, 1);
  EXPECT_EQ(t.edge_pools[0].access_fqdn, "sip1.contoso.com");
  EXPECT_EQ(t.edge_pools[0].external_sip_port, 443);
  EXPECT_EQ(t.cms.active, 0);
  EXPECT_EQ(t.cms.standby, 1);
  ASSERT_EQ(t.unmodelled.size(), 1U);
  EXPECT_EQ(t.unmodelled[0].kind, "PSTN gateway");
}

TEST(TopologyXml, SaysThatUsersAreNoPartOfIt) {
  const Read result = read(published_pair());
  EXPECT_TRUE(found(result, "FD1123"));
  EXPECT_TRUE(found(result, "FD1128"));
  EXPECT_TRUE(found(result, "FD1126"));
  EXPECT_EQ(result.topology->pools[0].population, 1000);
  EXPECT_EQ(result.topology->pools[0].users, 20);
  const Read given = read(published_pair(), {.users_per_pool = 5, .population_per_pool = 30'000});
  EXPECT_FALSE(found(given, "FD1123"));
  EXPECT_EQ(given.topology->pools[1].population, 30'000);
  EXPECT_EQ(given.topology->pools[1].users, 5);
}

TEST(TopologyXml, ReadsMirrorAndWitnessOfTheUserStore) {
  const std::string mirrored = replaced(
      replaced(published_pair(), needs("UserStore", 1),
               needs("UserStore", 1) +
                   "<Dependency Usage=\"Mirror\"><ServiceId SiteId=\"1\" RoleName=\"UserStore\" "
                   "Instance=\"2\"/></Dependency>"),
      service("UserStore", 1, on_sql(1, 2)),
      service("UserStore", 1,
              "<DependsOn>" + needs("WitnessStore", 1) + "</DependsOn>" + on_sql(1, 2)) +
          replaced(service("UserStore", 1, on_sql(1, 3)), "Instance=\"1\"", "Instance=\"2\"") +
          service("WitnessStore", 1, on_sql(1, 4)));
  const Read result = read(mirrored);
  ASSERT_TRUE(result.topology.has_value());
  const Topology& t = *result.topology;
  EXPECT_EQ(t.back_ends[0].ha, HaMode::kMirroring);
  const auto server = [&t](Index index) {
    return t.sql_instances[static_cast<std::size_t>(index)].server_fqdn;
  };
  EXPECT_EQ(server(t.back_ends[0].primary), "be1a.contoso.com");
  EXPECT_EQ(server(t.back_ends[0].mirror), "be1b.contoso.com");
  EXPECT_EQ(server(t.back_ends[0].witness), "w1.contoso.com");
  const std::string witness_only =
      replaced(published_pair(), service("UserStore", 1, on_sql(1, 2)),
               service("UserStore", 1,
                       "<DependsOn>" + needs("WitnessStore", 1) + "</DependsOn>" + on_sql(1, 2)) +
                   service("WitnessStore", 1, on_sql(1, 4)));
  EXPECT_TRUE(found(read(witness_only), "FD1130"));
  EXPECT_EQ(read(witness_only).topology->back_ends[0].witness, kNone);
}

TEST(TopologyXml, ReadsTheNewTopologyOfABuilderFileOnly) {
  const Read result = read(kBuilderFile);
  ASSERT_TRUE(result.topology.has_value()) << format_diagnostic(result.found.front());
  const Topology& t = *result.topology;
  ASSERT_EQ(t.sites.size(), 1U);
  EXPECT_EQ(t.sites[0].name, "New");
  EXPECT_EQ(t.sites[0].federation_route, 0);
  EXPECT_EQ(t.sites[0].xmpp_federation_route, 0) << "the only XMPP proxy is the gateway";
  EXPECT_TRUE(t.edge_pools[0].federation);
  EXPECT_EQ(t.pools[0].edition, Edition::kStandard);
  EXPECT_EQ(t.front_ends[0].fqdn, "SE1.contoso.com") << "a sole machine has the cluster's name";
  EXPECT_TRUE(found(result, "FD1127")) << "the first pool hosts the store of a new design";
  std::vector<std::string> kept;
  for (const UnmodelledComponent& each : t.unmodelled) kept.push_back(each.kind);
  EXPECT_THAT(kept, ::testing::ElementsAre("branch site", "Survivable Branch Appliance",
                                           "service SomethingNew"));
}

TEST(TopologyXml, ReadsUtf16AndWrappedDocuments) {
  const std::string text = published_pair();
  std::string wide = "\xFF\xFE";
  for (const char c : text) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  EXPECT_TRUE(read(wide).topology.has_value());
  EXPECT_TRUE(read("\xEF\xBB\xBF" + text).topology.has_value());
  const std::string wrapped = "<AnchoredXml xmlns=\"urn:x\"><Dictionary><Item><Value>" +
                              text.substr(text.find("<Topology")) +
                              "</Value></Item></Dictionary></AnchoredXml>";
  EXPECT_TRUE(read(wrapped).topology.has_value());
}

TEST(TopologyXml, LocatesItsMistakes) {
  const Read cut = read("<Topology xmlns=\"urn:x\">\n<Sites>\n");
  ASSERT_EQ(cut.found.size(), 1U);
  EXPECT_EQ(cut.found[0].code, "FD1120");
  EXPECT_EQ(read("<html/>").found[0].code, "FD1121");
  EXPECT_EQ(read("<Topology/>").found[0].code, "FD1121") << "no namespace";
  const Read dangling =
      read(replaced(published_pair(), needs("FileStore", 1), needs("FileStore", 7)));
  const auto first = std::find_if(dangling.found.begin(), dangling.found.end(),
                                  [](const Diagnostic& each) { return each.code == "FD1122"; });
  ASSERT_NE(first, dangling.found.end());
  EXPECT_GT(first->mark.line, 5);
  EXPECT_THAT(first->message, HasSubstr("7-FileStore-1"));
  EXPECT_TRUE(found(read(replaced(published_pair(), "pool1.contoso.com", "$pool")), "FD1112"));
  EXPECT_TRUE(found(read(replaced(published_pair(), "P0Y0M0DT0H5M0S", "five")), "FD1125"));
  EXPECT_TRUE(found(read(replaced(published_pair(), "\"false\"", "\"true\"")), "FD1260"));
  EXPECT_TRUE(found(read(replaced(published_pair(), needs("Registrar", 1), "")), "FD1272"));
}

TEST(TopologyXml, NeverFollowsEntities) {
  const std::string text =
      replaced(published_pair(), "<Topology ",
               "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n<Topology ");
  const Read result = read(replaced(text, "<Name>A</Name>", "<Name>&e;</Name>"));
  ASSERT_TRUE(result.topology.has_value());
  EXPECT_EQ(result.topology->sites[0].name, "&e;");
}

TEST(TopologyXml, SurvivesDepth) {
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<a>";
  EXPECT_EQ(read(deep).found[0].code, "FD1120");
  for (int i = 0; i < 200'000; ++i) deep += "</a>";
  EXPECT_EQ(read(deep).found[0].code, "FD1121");
}

TEST(TopologyXml, WhatWasReadSurvivesARoundTripThroughYaml) {
  for (const std::string& text : {published_pair(), kBuilderFile}) {
    const Read first = read(text);
    ASSERT_TRUE(first.topology.has_value());
    const std::string yaml = write_topology_yaml(*first.topology);
    const Read second = read(yaml);
    ASSERT_TRUE(second.topology.has_value()) << format_diagnostic(second.found.front());
    EXPECT_EQ(write_topology_yaml(*second.topology), yaml);
  }
}

RC_GTEST_PROP(TopologyXmlProperty, ADocumentCutOffAnywhereIsRefusedWithAReason, ()) {
  static const std::string kText = published_pair();
  const auto length = *rc::gen::inRange<std::size_t>(0, kText.size() - 2);
  const Read result = read(kText.substr(0, length));
  RC_ASSERT(!result.topology.has_value());
  RC_ASSERT(!result.found.empty());
}

RC_GTEST_PROP(TopologyXmlProperty, ADocumentWithBytesChangedIsReadOrRefusedWithAReason, ()) {
  std::string text = *rc::gen::element(published_pair(), kBuilderFile);
  const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(rc::gen::pair(
      rc::gen::inRange<std::size_t>(0, text.size()), rc::gen::inRange<char>(' ', '~')));
  for (const auto& [at, to] : changes) text[at] = to;
  const Read result = read(text);
  RC_ASSERT(result.topology.has_value() || !result.found.empty());
  if (result.topology) {
    RC_ASSERT(read(write_topology_yaml(*result.topology)).topology.has_value());
  }
}

TEST(TopologyXml, ReadsPublicDocumentsWhereTheyLieBesideTheSources) {
  const std::filesystem::path folder =
      std::filesystem::path(FIREDRILL_SOURCE_DIR) / ".." / "shared" / "real" / "topologies";
  std::error_code ec;
  if (!std::filesystem::is_directory(folder, ec)) return;
  const auto read_one = [&folder](const char* name) {
    Diagnostics diagnostics;
    const auto topology = read_topology_file((folder / name).string(), {}, diagnostics);
    EXPECT_TRUE(topology.has_value()) << name;
    return topology.value_or(Topology{});
  };
  const Topology always_on = read_one("lab-alwayson.xml");
  EXPECT_EQ(always_on.pools[0].edition, Edition::kEnterprise);
  EXPECT_EQ(always_on.sql_instances[0].instance, "");
  const Topology utf16 = read_one("lab-edge-utf16.xml");
  EXPECT_EQ(utf16.pools[0].edition, Edition::kStandard);
  EXPECT_TRUE(utf16.edge_pools[0].xmpp);
  const Topology standard = read_one("lab-standard-edge.xml");
  EXPECT_EQ(standard.edge_pools[0].next_hop, 0);
  const Topology builder = read_one("lab-enterprise-pool.tbxml");
  EXPECT_EQ(builder.pools[0].front_end_count, 4);
  EXPECT_EQ(builder.edge_pools[0].server_count, 3);
  EXPECT_EQ(builder.file_stores[0].unc, "\\\\xFile1.contoso.com\\Data1");
}

}  // namespace
}  // namespace firedrill
