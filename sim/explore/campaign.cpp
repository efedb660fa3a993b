// Batches of runs, dealt out in small pieces to threads that each keep a tally of their own.
#include "sim/explore/campaign.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace firedrill {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kEventsOfABatch = 1'000'000;
constexpr std::uint64_t kEventsOfAPiece = 20'000;

std::vector<std::uint16_t> cmdlets_of(
    const std::vector<std::unique_ptr<CampaignScenario>>& scenarios) {
  std::vector<std::uint16_t> out;
  for (const auto& scenario : scenarios) {
    for (const ActorSpec& actor : scenario->as_written.actors) {
      for (const StepSpec& step : actor.steps) {
        if (step.kind == StepSpec::Kind::kCommand) out.push_back(step.command.cmdlet);
      }
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::int64_t up_to_a_second(std::int64_t ms) {
  return (ms + 999) / 1000;
}

void add_recovery(Distribution& distribution, const Figures& figures, Capability capability) {
  const RecoveryFigures& r = figures.recovery[static_cast<std::size_t>(capability)];
  if (r.open > 0) {
    distribution.add_never();
  } else {
    distribution.add(up_to_a_second(r.max));
  }
}

}  // namespace

void FailureGroup::merge(const FailureGroup& other) {
  if (met.runs == 0) {
    *this = other;
    return;
  }
  met.merge(other.met);
  if (std::pair(other.fewest, other.example) < std::pair(fewest, example)) {
    fewest = other.fewest;
    example = other.example;
  }
}

void ScenarioTally::add(const RunResult& result, std::uint64_t number, std::uint64_t order) {
  ++runs;
  events += result.events;
  twice += result.twice ? 1 : 0;
  ++shapes[static_cast<std::size_t>(result.shape)];
  switch (result.verdict) {
    case Verdict::kHeld:
      ++(result.known.empty() ? held : known_only);
      break;
    case Verdict::kUnknown:
      ++unknown;
      break;
    case Verdict::kViolated:
      ++violated;
      break;
  }
  for (const std::string& rule : result.known) known[rule].count(order);
  for (const Finding& finding : result.findings) {
    FailureGroup one;
    one.verdict = finding.verdict;
    one.rule = finding.rule;
    one.met.count(order);
    one.fewest = result.added;
    one.example = number;
    groups[finding.slice].merge(one);
  }
  add_recovery(sign_in_s, result.figures, Capability::kSignIn);
  add_recovery(regular_s, result.figures, Capability::kContacts);
  lost_age_s.add(up_to_a_second(std::max<std::int64_t>(result.figures.loss.oldest_age_ms, 0)));
  lost.add(static_cast<std::int64_t>(result.figures.loss.lost));
}

void ScenarioTally::merge(const ScenarioTally& other) {
  runs += other.runs;
  held += other.held;
  known_only += other.known_only;
  unknown += other.unknown;
  violated += other.violated;
  twice += other.twice;
  events += other.events;
  for (std::size_t i = 0; i < shapes.size(); ++i) shapes[i] += other.shapes[i];
  sign_in_s.merge(other.sign_in_s);
  regular_s.merge(other.regular_s);
  lost_age_s.merge(other.lost_age_s);
  lost.merge(other.lost);
  for (const auto& [rule, met] : other.known) known[rule].merge(met);
  for (const auto& [slice, group] : other.groups) groups[slice].merge(group);
}

void CampaignTally::merge(const CampaignTally& other) {
  for (std::size_t i = 0; i < scenarios.size(); ++i) scenarios[i].merge(other.scenarios[i]);
  probes.merge(other.probes);
}

std::uint64_t CampaignTally::runs() const {
  std::uint64_t out = 0;
  for (const ScenarioTally& scenario : scenarios) out += scenario.runs;
  return out;
}

std::uint64_t CampaignTally::failed() const {
  std::uint64_t out = 0;
  for (const ScenarioTally& scenario : scenarios) out += scenario.violated;
  return out;
}

/// A thread's own worlds and probes, made when it first needs them.
struct Campaign::Worker {
  Worker(std::size_t scenarios, const Phases& phases)
      : replicas(scenarios), probes(phases), tally(scenarios, phases) {}
  std::vector<std::unique_ptr<CampaignReplica>> replicas;
  Probes probes;
  CampaignTally tally;  // of the present batch
  std::unique_ptr<Irreproducible> irreproducible;
};

/// The orders [next, end) are still to be dealt out; `end` comes down when there is to be an end.
struct Campaign::Batch {
  std::mutex mutex;
  std::condition_variable over;
  std::uint64_t next = 0;
  std::uint64_t end = 0;
  std::uint64_t piece = 1;
  unsigned working = 0;
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> failed{0};

  bool take(std::uint64_t& from, std::uint64_t& to) {
    const std::lock_guard lock(mutex);
    if (next >= end) return false;
    from = next;
    to = next = std::min(end, next + piece);
    return true;
  }
  /// No round that has not begun is begun any more.
  void cut(std::uint64_t scenarios) {
    const std::lock_guard lock(mutex);
    end = std::min(end, (next + scenarios - 1) / scenarios * scenarios);
  }
};

Campaign::Campaign(std::vector<std::unique_ptr<CampaignScenario>> scenarios,
                   const CampaignOptions& options)
    : scenarios_(std::move(scenarios)),
      options_(options),
      phases_(cmdlets_of(scenarios_)),
      tally_(scenarios_.size(), phases_) {}

std::uint64_t Campaign::runs_of_a_batch() const {
  std::uint64_t round = 1;
  for (const auto& scenario : scenarios_) round += scenario->events;
  return std::clamp<std::uint64_t>(kEventsOfABatch / round, 1, 4096) * scenarios_.size();
}

void Campaign::work(Worker& worker, Batch& batch) const {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  while (!worker.irreproducible && batch.take(from, to)) {
    for (std::uint64_t order = from; order < to; ++order) {
      const std::size_t which = order % scenarios_.size();
      const std::uint64_t number = options_.first + order / scenarios_.size();
      auto& replica = worker.replicas[which];
      if (!replica) replica = std::make_unique<CampaignReplica>(*scenarios_[which]);
      const RunResult result =
          replica->run(options_.seed, number, number % kTwiceEvery == 0, worker.probes);
      worker.probes.add_to(worker.tally.probes, order);
      worker.tally.scenarios[which].add(result, number, order);
      if (!result.difference.empty()) {
        worker.irreproducible =
            std::make_unique<Irreproducible>(Irreproducible{which, number, result.difference});
        batch.cut(scenarios_.size());
        break;
      }
      batch.done.fetch_add(1, std::memory_order_relaxed);
      if (result.verdict == Verdict::kViolated) {
        batch.failed.fetch_add(1, std::memory_order_relaxed);
      }
    }
  }
  const std::lock_guard lock(batch.mutex);
  if (--batch.working == 0) batch.over.notify_all();
}

void Campaign::run(const std::atomic<bool>& stop, CampaignListener& listener) {
  const Clock::time_point until = Clock::now() + std::chrono::milliseconds(options_.for_ms);
  const auto time_is_up = [&] { return options_.for_ms > 0 && Clock::now() >= until; };
  const std::uint64_t wanted = options_.runs * scenarios_.size();
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned j = 0; j < std::max(1U, options_.jobs); ++j) {
    workers.push_back(std::make_unique<Worker>(scenarios_.size(), phases_));
  }
  Batch batch;
  std::uint64_t round = 1;
  for (const auto& scenario : scenarios_) round += scenario->events;
  batch.piece = std::max<std::uint64_t>(1, kEventsOfAPiece * scenarios_.size() / round);
  while (batch.next < wanted && !stop && !time_is_up() && !irreproducible_) {
    const std::uint64_t begun = batch.next;
    batch.end = std::min(wanted, begun + runs_of_a_batch());
    batch.working = static_cast<unsigned>(workers.size());
    std::vector<std::jthread> threads;
    for (auto& worker : workers) {
      threads.emplace_back([this, &worker, &batch] { work(*worker, batch); });
    }
    for (std::unique_lock lock(batch.mutex); batch.working > 0;) {
      batch.over.wait_for(lock, std::chrono::milliseconds(100));
      lock.unlock();
      if (stop || time_is_up()) batch.cut(scenarios_.size());
      listener.on_progress(batch.done, batch.failed);
      lock.lock();
    }
    threads.clear();
    CampaignTally fresh(scenarios_.size(), phases_);
    for (auto& worker : workers) {
      fresh.merge(worker->tally);
      worker->tally = CampaignTally(scenarios_.size(), phases_);
      if (worker->irreproducible && !irreproducible_) {
        irreproducible_ = std::move(worker->irreproducible);
      }
    }
    tally_.merge(fresh);
    rounds_ = batch.next / scenarios_.size();
    listener.on_batch(fresh, tally_);
  }
  complete_ = !irreproducible_ && (batch.next >= wanted || (time_is_up() && !stop));
}

}  // namespace firedrill
