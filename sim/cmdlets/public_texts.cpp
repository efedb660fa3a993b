// Texts as they were published, shortened where they go on to repeat themselves.
#include "sim/cmdlets/public_texts.hpp"

#include <algorithm>
#include <iterator>

namespace firedrill {
namespace {

using enum ErrorCode;

constexpr std::string_view kProduct = "Lync Server";

constexpr PublicText kTable[] = {
    {kNextHop,
     "INV-05",
     {},
     kProduct,
     "This Front-end pool \"...\" is specified in topology as the next hop for the Edge server. "
     "Failing over this pool may cause External access/Federation/Split-domain/XMPP features to "
     "stop working. Please use Topology Builder to change the Edge internal next hop setting to "
     "point to a different Front-end pool, before you proceed."},
    {kCmsUnavailable, "INV-43", "being moved", kProduct,
     "###50020:XDSForceReplication: This central management store is being moved to another "
     "location. No changes can be made until this move is complete"},
    {kDbInaccessible,
     "FLT-56",
     {},
     kProduct,
     "Cannot fail over the Central Management Server. The new Central Management Store located at "
     "\"...\" is not in Backup mode."},
    {kCmsUnavailable, "FLT-54", "under way", kProduct,
     "Central Management Server cannot be moved to pool ... because either a previous failover "
     "attempt failover or there is already a failover in progress."},
    {kHydration,
     "FLT-90",
     {},
     "Lync Server 2013 (release notes)",
     "Failed to complete hydration process after repeated attempts."},
};

}  // namespace

const PublicText* public_text(ErrorCode code, std::string_view rule, std::string_view detail) {
  const auto* const at = std::find_if(std::begin(kTable), std::end(kTable), [&](const auto& row) {
    return row.code == code && row.rule == rule && detail.find(row.about) != std::string_view::npos;
  });
  return at == std::end(kTable) ? nullptr : at;
}

}  // namespace firedrill
