// One instant of the timed search: what comes next, in which order, and what is learnt from it.
#include <algorithm>
#include <tuple>

#include "sim/cmdlets/refusals.hpp"
#include "sim/engine/assert.hpp"
#include "sim/explore/timed_search_node.hpp"
#include "sim/run/verdict.hpp"

namespace firedrill {
namespace {

/// Checks come when everything else of an instant is over: documented intervals are inclusive.
bool comes_last(TimerKind kind) {
  return kind == TimerKind::kMonitor || kind == TimerKind::kEnd;
}

}  // namespace

Instant TimedSearch::next_instant() {
  // Among deadlines with one anchor the offset decides, so one of each is enough.
  std::array<Instant, Zone::kVariablesMax> first{};
  const std::int64_t* timers = state_.timers();
  writer_.for_each_armed([&](Slot slot) {
    const Instant at = Instant::from_word(timers[slot]);
    Instant& best = first[static_cast<std::size_t>(at.anchor())];
    if (!best.is_set() || at.offset() < best.offset()) best = at;
  });
  if (const Instant fault = pending_fault(); fault.is_set()) {
    first[static_cast<std::size_t>(fault.anchor())] = fault;  // nothing hangs on it yet
  }
  Instant next;
  for (const Instant at : first) {
    if (!at.is_set()) continue;
    if (!next.is_set() || decider_.compare(at, next) < 0) next = at;
  }
  FIREDRILL_ASSERT(next.is_set(), "the end of the scenario is always pending");
  return next;
}

void TimedSearch::collect_due() {
  due_.clear();
  const Instant now = state_.now();
  const Instant fault = pending_fault();
  const auto struck = static_cast<std::uint32_t>(world_.faults.size() + struck_.size());
  const Slot fault_slot =
      fault.is_set() ? writer_.slot(TimerKind::kFault, struck) : world_.layout.slot_count();
  // The place of the coming fault holds no deadline, so it takes its turn between the armed ones.
  bool fault_asked = !fault.is_set();
  const auto ask_fault = [&] {
    fault_asked = true;
    if (decider_.compare(fault, now) == 0) due_.push_back(fault_slot);
  };
  const std::int64_t* timers = state_.timers();
  writer_.for_each_armed([&](Slot slot) {
    if (!fault_asked && slot > fault_slot) ask_fault();
    if (timers[slot] == now.word()) {
      due_.push_back(slot);
    } else if (const Instant at = Instant::from_word(timers[slot]); at.anchor() != now.anchor()) {
      if (decider_.compare(at, now) == 0) due_.push_back(slot);
    }
  });
  if (!fault_asked) ask_fault();
}

TimedSearch::Ran TimedSearch::run_instant() {
  decider_.begin(&zone_, leeway());
  if (opens_.size() == 1) {
    loop_.start();
  } else {
    loop_.enter_instant(state_, next_instant());
  }
  begun_ = state_.now();
  hanging_ = {};
  instant_ = {};
  fired_.clear();
  unusual_ = 0;
  ended_ = false;
  bool closed = false;
  for (;;) {
    collect_due();
    if (due_.empty()) {
      if (closed) break;
      const Instant last = state_.now();
      if (hanging_.is_set()) state_.set_now(hanging_);
      loop_.close_instant();
      state_.set_now(last);
      closed = true;
      continue;
    }
    closed = false;
    if (!fire_one()) return Ran::kSame;
    if (ended_) {
      loop_.close_instant();
      break;
    }
    FIREDRILL_ASSERT(fired_.size() < 100'000, "an instant ends");
  }
  loop_.leave_instant();
  if (ended_) loop_.finish();
  take_violations();
  if (ended_) end_of_scenario();
  if (unusual_ > 0) {
    fired_.resize(unusual_);
    pins_.push_back({begun_, fired_});
  }
  return ended_ ? Ran::kEnded : Ran::kOn;
}

bool TimedSearch::fire_one() {
  const auto kind_of = [&](Slot slot) { return world_.layout.name_of(slot).kind; };
  Slot slot = due_.front();
  if (options_.orders && due_.size() > 1) {
    free_.clear();
    for (const Slot each : due_) {
      if (!comes_last(kind_of(each))) free_.push_back(each);
    }
    if (free_.size() > 1) {
      // The same State by another order of the same events leads where that one led.
      if (options_.merge && !decider_.repeating() && !fired_.empty()) {
        Fingerprint here = key(true);
        here.add(branch_mark());
        if (std::find(seen_orders_.begin(), seen_orders_.end(), here) != seen_orders_.end()) {
          return false;
        }
        seen_orders_.push_back(here);
      }
      const std::uint32_t taken =
          decider_.choose(Decision::Kind::kOrder, static_cast<std::uint32_t>(free_.size()), free_);
      slot = free_[taken];
      if (taken > 0) unusual_ = fired_.size() + 1;
    }
  }
  fired_.push_back(slot);
  ++event_;
  const Layout::SlotName name = world_.layout.name_of(slot);
  const bool strikes =
      name.kind == TimerKind::kFault && name.entity == world_.faults.size() + struck_.size();
  if (leeways_) say_now(strikes ? pending_fault() : Instant::from_word(state_.timers()[slot]));
  if (strikes) {
    strike_one(slot);
  } else {
    loop_.fire(slot, event_);
    ended_ = name.kind == TimerKind::kEnd;
  }
  take_violations();
  return true;
}

// Where a deadline that hangs on the fault falls together with another, the instant has two names.
// Each event goes by its own, so that what it arms hangs on what it would at any other time.
void TimedSearch::say_now(Instant own) {
  state_.set_now(own);
  if (own.anchor() > 0) hanging_ = own;
}

Fingerprint TimedSearch::branch_mark() {
  Fingerprint mark;
  std::uint64_t place = 0;
  for (int i = 0; i < zone_.variables(); ++i) {
    for (int j = 0; j < zone_.variables(); ++j) {
      mark.add(mix(place++, static_cast<std::uint64_t>(zone_.bound(i, j))));
    }
  }
  for (const StruckFault& fault : struck_) mark.add(mix(place++, fault.choice));
  for (const MishapAnswer& answer : mishaps_) mark.add(mix(place++, answer.came_true ? 1 : 2));
  mark.add(mix(place, sets_.of(instant_)));
  return mark;
}

void TimedSearch::strike_one(Slot slot) {
  const std::uint32_t taken =
      decider_.choose(Decision::Kind::kFault, static_cast<std::uint32_t>(choices_.size()), {});
  const StruckFault fault = choices_[taken];
  const std::size_t place = world_.faults.size() + struck_.size();
  struck_.push_back(fault);
  loop_.before_event(event_);
  strike_added(writer_, place, fault.item, fault.repair);
  loop_.after_event(slot);
  if (faults_left() == 0) return;
  const std::int64_t never = (Instant::from_ms(0) + world_.duration).word() + 1;
  const bool some = zone_.add_variable(state_.now(), never);
  FIREDRILL_ASSERT(some, "never comes after every instant");
}

void TimedSearch::take_violations() {
  if (watch_.violations().empty()) return;
  for (const Violation& violation : watch_.violations()) {
    const std::size_t bit = bits_.of_rule(violation.rule);
    instant_.set(bit);
    witness(bit, violation.text);
  }
  watch_.forget_violations();
}

void TimedSearch::end_of_scenario() {
  const auto claim = [this](std::size_t bit, const std::string& text) {
    instant_.set(bit);
    witness(bit, text);
  };
  for (std::size_t i = 0; i < world_.expectations.size(); ++i) {
    const std::optional<std::size_t> bit = bits_.at_end(world_, state_, i);
    if (bit) claim(*bit, world_.expectations[i].text);
  }
  const std::size_t bit[kOutages] = {bits_.left_signed_out(), bits_.left_without_regular()};
  for (std::size_t k = 0; k < kOutages; ++k) {
    for (std::size_t u = 0; u < out_[k].size(); ++u) {
      if (!out_[k][u].since.is_set()) continue;
      claim(bit[k], {});
      break;
    }
  }
}

std::uint32_t TimedSearch::mishaps_true() const {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(mishaps_, [](const MishapAnswer& answer) { return answer.came_true; }));
}

void TimedSearch::witness(std::size_t bit, const std::string& text) {
  const auto faults = static_cast<std::uint32_t>(struck_.size());
  const std::uint32_t mishaps = mishaps_true();
  const auto [at, fresh] = witnesses_.try_emplace(bit);
  Witness& known = at->second;
  // The usual order before another, fewer faults before more.
  const bool plain = pins_.empty() && unusual_ == 0;
  if (!fresh && known.cost() <= std::tuple(faults, mishaps, !plain)) return;
  known.faults = faults;
  known.mishaps = mishaps;
  known.plain = plain;
  known.text = text;
  known.where = placement_now();
  if (plain) {
    not_plain_.clear(bit);
  } else {
    not_plain_.set(bit);
  }
}

void TimedSearch::on_fact(const Fact& fact) {
  watch_.on_fact(fact);
  if (fact.kind == FactKind::kFaultStruck || fact.kind == FactKind::kPoolStopped) {
    newest_strike_ = state_.now();
    strike_open_ = static_cast<std::uint32_t>(opens_.size());
  }
  if (fact.kind == FactKind::kPoolStopped || fact.kind == FactKind::kPoolServing) {
    const bool stops = fact.kind == FactKind::kPoolStopped;
    stopped_[static_cast<std::size_t>(fact.entity)] = stops ? state_.now() : Instant{};
  }
  if (fact.kind == FactKind::kWritesLost || fact.kind == FactKind::kWritesStranded) lost(fact);
  const bool ended_badly =
      fact.kind == FactKind::kStepRefused || fact.kind == FactKind::kStepFailed;
  if (ended_badly) {
    refusals_met_.insert(find_refusal(static_cast<ErrorCode>(fact.value), fact.rule));
  }
  if (fact.kind == FactKind::kMishap) mishaps_met_.insert(static_cast<Mishap>(fact.value));
  if (ended_badly && fact.value == static_cast<std::int64_t>(ErrorCode::kNotModelled)) {
    instant_.set(bits_.not_modelled());
    witness(bits_.not_modelled(), std::string(fact.text));
  }
}

void TimedSearch::on_mode(std::uint32_t user, UserMode before, UserMode after) {
  watch_.on_mode(user, before, after);
  const auto change = [&](Outage kind, bool was_out, bool is_out) {
    if (was_out == is_out) return;
    Out& out = out_[kind][user];
    if (!is_out) {
      regained(user, kind);
      out = {};
    } else if (state_.user(user).wants_online != 0) {  // else they left of free will
      out = {state_.now(), static_cast<std::uint32_t>(opens_.size())};
    }
  };
  change(kSignedOut, before == UserMode::kSignedOut, after == UserMode::kSignedOut);
  change(kIrregular, before != UserMode::kRegular, after != UserMode::kRegular);
}

void TimedSearch::on_refusal(const Refusal&) {}

bool TimedSearch::comes_true(const MishapQuestion& question) {
  bool answer = is_pinned(world_, question, times_asked(mishaps_, question) + 1);
  if (!answer) answer = decider_.choose(Decision::Kind::kMishap, 2, {}) == 1;
  mishaps_.push_back({question, answer});
  return answer;
}

void TimedSearch::regained(std::uint32_t user, Outage kind) {
  const Out& out = out_[kind][user];
  const Instant now = state_.now();
  if (out.since.is_set()) {
    const std::int64_t most = zone_.most(now, out.since);
    if (most > worst_[kind].ms) worst_[kind] = {most, user, placement_now(), out.since, now};
    if (leeways_ && out.since.anchor() != now.anchor()) {
      opens_[out.open - 1].below.take_within(kind, most);
    }
  }
  // Whoever was not there before may have been on another path to the same node.
  for (std::size_t i = out.open; i < opens_.size(); ++i) {
    take_since(opens_[i].below.until_back[kind], now, opens_[i].now);
  }
}

void TimedSearch::lost(const Fact& fact) {
  instant_.set(bits_.writes_lost());
  if (fact.entity < 0 || fact.other < 0) return;
  const std::size_t number =
      static_cast<std::size_t>(fact.entity) * 3 + static_cast<std::size_t>(fact.other);
  const Instant stamp = oldest_unapplied(state_.link(number));
  if (!stamp.is_set()) return;
  // The age counts at the moment of the disaster: when the pool stopped, or else the newest fault
  // before the loss was settled, or else that itself (Measures::note_loss). Bounds go by the
  // latest.
  const Instant stopped = stopped_[static_cast<std::size_t>(fact.entity)];
  const Instant latest = newest_strike_.is_set() ? newest_strike_ : state_.now();
  const Instant struck = stopped.is_set() ? stopped : latest;
  const std::int64_t age = std::max<std::int64_t>(0, zone_.most(struck, stamp));
  if (age > worst_loss_.ms) worst_loss_ = {age, -1, placement_now(), stamp, struck};
  if (leeways_ && stamp.anchor() != struck.anchor()) opens_.back().below.take_within(kLoss, age);
  for (std::size_t i = 0; i < opens_.size(); ++i) {
    Below& above = opens_[i].below;
    above.add_losing(number);
    if (newest_strike_.is_set() && i >= strike_open_) {
      above.loses_after_past_fault = true;
    } else {
      take_since(above.until_losing_fault, latest, opens_[i].now);
    }
  }
}

}  // namespace firedrill
