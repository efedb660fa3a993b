// What is lost, and the file around the procedure.
#include "sim/scenario/skeleton.hpp"

#include <algorithm>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/reader_names.hpp"
#include "sim/scenario/skeleton_parts.hpp"
#include "sim/scenario/writer.hpp"

namespace firedrill {
namespace skeleton {

bool Loss::has_pool(Index i) const {
  return std::find(pools.begin(), pools.end(), i) != pools.end();
}
bool Loss::has_edge(Index i) const {
  return std::find(edges.begin(), edges.end(), i) != edges.end();
}

Index Loss::living_backup(Index i) const {
  const Index backup = pool(i).backup;
  return backup != kNone && !has_pool(backup) ? backup : kNone;
}

Index Loss::living_pool(Index at) const {
  Index found = kNone;
  for (std::size_t p = 0; p < topology.pools.size(); ++p) {
    const auto i = static_cast<Index>(p);
    if (has_pool(i)) continue;
    if (pool(i).site == at) return i;
    if (found == kNone) found = i;
  }
  return found;
}

Index Loss::store_refuge() const {
  const Index standby = topology.cms.standby;
  return standby != kNone && !has_pool(standby) ? standby : kNone;
}

std::vector<Index> Loss::movable_pools() const {
  std::vector<Index> out;
  for (const Index i : pools) {
    if (writable() && living_backup(i) != kNone) out.push_back(i);
  }
  return out;
}

std::string comment(const std::string& text, std::size_t indent) {
  constexpr std::size_t kWidth = 98;
  const std::string begin = std::string(indent, ' ') + "# ";
  std::string out;
  std::string line;
  const auto flush = [&] {
    if (!line.empty()) out += begin + line + "\n";
    line.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (begin.size() + line.size() + 1 + word.size() > kWidth) flush();
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  flush();
  return out;
}

int Draft::step(const std::string& line, const std::string& why) {
  ++steps_;
  procedure_ += comment(std::to_string(steps_) + ". " + why, 2) + "  - " + yaml_step(line) + "\n";
  return steps_;
}

void Draft::add(const TypedSteps& steps) {
  for (const TypedStep& each : steps) step(each.line, each.why);
}

int Draft::repeated_step(const std::string& line, const std::string& why) {
  ++steps_;
  procedure_ += comment(std::to_string(steps_) + ". " + why, 2) + "  - run: " + yaml_scalar(line) +
                "\n    repeat every: 5m\n    at most: 12 times\n";
  return steps_;
}

void Draft::note(const std::string& text) {
  procedure_ += comment(text, 2);
}

void Draft::expect(const std::string& when, const std::string& condition, const std::string& why) {
  expectations_ += comment(why, 2) + "  - " + when + ": " + yaml_scalar(condition) + "\n";
}

std::string Draft::procedure() const {
  if (steps_ == 0) return procedure_ + "procedure: []\n";
  return "procedure:\n" + procedure_;
}

std::string Draft::expectations() const {
  return "expect:\n" + expectations_;
}

}  // namespace skeleton

namespace {

using reading::ComponentKind;
using skeleton::Draft;
using skeleton::Loss;

struct Target {
  ComponentKind kind = ComponentKind::kSite;
  Index index = kNone;
  std::string because;  // why this one, where nobody chose it
};

std::string name_of(const Topology& t, const Target& target) {
  return reading::component_name(t, target.kind, target.index);
}

bool is_mirrored(const Topology& t, const Pool& pool) {
  return pool.back_end != kNone &&
         t.back_ends[static_cast<std::size_t>(pool.back_end)].mirror != kNone;
}

/// The pool whose databases are switched: mirrored, with the store, in that order.
Target mirrored_pool(const Topology& t) {
  const Index store = t.cms.active;
  if (is_mirrored(t, t.pools[static_cast<std::size_t>(store)])) {
    return {ComponentKind::kPool, store, "its Back End is mirrored and it hosts the store"};
  }
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (!is_mirrored(t, t.pools[p])) continue;
    return {ComponentKind::kPool, static_cast<Index>(p),
            "it is the first with a mirrored Back End"};
  }
  return {ComponentKind::kPool, store, "no Back End is mirrored, and it hosts the store"};
}

Target carrying_edge(const Topology& t) {
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    if (!t.edge_pools[e].federation) continue;
    return {ComponentKind::kEdgePool, static_cast<Index>(e), "it carries federation"};
  }
  return {ComponentKind::kEdgePool, 0, "it is the first, and none carries federation"};
}

/// Where nobody says what is lost: what hurts most.
Target usual_target(const Topology& t, Disaster disaster) {
  const Pool& store = t.pools[static_cast<std::size_t>(t.cms.active)];
  switch (disaster) {
    case Disaster::kSite:
      return {ComponentKind::kSite, store.site, "it holds the Central Management store"};
    case Disaster::kPool:
      return {ComponentKind::kPool, t.cms.active, "it hosts the Central Management store"};
    case Disaster::kMirror:
      return mirrored_pool(t);
    case Disaster::kEdge:
      return carrying_edge(t);
  }
  return {};
}

std::optional<Target> find_target(const Topology& t, Disaster disaster, const std::string& name,
                                  Diagnostics& diagnostics) {
  reading::ReadingContext context;
  context.topology = &t;
  context.diagnostics = &diagnostics;
  context.file = t.file;
  if (disaster == Disaster::kEdge && t.edge_pools.empty()) {
    context.error(reading::code::kNoSuchComponent, {}, "there is no Edge pool that could be lost");
    return std::nullopt;
  }
  if (t.pools.empty() || t.cms.active == kNone) {
    context.error(reading::code::kNoSuchComponent, {}, "there is no pool that could be lost");
    return std::nullopt;
  }
  if (name.empty()) return usual_target(t, disaster);
  constexpr ComponentKind kKinds[] = {ComponentKind::kSite, ComponentKind::kPool,
                                      ComponentKind::kPool, ComponentKind::kEdgePool};
  const ComponentKind kind = kKinds[static_cast<std::size_t>(disaster)];
  context.file = "--target";
  const auto index = reading::resolve_component(context, {name, {}, false}, kind);
  if (!index) return std::nullopt;
  return Target{kind, *index, {}};
}

Loss loss_of(const Topology& t, const Target& target) {
  Loss loss{t, kNone, {}, {}};
  if (target.kind == ComponentKind::kPool) loss.pools.push_back(target.index);
  if (target.kind == ComponentKind::kEdgePool) loss.edges.push_back(target.index);
  if (target.kind != ComponentKind::kSite) return loss;
  loss.site = target.index;
  for (std::size_t p = 0; p < t.pools.size(); ++p) {
    if (t.pools[p].site == target.index) loss.pools.push_back(static_cast<Index>(p));
  }
  for (std::size_t e = 0; e < t.edge_pools.size(); ++e) {
    if (t.edge_pools[e].site == target.index) loss.edges.push_back(static_cast<Index>(e));
  }
  return loss;
}

/// Where the shell runs: not at the site that is lost, and where the store will be.
Index shell_site(const Loss& loss) {
  const Topology& t = loss.topology;
  const Index store = loss.store_lost() ? loss.store_refuge() : t.cms.active;
  if (store != kNone && loss.pool(store).site != loss.site) return loss.pool(store).site;
  for (std::size_t s = 0; s < t.sites.size(); ++s) {
    if (static_cast<Index>(s) != loss.site) return static_cast<Index>(s);
  }
  return 0;
}

void write_procedure(const Loss& loss, const Target& target, Disaster disaster, Draft& draft) {
  if (disaster == Disaster::kMirror) {
    return skeleton::switch_databases(loss.topology, target.index, draft);
  }
  draft.step("wait 20m",
             "Somebody notices and decides: put in how long that takes you. Nobody else fails "
             "anything over (INV-09).");
  skeleton::fail_pools_over(loss, draft);
  skeleton::fail_edges_over(loss, draft);
  skeleton::take_edges_back(loss, draft);
  skeleton::take_pools_back(loss, draft);
  skeleton::expect_pools_as_before(loss, draft);
  skeleton::expect_edges_as_before(loss, draft);
}

std::string fault_of(const Topology& t, const Target& target, Disaster disaster) {
  const std::string name = name_of(t, target);
  if (disaster == Disaster::kSite) return "at 10m site " + name + " is lost, back after 4h";
  if (disaster == Disaster::kPool) return "at 10m pool " + name + " is lost, back after 4h";
  if (disaster == Disaster::kEdge) return "at 10m edge pool " + name + " is lost, back after 4h";
  const Pool& pool = t.pools[static_cast<std::size_t>(target.index)];
  const Index primary = t.back_ends[static_cast<std::size_t>(pool.back_end)].primary;
  return "at 10m sql " + reading::component_name(t, ComponentKind::kSql, primary) +
         " is lost, back after 1h";
}

/// "Site SiteA", "The SQL server with the databases of pool1.contoso.com".
std::string what_is_lost(const Topology& t, const Target& target, Disaster disaster) {
  constexpr std::string_view kBefore[] = {"Site ", "Pool ", "The SQL server with the databases of ",
                                          "Edge pool "};
  return std::string(kBefore[static_cast<std::size_t>(disaster)]) + name_of(t, target);
}

std::string head_of(const Topology& t, const SkeletonOrder& order, const Target& target,
                    Disaster disaster) {
  const std::string lost = what_is_lost(t, target, disaster);
  std::string about =
      "A skeleton by \"firedrill init\", to be made yours: what is lost, when it is noticed, what "
      "your runbook does otherwise. It runs as it is. ";
  if (!target.because.empty()) {
    about += "Nobody said which, so it is " + name_of(t, target) + ", since " + target.because +
             "; --target chooses another. ";
  }
  about +=
      "Steps are numbered as \"after step 3\" counts them; \"firedrill rules ID\" says what a "
      "rule is.";
  return skeleton::comment(about, 0) +
         "firedrill: 1\ntitle: " + yaml_scalar(lost + " is lost and comes back") +
         "\ntopology: " + yaml_scalar(order.topology_file) + "\n";
}

}  // namespace

