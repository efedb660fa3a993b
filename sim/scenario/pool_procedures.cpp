// The order is that of the topic (rule book 5.1).
#include "sim/scenario/pool_procedures.hpp"

#include "sim/scenario/typed_lines.hpp"

namespace firedrill {

TypedSteps next_hop_steps(const EdgePool& edge, const Pool& to, const std::string& why) {
  const std::string line = typed::next_hop(edge, to);
  if (edge.site != to.site) return {{line, why}};
  return {{line, why + " At one site that is done in Topology Builder."},
          {typed::kPublish, "Nothing of it acts before it is published."}};
}

TypedSteps disaster_failover_steps(const Pool& lost, const Pool& backup) {
  return {{typed::failover(lost.fqdn) + " -DisasterMode",
           "Now the pool (PRC-FO). " + backup.fqdn + " serves the users of " + lost.fqdn +
               "; what had not been copied when it was lost stays behind (INV-20)."}};
}

}  // namespace firedrill
