// Goal: queues simulated on the engine's event queue and draws agree with queueing theory.
//
// Method: an M/M/c queue, Poisson arrivals, exponential service, c servers, first come first
// served. Thirty independent runs of fixed seeds; the theory's value must lie within the 99 %
// confidence interval of their mean, and that interval must be narrow enough to tell a mistake of a
// few percent. Nothing here is timed; the same numbers come out on every machine.
#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <vector>

#include "sim/engine/draws.hpp"
#include "sim/engine/event_queue.hpp"

namespace firedrill {
namespace {

struct Queue {
  unsigned servers;
  std::int64_t arrival_ms;  // Mean time between two arrivals.
  std::int64_t service_ms;  // Mean time of a service.
  [[nodiscard]] double offered() const {
    return static_cast<double>(service_ms) / static_cast<double>(arrival_ms);
  }
};

/// Means over the customers of one run, and over its time.
struct Measured {
  double waited_ms = 0;    // From arrival to the beginning of service.
  double had_to_wait = 0;  // Share of customers that did.
  double in_system = 0;    // Customers waiting or served, averaged over time.
};

/// What theory says, by Erlang's C formula.
Measured theory(const Queue& queue) {
  const double offered = queue.offered();
  double term = 1;
  double sum = 0;
  for (unsigned k = 0; k < queue.servers; ++k) {
    sum += term;
    term *= offered / (k + 1);
  }
  const double utilisation = offered / queue.servers;
  const double had_to_wait = term / ((1 - utilisation) * sum + term);
  const double waited_ms =
      had_to_wait * static_cast<double>(queue.service_ms) / (queue.servers - offered);
  const double in_system = offered + waited_ms / static_cast<double>(queue.arrival_ms);
  return {waited_ms, had_to_wait, in_system};
}

class Simulated {
 public:
  Simulated(const Queue& queue, std::uint64_t seed) : queue_(queue), draws_(seed) {}

  /// The first customers find the queue emptier than usual and are not counted.
  Measured run(std::uint64_t uncounted, std::uint64_t customers) {
    events_.push(draw(Purpose::kArrival, queue_.arrival_ms, arrivals_), kArrival);
    const std::uint64_t last = uncounted + customers;
    std::int64_t since = 0;
    double area = 0;
    Measured sum;
    while (begun_ < last) {
      const EventEntry event = events_.pop();
      if (begun_ >= uncounted) {
        if (since == 0) since = now_;
        area += static_cast<double>(event.time - now_) * in_system();
      }
      now_ = event.time;
      if (event.slot == kArrival) {
        waiting_.push_back(now_);
        ++arrivals_;
        const std::int64_t gap = draw(Purpose::kArrival, queue_.arrival_ms, arrivals_);
        events_.push(now_ + gap, kArrival);
      } else {
        --busy_;
      }
      while (busy_ < queue_.servers && !waiting_.empty()) serve(begun_ >= uncounted, sum);
    }
    sum.waited_ms /= static_cast<double>(customers);
    sum.had_to_wait /= static_cast<double>(customers);
    sum.in_system = area / static_cast<double>(now_ - since);
    return sum;
  }

 private:
  enum Slot : std::uint32_t { kDeparture, kArrival };

  [[nodiscard]] std::int64_t draw(Purpose purpose, std::int64_t mean, std::uint64_t n) const {
    return draws_.exponential_ms(mean, purpose, 0, n);
  }
  [[nodiscard]] double in_system() const { return static_cast<double>(busy_ + waiting_.size()); }

  void serve(bool counted, Measured& sum) {
    if (counted) {
      sum.waited_ms += static_cast<double>(now_ - waiting_.front());
      sum.had_to_wait += now_ > waiting_.front() ? 1 : 0;
    }
    waiting_.pop_front();
    ++busy_;
    events_.push(now_ + draw(Purpose::kWorkload, queue_.service_ms, begun_), kDeparture);
    ++begun_;
  }

  Queue queue_;
  Draws draws_;
  EventQueue events_;
  std::deque<std::int64_t> waiting_;
  std::int64_t now_ = 0;
  std::size_t busy_ = 0;
  std::uint64_t arrivals_ = 0;
  std::uint64_t begun_ = 0;
};

/// `expected` lies in the 99 % interval of the mean, whose half width is at most `width` of it.
void expect_mean(const std::vector<double>& values, double expected, double width) {
  constexpr double kStudent29 = 2.756;  // 99.5 % point for 29 degrees of freedom.
  const auto n = static_cast<double>(values.size());
  ASSERT_EQ(values.size(), 30U);
  double mean = 0;
  for (const double value : values) mean += value / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double half = kStudent29 * std::sqrt(squares / (n - 1) / n);
  EXPECT_NEAR(mean, expected, half);
  EXPECT_LE(half, width * expected);
}

void expect_theory(const Queue& queue) {
  std::vector<double> waited;
  std::vector<double> had_to_wait;
  std::vector<double> in_system;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    const Measured run = Simulated(queue, seed).run(2'000, 20'000);
    waited.push_back(run.waited_ms);
    had_to_wait.push_back(run.had_to_wait);
    in_system.push_back(run.in_system);
  }
  const Measured expected = theory(queue);
  expect_mean(waited, expected.waited_ms, 0.05);
  expect_mean(had_to_wait, expected.had_to_wait, 0.02);
  expect_mean(in_system, expected.in_system, 0.04);
}

TEST(QueueWithOneServer, AgreesWithTheory) {
  const Queue queue{1, 100'000, 70'000};
  // For one server the formulas are short: rho / (1 - rho) customers, of whom rho had to wait.
  EXPECT_NEAR(theory(queue).in_system, 0.7 / 0.3, 1e-12);
  EXPECT_NEAR(theory(queue).had_to_wait, 0.7, 1e-12);
  expect_theory(queue);
}

TEST(QueueWithThreeServers, AgreesWithTheory) {
  expect_theory({3, 100'000, 225'000});
}

}  // namespace
}  // namespace firedrill
