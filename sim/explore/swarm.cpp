// Draws of a swarm. Half of the instants are uniform over the scenario; the others lie near one at
// which something begins or ends, because races hide there.
#include "sim/explore/swarm.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "sim/cmdlets/table.hpp"
#include "sim/engine/draws.hpp"
#include "sim/explore/slip_menu.hpp"
#include "sim/model/mishaps.hpp"
#include "sim/model/slips.hpp"
#include "sim/run/simulation.hpp"
#include "sim/scenario/mishaps.hpp"
#include "sim/scenario/slips.hpp"

namespace firedrill {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;

/// What a draw of a run decides; the k-th fault's draws follow each other in `n`.
enum What : std::uint64_t {
  kSeed,
  kShape,
  kFamilies,
  kHowMany,
  kItem,
  kInstantKind,
  kInstant,
  kOffset,
  kRepair,
  kRepairSize,
  kCentreKind,
  kCentre,
  kFailures,
  kEnds,
  kSlips,
  kSlipKinds,
  kSlip,
  kSlipItem,
  kMishap,
};

std::size_t ix(Index i) {
  return static_cast<std::size_t>(i);
}

/// The first meeting of every step with what it could meet.
std::vector<MishapSpec> possible_mishaps(const Scenario& scenario) {
  std::vector<MishapSpec> out;
  for (std::size_t a = 0; a < scenario.actors.size(); ++a) {
    for (std::size_t s = 0; s < scenario.actors[a].steps.size(); ++s) {
      const StepSpec& step = scenario.actors[a].steps[s];
      if (step.kind != StepSpec::Kind::kCommand) continue;
      for (const MishapInfo& info : mishap_table()) {
        if (cmdlet_table()[step.command.cmdlet].name != info.cmdlet) continue;
        MishapSpec mishap;
        mishap.question = {info.mishap, static_cast<std::uint8_t>(a), static_cast<std::int16_t>(s)};
        mishap.text = mishap_text(mishap, scenario);
        out.push_back(std::move(mishap));
      }
    }
  }
  return out;
}

/// The sites in which the component of a fault stands; both ends of a WAN link.
std::vector<Index> sites_of(const Topology& t, const FaultSpec& fault) {
  const auto of_pool = [&](Index pool) { return std::vector<Index>{t.pools[ix(pool)].site}; };
  switch (fault.kind) {
    case FaultKind::kSite:
      return {fault.entity};
    case FaultKind::kWan: {
      const WanLink& link = t.wan_links[ix(fault.entity)];
      return {link.site_a, link.site_b};
    }
    case FaultKind::kFrontEnd:
    case FaultKind::kBackupServer:
      return of_pool(t.front_ends[ix(fault.entity)].pool);
    case FaultKind::kPool:
    case FaultKind::kCmsDatabase:
    case FaultKind::kBackupService:
    case FaultKind::kHydration:
      return of_pool(fault.entity);
    case FaultKind::kSql:
    case FaultKind::kLogDiskFull:
      return {t.sql_instances[ix(fault.entity)].site};
    case FaultKind::kMirrorDesync:
      return of_pool(t.back_ends[ix(fault.entity)].pool);
    case FaultKind::kFileStore:
      return {t.file_stores[ix(fault.entity)].site};
    case FaultKind::kEdgePool:
      return {t.edge_pools[ix(fault.entity)].site};
    case FaultKind::kEdgeServer:
      return {t.edge_pools[ix(t.edge_servers[ix(fault.entity)].edge_pool)].site};
    case FaultKind::kDnsDown:
    case FaultKind::kDnsWrong:  // of no site
    case FaultKind::kCount:
      break;
  }
  return {};
}

bool same_component(const FaultSpec& a, const FaultSpec& b) {
  return a.kind == b.kind && a.entity == b.entity;
}

bool overlap(const FaultSpec& a, const FaultSpec& b) {
  const auto begins = [](const FaultSpec& f) { return f.trigger.at; };
  const auto over_by = [&](const FaultSpec& f, Duration at) {
    return f.has_repair && begins(f) + f.repair_after < at;
  };
  return !over_by(a, begins(b)) && !over_by(b, begins(a));
}

class Instants final : public RunListener {
 public:
  void on_fact(std::uint32_t, std::int64_t at_ms, const Fact& fact) override {
    switch (fact.kind) {
      case FactKind::kReplicated:
      case FactKind::kQueryAnswer:
      case FactKind::kStepWarning:
      case FactKind::kEnd:
        return;
      default:
        at.push_back(at_ms);
    }
  }
  std::vector<std::int64_t> at;
};

}  // namespace

