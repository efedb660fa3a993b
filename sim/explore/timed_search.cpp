// The walk: nodes, questions, answers. What one instant does stands in timed_search_instant.cpp.
#include "sim/explore/timed_search.hpp"

#include <algorithm>

#include "sim/engine/assert.hpp"
#include "sim/explore/timed_search_node.hpp"

namespace firedrill {

TimedSearch::TimedSearch(const World& world, const SearchOptions& options)
    : world_(world),
      options_(options),
      bits_(world),
      key_(world, !options.repairs.empty()),
      table_(options.table_bytes / 5 * 4),  // the rest is for what lies below
      leeways_(options.leeway && options.merge && options.faults == 1),
      state_(initial_state(world)),
      writer_(world, state_),
      watch_(world, state_),
      loop_(writer_, &watch_) {
  state_.set_order(&decider_);
  writer_.set_observer(this);
  armed_.resize((world.layout.slot_count() + 63) / 64);
  writer_.set_armed(armed_.data());
  find_armed();
  writer_.set_mishap_judge(this);
  for (auto& out : out_) out.resize(state_.count<UserRecord>());
  stopped_.resize(state_.count<PoolRecord>());
  std::uint32_t choice = 0;
  for (std::size_t item = 0; item < world.menu.size(); ++item) {
    const auto place = static_cast<std::uint16_t>(item);
    const auto add = [&](Duration repair) {
      if (item % options.parts == options.part) choices_.push_back({place, choice, repair});
      ++choice;
    };
    add(Duration(0));
    if (world.menu[item].kind == FaultKind::kHydration) continue;  // spent by failing, not mended
    for (const Duration repair : options.repairs) add(repair);
  }
  if (choices_.empty()) options_.faults = 0;  // nothing of the menu is in this deployment
}

TimedSearch::~TimedSearch() = default;

void TimedSearch::load(const Node& node) {
  state_ = node.state;
  watch_.restore(*node.memory, writer_);
  writer_.set_fingerprint(node.fingerprint);
  zone_ = node.zone;
  struck_ = node.struck;
  pins_ = node.pins;
  mishaps_ = node.mishaps;
  out_ = node.out;
  path_ = node.path;
  newest_strike_ = node.newest_strike;
  strike_open_ = node.strike_open;
  stopped_ = node.stopped;
  find_armed();
}

void TimedSearch::find_armed() {
  std::fill(armed_.begin(), armed_.end(), 0);
  for (Slot slot = 0; slot < world_.layout.slot_count(); ++slot) {
    const std::uint64_t armed = state_.timers()[slot] != 0 ? 1 : 0;
    armed_[slot / 64] |= armed << (slot & 63U);
  }
}

void TimedSearch::store(Node& node) const {
  node.state = state_;
  watch_.save(*node.memory);
  node.fingerprint = writer_.fingerprint();
  node.zone = zone_;
  node.struck = struck_;
  node.pins = pins_;
  node.mishaps = mishaps_;
  node.out = out_;
  node.path = path_;
  node.newest_strike = newest_strike_;
  node.strike_open = strike_open_;
  node.stopped = stopped_;
}

void TimedSearch::begin() {
  writer_.set_fingerprint(fingerprint_of(state_));
  if (options_.faults > 0) {
    const std::int64_t never = (Instant::from_ms(0) + world_.duration).word() + 1;
    const bool some = zone_.add_variable(Instant::from_ms(0), never);
    FIREDRILL_ASSERT(some, "a scenario lasts some time");
  }
  opens_.push_back({});
  opens_.back().leeway = Leeway(zone_);
  opens_.back().known = true;  // the start of everything is no node to meet again
  opens_.back().now = state_.now();
  spare_frames_.push_back(std::make_unique<Frame>());
  store(spare_frames_.back()->node);
}

SearchEnd TimedSearch::run() {
  begin();
  while (end_ == SearchEnd::kComplete) {
    Frame& before = *spare_frames_.back();  // holds the node at hand
    seen_orders_.clear();
    decider_.clear();
    Ran ran = run_instant();
    if (!decider_.script().empty()) {
      before.open = opens_.size() - 1;
      before.seen_orders.clear();
      frames_.push_back(std::move(spare_frames_.back()));
      spare_frames_.pop_back();
      if (spare_frames_.empty()) spare_frames_.push_back(std::make_unique<Frame>());
      announce(0);
    }
    while (!arrive(ran)) {
      if (!backtrack() || over()) return end_;
      const std::size_t known = decider_.script().size();
      ran = run_instant();
      announce(known);
    }
    if (over()) break;
  }
  return end_;
}

bool TimedSearch::over() {
  if ((++figures_.instants & 0xfff) == 0 && options_.give_up && options_.give_up()) {
    end_ = SearchEnd::kGivenUp;
  }
  return end_ != SearchEnd::kComplete;
}

void TimedSearch::announce(std::size_t from) {
  Frame& frame = *frames_.back();
  frame.script = decider_.script();
  frame.seen_orders = seen_orders_;
  if (listener_ == nullptr) return;
  for (std::size_t i = from; i < frame.script.size(); ++i) listener_->on_question(frame.script[i]);
}

bool TimedSearch::backtrack() {
  for (;;) {
    if (!frames_.empty() && frames_.back()->open == opens_.size() - 1) {
      Frame& frame = *frames_.back();
      decider_.script() = frame.script;
      if (decider_.advance()) {
        load(frame.node);
        seen_orders_ = frame.seen_orders;
        return true;
      }
      spare_frames_.push_back(std::move(frames_.back()));
      frames_.pop_back();
    }
    close();
    if (opens_.empty()) return false;
  }
}

void TimedSearch::close() {
  Open done = std::move(opens_.back());
  opens_.pop_back();
  done.below.uniform = done.uniform.holds();
  if (!done.known) {
    const std::uint32_t below = keep_below(done.below, done.now);
    *table_.find(done.key) = below;
    if (done.sight.sign != 0 && done.below.uniform) {
      spans_.add(done.alike, done.leeway, done.sight, below, table_.size());
    }
  }
  if (opens_.empty()) return;
  take_outcomes(done.below, done.edge, done.leeway.zone());
  opens_.back().below.take_within(done.below);
  opens_.back().leeway.keep(done.leeway);
}

void TimedSearch::take_outcomes(const Below& below, const OutcomeMask& edge, Range zone) {
  Open& parent = opens_.back();
  const std::uint32_t these = sets_.add(below.outcomes, edge);
  parent.below.outcomes = sets_.unite(parent.below.outcomes, these);
  if (leeways_) parent.uniform.take(these, zone, below.uniform);
}

bool TimedSearch::arrive(Ran ran) {
  if (ran == Ran::kSame) {
    if (listener_ == nullptr) return false;
    Placement where = placement();
    where.pins.push_back({begun_, fired_});
    listener_->on_same_order(where);
    return false;
  }
  if (ran == Ran::kEnded) {
    Below nothing;
    nothing.outcomes = sets_.of({});
    answer(nothing, false);
    return false;
  }
  Open open;
  open.edge = instant_;
  open.now = state_.now();
  if (options_.hash_whole) writer_.set_fingerprint(fingerprint_of(state_));
  open.leeway = Leeway(zone_);
  open.uniform = Uniform(open.leeway.zone());
  put_key(open);
  table_.prefetch(open.key);
  // Kept for the next instant, should it ask something; the table's memory arrives meanwhile.
  path_ |= instant_;
  store(spare_frames_.back()->node);
  std::optional<Below> below = below_alike(open);
  if (!below || must_refine(*below)) below = below_known(open);
  if (end_ != SearchEnd::kComplete) return true;
  if (below && options_.merge && !must_refine(*below)) {
    figures_.met += counts() ? 1 : 0;
    answer(*below, true);
    return false;
  }
  open.known = below.has_value();
  if (!open.known) figures_.nodes += counts() ? 1 : 0;
  opens_.push_back(std::move(open));
  return true;
}

// Along a path everybody is back at one time, so from the start it is the same for all nodes. Those
// of one key have one time where it is counted from the start.
bool TimedSearch::counted_from_start(Instant now) const {
  return leeways_ && now.anchor() == 0;
}

std::uint32_t TimedSearch::keep_below(Below below, Instant now) {
  if (counted_from_start(now)) below.shift(now.offset());
  return belows_.number_of(below);
}

Below TimedSearch::kept_below(std::uint32_t number) const {
  Below below = belows_.at(number);
  if (counted_from_start(state_.now())) below.shift(-state_.now().offset());
  return below;
}

std::optional<Below> TimedSearch::below_known(const Open& open) {
  const VisitedTable::Visit visit = table_.find_or_insert(open.key, 0);
  if (visit.what == Insertion::kFull || bytes() > options_.table_bytes) {
    end_ = SearchEnd::kMemory;
    return {};
  }
  if (visit.what == Insertion::kInserted) return {};
  FIREDRILL_ASSERT(*visit.payload != 0, "time passes, so no node lies below itself");
  Leeway& before = opens_.back().leeway;
  before.keep(open.keyed);
  // How far it is the same was not kept; where the unknown instant does not matter, anywhere.
  const Range zone = open.leeway.zone();
  if (open.sight.sign != 0) before.keep(zone_, 1, 0, zone.least, zone.most);
  return kept_below(*visit.payload);
}

std::optional<Below> TimedSearch::below_alike(const Open& open) {
  if (open.sight.sign == 0) return {};
  const auto found = spans_.find(open.alike, open.leeway, open.sight);
  if (!found) return {};
  Leeway& before = opens_.back().leeway;
  before.keep(open.keyed);
  before.keep(zone_, 1, 0, found->leeway.least, found->leeway.most);
  Below below = kept_below(found->below);
  below.allow(found->further);
  return below;
}

bool TimedSearch::mixed(std::uint32_t outcomes) const {
  const auto& members = sets_.members(outcomes);
  return std::any_of(members.begin(), members.end(), [&](const OutcomeMask& member) {
    return (member & bits_.judged()) != (members.front() & bits_.judged());
  });
}

bool TimedSearch::must_refine(const Below& below) const {
  return (options_.split_mixed && mixed(below.outcomes)) || may_be_worse(below) ||
         may_be_plainer(below);
}

bool TimedSearch::may_be_plainer(const Below& below) const {
  if (!pins_.empty() || unusual_ > 0 || not_plain_.none()) return false;
  OutcomeMask all = not_plain_;
  for (const OutcomeMask& member : sets_.members(below.outcomes)) all = all & member;
  if (all.none()) return false;
  for (const auto& [bit, witness] : witnesses_) {
    if (all.test(bit) &&
        std::tuple(struck_.size(), mishaps_true()) <= std::tuple(witness.faults, witness.mishaps)) {
      return true;
    }
  }
  return false;
}

bool TimedSearch::may_be_worse(const Below& below) const {
  for (int k = 0; k < kOutages; ++k) {
    if (whole(below.within[static_cast<std::size_t>(k)]) > worst_[k].ms) return true;
  }
  if (whole(below.within[kLoss]) > worst_loss_.ms) return true;
  for (int k = 0; k < kOutages; ++k) {
    const Longest& until = below.until_back[static_cast<std::size_t>(k)];
    if (!until.any()) continue;
    for (const Out& out : out_[static_cast<std::size_t>(k)]) {
      if (!out.since.is_set()) continue;
      if (zone_.most(state_.now(), out.since) + until.ms() > worst_[k].ms) return true;
    }
  }
  if (!below.loses_after_past_fault && !below.until_losing_fault.any()) return false;
  for (std::size_t i = 0; i < state_.count<LinkRecord>(); ++i) {
    const Instant stamp = oldest_unapplied(state_.link(i));
    if (!stamp.is_set() || !below.loses(i)) continue;
    const bool past = below.loses_after_past_fault && newest_strike_.is_set() &&
                      std::max<std::int64_t>(0, zone_.most(newest_strike_, stamp)) > worst_loss_.ms;
    const bool coming =
        below.until_losing_fault.any() &&
        zone_.most(state_.now(), stamp) + below.until_losing_fault.ms() > worst_loss_.ms;
    if (past || coming) return true;
  }
  return false;
}

void TimedSearch::take_since(Longest& longest, Instant at, Instant from) const {
  longest.take(zone_.most(at, from), at.anchor() != from.anchor());
}

void TimedSearch::take_up(Longest& longest, const Longest& from_here, Instant from) const {
  const Instant now = state_.now();
  longest.take(from_here, zone_.most(now, from), now.anchor() != from.anchor());
}

// What began on the path and ends below the met node lies within what is above its beginning.
void TimedSearch::take_ends_within(const Below& below) {
  for (std::size_t k = 0; k < kOutages; ++k) {
    if (!below.until_back[k].any()) continue;
    for (const Out& out : out_[k]) {
      if (!out.since.is_set()) continue;
      const bool moves = below.until_back[k].moves() || out.since.anchor() != state_.now().anchor();
      if (!moves) continue;
      const std::int64_t most = zone_.most(state_.now(), out.since) + below.until_back[k].ms();
      opens_[out.open - 1].below.take_within(k, most);
    }
  }
  Below& parent = opens_.back().below;
  for (std::size_t i = 0; i < state_.count<LinkRecord>(); ++i) {
    const Instant stamp = oldest_unapplied(state_.link(i));
    if (!stamp.is_set() || !below.loses(i)) continue;
    if (below.loses_after_past_fault && newest_strike_.is_set()) {
      parent.take_within(kLoss, zone_.most(newest_strike_, stamp));
    }
    if (below.until_losing_fault.any()) {
      parent.take_within(kLoss, zone_.most(state_.now(), stamp) + below.until_losing_fault.ms());
    }
  }
}

void TimedSearch::answer(const Below& below, bool met) {
  take_outcomes(below, instant_, Leeway::within(zone_));
  opens_.back().below.take_within(below);
  OutcomeMask claims = path_;
  claims |= instant_;
  const std::uint32_t full = sets_.add(below.outcomes, claims);
  if (counts()) {
    ++figures_.cells;
    if (!pins_.empty()) ++figures_.tied_cells;
    ++cells_by_outcomes_[full];
  }
  if (listener_ != nullptr) listener_->on_leaf(placement(), full);
  if (!met) return;
  if (leeways_) take_ends_within(below);
  // What is known below holds for everybody on the path who is out from there to here.
  for (std::size_t k = 0; k < kOutages; ++k) {
    if (!below.until_back[k].any()) continue;
    for (const Out& out : out_[k]) {
      if (!out.since.is_set()) continue;
      for (std::size_t i = out.open; i < opens_.size(); ++i) {
        take_up(opens_[i].below.until_back[k], below.until_back[k], opens_[i].now);
      }
    }
  }
  for (std::size_t i = 0; i < opens_.size(); ++i) {
    Below& above = opens_[i].below;
    above.losing_links |= below.losing_links;
    take_up(above.until_losing_fault, below.until_losing_fault, opens_[i].now);
    if (!below.loses_after_past_fault) continue;
    if (i >= strike_open_) {
      above.loses_after_past_fault = true;
    } else {
      take_since(above.until_losing_fault, newest_strike_, opens_[i].now);
    }
  }
}

std::size_t TimedSearch::violations_found() const {
  std::size_t out = 0;
  for (const auto& [bit, witness] : witnesses_) out += bit < bits_.rules().size() ? 1 : 0;
  return out;
}

Placement TimedSearch::placement() const {
  Placement out{struck_, pins_, zone_, {}};
  std::vector<MishapAnswer> before;
  for (const MishapAnswer& answer : mishaps_) {
    const std::int32_t time = times_asked(before, answer.question) + 1;
    if (answer.came_true && !is_pinned(world_, answer.question, time)) {
      out.mishaps.push_back({answer.question, time, {}, {}});
    }
    before.push_back(answer);
  }
  return out;
}

Placement TimedSearch::placement_now() const {
  Placement out = placement();
  if (unusual_ > 0) {
    out.pins.push_back({begun_, fired_});
    out.pins.back().slots.resize(unusual_);
  }
  return out;
}

/// Words of a State are numbered from 0: these are others.
constexpr std::uint64_t kMishapsFrom = std::uint64_t{1} << 40;
constexpr std::uint64_t kZoneFrom = std::uint64_t{2} << 40;

Fingerprint TimedSearch::key(bool within_instant) {
  Fingerprint out =
      key_.of(writer_, watch_, zone_, pending_fault(), faults_left(), within_instant, leeway());
  out.add(mishaps_mark());
  return out;
}

void TimedSearch::put_key(Open& open) {
  if (!leeways_) {
    open.key = key(false);
    return;
  }
  open.keyed = opens_.back().leeway.fresh();
  open.alike = key_.without_zone(writer_, watch_, zone_, pending_fault(), faults_left(),
                                 &open.keyed, open.sight);
  open.alike.add(mishaps_mark());
  open.key = open.alike;
  if (open.sight.sign == 0) return;
  const Range seen = open.sight.seen(open.leeway.zone());
  open.key.add(mix(kZoneFrom, static_cast<std::uint64_t>(seen.least)));
  open.key.add(mix(kZoneFrom + 1, static_cast<std::uint64_t>(seen.most)));
}

Fingerprint TimedSearch::mishaps_mark() const {
  Fingerprint out;
  if (world_.mishaps.empty()) return out;
  std::uint64_t place = kMishapsFrom;
  for (const MishapAnswer& answer : mishaps_) {
    const MishapQuestion& question = answer.question;
    out.add(mix(place++, static_cast<std::uint64_t>(question.mishap) << 32 |
                             std::uint64_t{question.actor} << 16 |
                             static_cast<std::uint16_t>(question.step)));
  }
  return out;
}

std::uint32_t TimedSearch::faults_left() const {
  return options_.faults - static_cast<std::uint32_t>(struck_.size());
}

Instant TimedSearch::pending_fault() const {
  if (faults_left() == 0) return {};
  return Instant::anchored(static_cast<int>(struck_.size()) + 1, 0);
}

}  // namespace firedrill