std::optional<Disaster> read_disaster(const std::string& word, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < kDisasterWords.size(); ++i) {
    if (word == kDisasterWords[i]) return static_cast<Disaster>(i);
  }
  const std::vector<std::string> known(kDisasterWords.begin(), kDisasterWords.end());
  diagnostics.error(
      reading::code::kNotAWord, "--disaster", {},
      reading::in_quotes(word) + " is not a disaster" + reading::suggestion(word, known));
  return std::nullopt;
}

std::optional<std::string> scenario_skeleton(const Topology& topology, const SkeletonOrder& order,
                                             Diagnostics& diagnostics) {
  const auto disaster = read_disaster(order.disaster, diagnostics);
  if (!disaster) return std::nullopt;
  const auto target = find_target(topology, *disaster, order.target, diagnostics);
  if (!target) return std::nullopt;
  const Loss loss =
      *disaster == Disaster::kMirror ? Loss{topology, kNone, {}, {}} : loss_of(topology, *target);
  Draft draft;
  write_procedure(loss, *target, *disaster, draft);
  const Index shell = shell_site(loss);
  std::string out = head_of(topology, order, *target, *disaster);
  out += skeleton::comment("Long enough for the repair and for everything after it.", 0);
  out += "duration: 12h\n";
  out += skeleton::comment("Where the shell runs: at a site that is left, if there is one.", 0);
  out +=
      "administrator: " + yaml_scalar(topology.sites[static_cast<std::size_t>(shell)].name) + "\n";
  out += skeleton::comment("What is lost and when it is back, counted from the start of the drill.",
                           0);
  out += "faults:\n  - " + yaml_scalar(fault_of(topology, *target, *disaster)) + "\n";
  return out + draft.procedure() + draft.expectations();
}

}  // namespace firedrill