std::string_view shape_name(SwarmShape shape) {
  static constexpr std::string_view kNames[] = {"as written", "few and long", "many and short",
                                                "burst", "correlated"};
  return kNames[static_cast<std::size_t>(shape)];
}

std::vector<std::int64_t> interesting_instants(const World& world) {
  Simulation simulation(world, {.invariants = false});
  Instants instants;
  simulation.listen(&instants);
  simulation.run();
  std::sort(instants.at.begin(), instants.at.end());
  instants.at.erase(std::unique(instants.at.begin(), instants.at.end()), instants.at.end());
  return std::move(instants.at);
}

/// The draws of one run.
class SwarmMaker::Drawing {
 public:
  Drawing(std::uint64_t campaign_seed, std::uint64_t run) : draws_(campaign_seed), run_(run) {}
  [[nodiscard]] std::uint64_t below(std::uint64_t bound, What what, std::uint64_t k = 0) const {
    return draws_.below(bound, Purpose::kSwarm, run_, what << 32 | k);
  }
  [[nodiscard]] std::uint64_t bits(What what) const {
    return draws_.bits(Purpose::kSwarm, run_, what << 32);
  }
  /// Milliseconds in [lo, hi], each power of two between them as likely as the next.
  [[nodiscard]] std::int64_t spread(std::int64_t lo, std::int64_t hi, What what,
                                    std::uint64_t k) const {
    const auto octaves =
        static_cast<std::uint64_t>(std::bit_width(static_cast<std::uint64_t>(hi / lo)));
    const std::int64_t floor = lo << below(octaves, what, 2 * k);
    return std::min<std::int64_t>(
        hi, floor + static_cast<std::int64_t>(
                        below(static_cast<std::uint64_t>(floor), what, 2 * k + 1)));
  }

 private:
  Draws draws_;
  std::uint64_t run_;
};

SwarmMaker::SwarmMaker(const Scenario& scenario, const World& world,
                       std::vector<std::int64_t> instants, bool slips)
    : scenario_(scenario),
      menu_(fault_menu(world, {.kinds = {}, .together = UINT32_MAX})),
      mishaps_(possible_mishaps(scenario)),
      instants_(std::move(instants)),
      end_ms_(scenario.duration.count()) {
  for (const MenuFault& item : menu_) {
    families_ |= 1U << static_cast<unsigned>(item.fault.kind);
    sites_.push_back(sites_of(world.topology, item.fault));
  }
  if (slips) slip_menu_ = slip_menu(scenario, {});
  for (const SlipSpec& item : slip_menu_) slip_kinds_ |= 1U << static_cast<unsigned>(item.kind);
}

/// In every other run each step that could meet a mishap meets it with one chance in two.
void SwarmMaker::draw_mishaps(const Drawing& drawing, Swarm& swarm) const {
  if (mishaps_.empty() || drawing.below(2, kMishap) == 0) return;
  for (std::size_t i = 0; i < mishaps_.size(); ++i) {
    if (drawing.below(2, kMishap, i + 1) == 0) swarm.mishaps.push_back(mishaps_[i]);
  }
}

/// Rejects what would mend another fault early: a component that is lost already is not lost again,
/// and one that the scenario itself loses is only lost for good.
void SwarmMaker::add(Swarm& swarm, FaultSpec fault) const {
  for (const FaultSpec& own : scenario_.faults) {
    if (same_component(own, fault)) fault.has_repair = false;
  }
  for (const FaultSpec& other : swarm.added) {
    if (same_component(other, fault) && overlap(other, fault)) return;
  }
  swarm.added.push_back(std::move(fault));
}

