// A random campaign: years in the life of two paired pools, run after run, beside the same model in
// SimPy. It measures queue, draws and digest together, with as little model as makes sense.
//
// A pool fails after 300 hours on average. Where its partner is up, a failover takes half an hour
// and serves its users again; otherwise they wait for the repair, eight hours. A repaired pool that
// was failed over needs half an hour to fail back. All times are exponential; what is measured
// about a year is how long users went unserved, which both programs must agree on.
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/draws.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/exponential.hpp"

namespace firedrill::benchmark {
namespace {

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kYear = 8'760 * kHour;
constexpr std::uint32_t kPools = 2;

enum Timer : std::uint32_t { kFailure, kFailover, kRepair, kFailback, kTimers };
constexpr std::array<std::int64_t, kTimers> kMean = {300 * kHour, kHour / 2, 8 * kHour, kHour / 2};

enum class Pool : std::uint8_t { kUp, kDown, kFailingOver, kFailedOver };

struct Year {
  std::int64_t unserved_ms = 0;
  std::uint64_t events = 0;
};

class PairOfPools {
 public:
  PairOfPools(const Draws& draws, EventQueue& queue, Digest& digest)
      : draws_(draws), queue_(queue), digest_(digest) {}

  Year run(std::uint64_t number) {
    queue_.clear();
    number_ = number;
    for (std::uint32_t pool = 0; pool < kPools; ++pool) {
      drawn_[pool] = 0;
      draw_ahead(pool);
      state_[pool] = Pool::kUp;
      alive_[pool] = true;
      outage_since_[pool] = kNever;
    }
    armed_.fill(kNever);
    now_ = 0;
    year_ = Year();
    for (std::uint32_t pool = 0; pool < kPools; ++pool) arm(kFailure, pool);
    for (;;) {
      const EventEntry event = queue_.pop();
      if (event.time >= kYear) return year_;
      if (armed_[event.slot] != event.time) continue;
      armed_[event.slot] = kNever;
      now_ = event.time;
      ++year_.events;
      const std::uint32_t pool = event.slot % kPools;
      handle(static_cast<Timer>(event.slot / kPools), pool);
      digest_.fold(static_cast<std::uint64_t>(now_), event.slot,
                   static_cast<std::uint64_t>(state_[pool]),
                   static_cast<std::uint64_t>(year_.unserved_ms));
    }
  }

 private:
  static constexpr std::int64_t kNever = -1;

  /// The pool's next waiting time, in means. A draw depends on no other draw, so it can be made
  /// before anyone knows what it is for, while the processor would wait for the queue.
  void draw_ahead(std::uint32_t pool) {
    next_wait_[pool] =
        exponential_fixed(draws_.bits(Purpose::kFaults, number_ * kPools + pool, drawn_[pool]++));
  }

  void arm(Timer timer, std::uint32_t pool) {
    const std::int64_t wait = exponential_scaled(next_wait_[pool], kMean[timer]);
    draw_ahead(pool);
    const std::uint32_t slot = timer * kPools + pool;
    armed_[slot] = now_ + wait;
    queue_.push(now_ + wait, slot);
  }

  void end_outage(std::uint32_t pool) {
    if (outage_since_[pool] == kNever) return;
    year_.unserved_ms += now_ - outage_since_[pool];
    outage_since_[pool] = kNever;
  }

  void handle(Timer timer, std::uint32_t pool) {
    const std::uint32_t partner = 1 - pool;
    switch (timer) {
      case kFailure:
        alive_[pool] = false;
        outage_since_[pool] = now_;
        state_[pool] = Pool::kDown;
        if (state_[partner] == Pool::kUp) {
          state_[pool] = Pool::kFailingOver;
          arm(kFailover, pool);
        }
        arm(kRepair, pool);
        break;
      case kFailover:
        if (!alive_[partner]) break;
        state_[pool] = Pool::kFailedOver;
        end_outage(pool);
        break;
      case kRepair:
        alive_[pool] = true;
        armed_[kFailover * kPools + pool] = kNever;
        if (state_[pool] == Pool::kFailedOver) {
          arm(kFailback, pool);
          break;
        }
        end_outage(pool);
        [[fallthrough]];
      default:
        state_[pool] = Pool::kUp;
        arm(kFailure, pool);
        break;
    }
  }

