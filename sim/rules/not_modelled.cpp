// Why a rule is not modelled: one table in the catalogue's order. "Extended scope" is a decision
// about the product; "not modelled yet" is work that is left; the rest says what the
// model stands for in its place, or why nothing that it decides rests on the rule.
#include "sim/rules/not_modelled.hpp"

#include <array>

#include "sim/rules/catalogue_tables.hpp"

namespace firedrill {
namespace {

using Reason = std::string_view;

constexpr Reason kAbc = "extended scope: recovery onto a third pool";
constexpr Reason kAdmission = "extended scope: call admission control and location-based routing";
constexpr Reason kApplications =
    "extended scope: response groups, Call Park, announcements, conference directories";
constexpr Reason kBranch = "extended scope: branch sites and their appliances";
constexpr Reason kChat = "extended scope: Persistent Chat";
constexpr Reason kRestore = "extended scope: restoring lost servers from backups";
constexpr Reason kUpgrade = "extended scope: patching and upgrading pools";
constexpr Reason kUserFiles = "extended scope: export and import of user data";
constexpr Reason kUserModel =
    "a figure of the user models that only topology sizing and the load generator would read; the "
    "load knows contact changes, publications, conferences, uploads and the sign-in ramp";

constexpr auto kTable = std::to_array<NotModelled>({
    {"TOP-14", "TOP-14", kApplications},
    {"TOP-19", "TOP-19", kAbc},
    {"TOP-55", "TOP-55", kAdmission},
    {"TOP-100", "TOP-112", kBranch},
    {"TOP-120", "TOP-126", kApplications},
    {"TOP-127", "TOP-129", kChat},
    {"TOP-130", "TOP-130",
     "the failover partner stands in the connection string of Reporting Services, which no "
     "topology shows and no step of a drill reads; Monitoring is read, kept and listed"},
    {"FLT-41", "FLT-41",
     "a topology names a share, not its DFS partners, and the lag of DFS has no documented figure; "
     "a drill states the outcome instead: no fault, or a file store lost with its content"},
    {"FLT-63", "FLT-63", kAbc},
    {"FLT-82", "FLT-84", kBranch},
    {"FLT-86", "FLT-86", kAdmission},
    {"FLT-87", "FLT-87", kBranch},
    {"FLT-95", "FLT-96", kApplications},
    {"CMD-08", "CMD-08", kUpgrade},
    {"CMD-27", "CMD-27", kAbc},
    {"CMD-83", "CMD-86", kUserFiles},
    {"CMD-87", "CMD-88", kApplications},
    {"CMD-89", "CMD-89",
     "the accounts of a drill are enabled throughout and no procedure in scope changes that; what "
     "Set-CsUser changes (not the Registrar, TRAP-11) decides nothing here"},
    {"CMD-90", "CMD-96", kApplications},
    {"CMD-97", "CMD-97", kBranch},
    {"CMD-98", "CMD-98",
     "prepares computers, Active Directory and roles before a server is set up, which every server "
     "of a drill is; the Bootstrapper stands for setting up one that comes back (TOP-66)"},
    {"CMD-100", "CMD-102", kChat},
    {"CMD-122", "CMD-122", kChat},
    {"PRC-ABC", "PRC-ABC", kAbc},
    {"PRC-ANN", "PRC-ANN", kApplications},
    {"PRC-BE", "PRC-BKP", kRestore},
    {"PRC-CMSR", "PRC-CMSR", kRestore},
    {"PRC-CPS", "PRC-CPS", kApplications},
    {"PRC-FS", "PRC-FS", kRestore},
    {"PRC-GCP", "PRC-GCP", kApplications},
    {"PRC-MEMBER", "PRC-MEMBER", kRestore},
    {"PRC-PCHAT", "PRC-PCHAT", kChat},
    {"PRC-POOL", "PRC-POOL", kRestore},
    {"PRC-RGS", "PRC-RGS", kApplications},
    {"PRC-SBA", "PRC-SBA", kBranch},
    {"PRC-SE", "PRC-SE", kRestore},
    {"PRC-UPG", "PRC-UPG", kUpgrade},
    {"UX-40", "UX-41", kAdmission},
    {"UX-44", "UX-44", kChat},
    {"INV-35", "INV-37", kAbc},
    {"INV-39", "INV-39", kRestore},
    {"INV-96", "INV-97", kBranch},
    {"INV-100", "INV-101", kAdmission},
    {"INV-110", "INV-115", kApplications},
    {"INV-117", "INV-118", kApplications},
    {"INV-119", "INV-120", kAbc},
    {"INV-121", "INV-122", kChat},
    {"TRAP-26", "TRAP-26", kAbc},
    {"TRAP-30", "TRAP-30", kAbc},
    {"TRAP-31", "TRAP-32", kApplications},
    {"TRAP-36", "TRAP-36", kChat},
    {"TRAP-37", "TRAP-37", kRestore},
    {"TRAP-39", "TRAP-39", kBranch},
    {"TRAP-40", "TRAP-41", kAbc},
    {"TRAP-42", "TRAP-43", kApplications},
    {"TRAP-44", "TRAP-48", kAbc},
    {"TRAP-52", "TRAP-52",
     "zones hold no CNAME records here: of the web names a topology says only whether GeoDNS leads "
     "them to either pool, so that the invalid zone of the topic cannot be written down"},
    {"TRAP-53", "TRAP-53",
     "the load changes contacts and never adds any, so that no list outgrows a limit: a change is "
     "one write, whatever the length of the list"},
    {"TRAP-59", "TRAP-59", kRestore},
    {"TRAP-61", "TRAP-61", kBranch},
    {"TRAP-63", "TRAP-63", kChat},
    {"UM-01", "UM-33", kUserModel},
});

constexpr bool ascending() {
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    if (rule_rank(kTable[i].last) < rule_rank(kTable[i].first)) return false;
    if (i > 0 && !(rule_rank(kTable[i - 1].last) < rule_rank(kTable[i].first))) return false;
  }
  return true;
}
static_assert(ascending());

}  // namespace

std::span<const NotModelled> not_modelled_rules() {
  return kTable;
}

}  // namespace firedrill