FaultSpec SwarmMaker::fault(const Drawing& drawing, const Swarm& swarm, std::uint64_t k) const {
  std::vector<std::size_t> on;
  for (std::size_t i = 0; i < menu_.size(); ++i) {
    if ((swarm.families >> static_cast<unsigned>(menu_[i].fault.kind) & 1U) != 0) on.push_back(i);
  }
  FaultSpec out = menu_[on[drawing.below(on.size(), kItem, k)]].fault;
  std::int64_t at = 0;
  if (swarm.shape == SwarmShape::kBurst) {
    const auto width = static_cast<std::uint64_t>(2 * kMinute);
    at = static_cast<std::int64_t>(drawing.below(width, kInstant, k));
    if (instants_.empty() || drawing.below(2, kCentreKind) == 0) {
      at += static_cast<std::int64_t>(drawing.below(static_cast<std::uint64_t>(end_ms_), kCentre));
    } else {
      at += instants_[drawing.below(instants_.size(), kCentre)] - kMinute;
    }
  } else if (instants_.empty() || drawing.below(2, kInstantKind, k) == 0) {
    at = static_cast<std::int64_t>(drawing.below(static_cast<std::uint64_t>(end_ms_), kInstant, k));
  } else {
    const std::uint64_t near = instants_.size() + swarm.added.size();
    const std::uint64_t which = drawing.below(near, kInstant, k);
    at = which < instants_.size() ? instants_[which]
                                  : swarm.added[which - instants_.size()].trigger.at.count();
    static constexpr std::int64_t kReach[] = {0, 1, kSecond, 10 * kSecond, kMinute, 5 * kMinute};
    const std::int64_t reach = kReach[drawing.below(std::size(kReach), kOffset, 2 * k)];
    at += static_cast<std::int64_t>(
              drawing.below(static_cast<std::uint64_t>(2 * reach + 1), kOffset, 2 * k + 1)) -
          reach;
  }
  out.trigger.kind = Trigger::Kind::kAt;
  out.trigger.at = Duration(std::clamp<std::int64_t>(at, 0, end_ms_ - 1));
  if (out.kind == FaultKind::kHydration) {
    out.count = static_cast<std::int32_t>(1 + drawing.below(3, kFailures, k));
    return out;
  }
  const bool is_short = swarm.shape == SwarmShape::kManyAndShort;
  if (!is_short && drawing.below(3, kRepair, k) == 0) return out;  // never repaired
  out.has_repair = true;
  const std::int64_t longest = is_short ? 10 * kMinute : 240 * kMinute;
  const std::int64_t shortest = swarm.shape == SwarmShape::kFewAndLong ? 30 * kMinute : kSecond;
  out.repair_after = Duration(drawing.spread(shortest, longest, kRepairSize, k));
  return out;
}

/// Several components of one site, or every component of one family, within a minute.
void SwarmMaker::correlate(const Drawing& drawing, Swarm& swarm) const {
  const FaultSpec first = fault(drawing, swarm, 0);
  const bool both_ends = drawing.below(2, kEnds) == 0;
  std::vector<Index> here;
  for (std::size_t i = 0; i < menu_.size(); ++i) {
    if (same_component(menu_[i].fault, first)) here = sites_[i];
  }
  const std::uint64_t at_most = 2 + drawing.below(3, kHowMany);
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < menu_.size(); ++i) {
    const FaultSpec& other = menu_[i].fault;
    if (same_component(other, first)) continue;
    if (both_ends) {
      if (other.kind == first.kind) others.push_back(i);
    } else if ((swarm.families >> static_cast<unsigned>(other.kind) & 1U) != 0 &&
               std::find_first_of(sites_[i].begin(), sites_[i].end(), here.begin(), here.end()) !=
                   sites_[i].end()) {
      others.push_back(i);
    }
  }
  add(swarm, first);
  for (std::uint64_t k = 1; k < at_most && !others.empty(); ++k) {
    const std::size_t pick = drawing.below(others.size(), kItem, k);
    FaultSpec next = fault(drawing, swarm, k);  // its repair; component and instant follow
    const FaultSpec& item = menu_[others[pick]].fault;
    next.kind = item.kind;
    next.entity = item.entity;
    next.lose_content = item.lose_content;
    next.count = item.kind == FaultKind::kHydration ? std::max(next.count, 1) : 1;
    next.has_repair = next.has_repair && item.kind != FaultKind::kHydration;
    const bool at_once = drawing.below(2, kInstantKind, k) == 0;
    const std::int64_t later = at_once ? 0
                                       : static_cast<std::int64_t>(drawing.below(
                                             static_cast<std::uint64_t>(kMinute), kInstant, k));
    next.trigger.at = std::min(first.trigger.at + Duration(later), Duration(end_ms_ - 1));
    add(swarm, std::move(next));
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(pick));
  }
}