  const Draws& draws_;
  EventQueue& queue_;
  Digest& digest_;
  std::uint64_t number_ = 0;
  std::int64_t now_ = 0;
  Year year_;
  std::array<std::uint64_t, kPools> drawn_{};
  std::array<std::uint64_t, kPools> next_wait_{};
  std::array<Pool, kPools> state_{};
  std::array<bool, kPools> alive_{};
  std::array<std::int64_t, kPools> outage_since_{};
  std::array<std::int64_t, kPools * kTimers> armed_{};
};

struct Campaign {
  double runs_per_second = 0;
  double events_per_run = 0;
  double unserved_hours = 0;
  std::string digest;
};

Campaign ours(std::uint64_t runs) {
  const Draws draws(1);
  EventQueue queue;
  Digest digest;
  PairOfPools pair(draws, queue, digest);
  std::int64_t unserved_ms = 0;
  std::uint64_t events = 0;
  const Stopwatch watch;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const Year year = pair.run(run);
    unserved_ms += year.unserved_ms;
    events += year.events;
  }
  const double seconds = watch.seconds();
  const auto count = static_cast<double>(runs);
  return {count / seconds, static_cast<double>(events) / count,
          static_cast<double>(unserved_ms) / static_cast<double>(kHour) / count,
          digest.value().hex()};
}

/// Nothing where this machine has no SimPy.
std::optional<Campaign> simpy(std::uint64_t runs) {
  const std::string command = "/usr/bin/python3 '" FIREDRILL_BENCHMARK_DIR "/campaign_simpy.py' " +
                              std::to_string(runs) + " 2>/dev/null";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  double seconds = 0;
  Campaign out;
  const int read =
      std::fscanf(pipe, "%lf %lf %lf", &seconds, &out.events_per_run, &out.unserved_hours);
  if (pclose(pipe) != 0 || read != 3) return std::nullopt;
  out.runs_per_second = static_cast<double>(runs) / seconds;
  return out;
}

void print_row(const char* name, double runs_per_second, const Campaign& campaign) {
  std::printf("%-10s %12.0f %12.1f %16.2f\n", name, runs_per_second, campaign.events_per_run,
              campaign.unserved_hours);
}

}  // namespace

bool run_campaign() {
  constexpr std::uint64_t kRuns = 40'000;
  constexpr std::uint64_t kRunsSimpy = 1'500;
  constexpr double kGoal = 40;
  std::printf(
      "Campaign: one-year runs of two paired pools, one thread; medians of %d rounds.\n\n"
      "%-10s %12s %12s %16s\n",
      kRounds, "", "runs/s", "events/run", "unserved h/run");
  std::vector<double> rate;
  std::vector<double> rate_simpy;
  Campaign last;
  std::optional<Campaign> last_simpy;
  for (int round = 0; round < kRounds; ++round) {
    last = ours(kRuns);
    last_simpy = simpy(kRunsSimpy);
    rate.push_back(last.runs_per_second);
    if (last_simpy) rate_simpy.push_back(last_simpy->runs_per_second);
  }
  print_row("firedrill", median(rate), last);
  if (rate_simpy.size() != rate.size()) {
    std::printf("SimPy is not installed here (python3-simpy3).\ndigest %s\n", last.digest.c_str());
    return true;
  }
  print_row("SimPy", median(rate_simpy), *last_simpy);
  const double ratio = median_ratio(rate, rate_simpy);
  std::printf("\ntimes SimPy %.1f (>=%.0f)\ndigest %s\n", ratio, kGoal, last.digest.c_str());
  // The streams differ, so only the means can be compared; a tenth is five standard deviations.
  const bool agree = std::fabs(last.unserved_hours / last_simpy->unserved_hours - 1) < 0.1 &&
                     std::fabs(last.events_per_run / last_simpy->events_per_run - 1) < 0.02;
  if (!agree) std::printf("campaign: the two models disagree\n");
  if (ratio < kGoal) std::printf("campaign: the ratio is below its goal\n");
  return agree && ratio >= kGoal;
}

}  // namespace firedrill::benchmark