/// One or two slips of the kinds that are on; a second that does not fit the first is left out.
void SwarmMaker::slip(const Drawing& drawing, Swarm& swarm) const {
  if (slip_menu_.empty() || drawing.below(2, kSlips) == 0) return;
  swarm.slip_kinds = static_cast<std::uint32_t>(drawing.bits(kSlipKinds)) & slip_kinds_;
  if (swarm.slip_kinds == 0) swarm.slip_kinds = slip_kinds_;
  // A kind first: there are far more wrong names to choose from than steps to skip.
  std::vector<std::vector<std::size_t>> on(32);
  for (std::size_t i = 0; i < slip_menu_.size(); ++i) {
    const auto kind = static_cast<unsigned>(slip_menu_[i].kind);
    if ((swarm.slip_kinds >> kind & 1U) != 0) on[kind].push_back(i);
  }
  std::erase_if(on, [](const auto& items) { return items.empty(); });
  const std::uint64_t wanted = 1 + drawing.below(2, kSlips, 1);
  std::vector<SlipSpec> slips = scenario_.slips;
  for (std::uint64_t k = 0; k < wanted; ++k) {
    const std::vector<std::size_t>& items = on[drawing.below(on.size(), kSlip, k)];
    slips.push_back(slip_menu_[items[drawing.below(items.size(), kSlipItem, k)]]);
    std::vector<ActorSpec> actors = scenario_.actors;
    if (apply_slips(actors, slips)) {
      slips.pop_back();
    } else {
      swarm.slips.push_back(slips.back());
    }
  }
  if (drawing.below(3, kSlips, 2) == 0) swarm.added.clear();
}

Swarm SwarmMaker::make(std::uint64_t campaign_seed, std::uint64_t run) const {
  Swarm out;
  out.seed = scenario_.seed;
  if (run == 0 || menu_.empty()) return out;
  const Drawing drawing(campaign_seed, run);
  out.seed = drawing.below(1'000'000'000, kSeed);
  constexpr auto kShapes = static_cast<std::uint64_t>(SwarmShape::kCount) - 1;
  out.shape = static_cast<SwarmShape>(1 + drawing.below(kShapes, kShape));
  out.families = static_cast<std::uint32_t>(drawing.bits(kFamilies)) & families_;
  if (out.families == 0) out.families = families_;
  draw_mishaps(drawing, out);
  if (out.shape == SwarmShape::kCorrelated) {
    correlate(drawing, out);
  } else {
    const bool few = out.shape == SwarmShape::kFewAndLong;
    const bool burst = out.shape == SwarmShape::kBurst;
    const std::uint64_t faults = few     ? 1 + drawing.below(2, kHowMany)
                                 : burst ? 2 + drawing.below(4, kHowMany)
                                         : 3 + drawing.below(6, kHowMany);
    for (std::uint64_t k = 0; k < faults; ++k) add(out, fault(drawing, out, k));
  }
  slip(drawing, out);
  return out;
}

namespace {

template <class Name>
std::string listed(std::uint32_t bits, std::uint32_t all, const char* noun, Name&& name) {
  const std::string of_all = std::to_string(std::popcount(all)) + " " + noun;
  if (bits == all) return "all " + of_all;
  std::string list;
  for (unsigned i = 0; i < 32; ++i) {
    if ((bits >> i & 1U) != 0) list += (list.empty() ? "" : ", ") + std::string(name(i));
  }
  return list + " of " + of_all;
}

std::string counted(std::size_t n, const char* noun) {
  return "; " + std::to_string(n) + " " + noun + (n == 1 ? "" : "s");
}

}  // namespace

std::string swarm_text(const Swarm& swarm, const SwarmMaker& maker) {
  std::string out(shape_name(swarm.shape));
  if (swarm.shape == SwarmShape::kAsWritten) return out + "; seed " + std::to_string(swarm.seed);
  out += ": " + listed(swarm.families, maker.families(), "families",
                       [](unsigned i) { return fault_name(static_cast<FaultKind>(i)); });
  out += counted(swarm.added.size(), "fault");
  if (!swarm.mishaps.empty()) out += counted(swarm.mishaps.size(), "mishap");
  if (swarm.slip_kinds != 0) {
    out += "; " + listed(swarm.slip_kinds, maker.slip_kinds(), "kinds of slips",
                         [](unsigned i) { return slip_name(static_cast<SlipKind>(i)); });
    out += counted(swarm.slips.size(), "slip");
  }
  return out + "; seed " + std::to_string(swarm.seed);
}

}  // namespace firedrill
