// Single figures of the engine's parts, by Google Benchmark: what one draw, one digested event, one
// write of a fingerprint and one short life of a queue cost.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "property_tests/benchmark/benchmarks.hpp"
#include "sim/engine/digest.hpp"
#include "sim/engine/draws.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/mix.hpp"

namespace firedrill::benchmark {
namespace {

void draw_bits(::benchmark::State& state) {
  const Draws draws(1);
  std::uint64_t n = 0;
  for (auto _ : state) ::benchmark::DoNotOptimize(draws.bits(Purpose::kFaults, 7, n++));
}

void draw_waiting_time(::benchmark::State& state) {
  const Draws draws(1);
  std::uint64_t n = 0;
  for (auto _ : state) {
    ::benchmark::DoNotOptimize(draws.exponential_ms(3'600'000, Purpose::kFaults, 7, n++));
  }
}

void digest_event_of_32_bytes(::benchmark::State& state) {
  Digest digest;
  std::uint64_t n = 0;
  for (auto _ : state) {
    digest.fold(n, n, n, n);
    ++n;
  }
  ::benchmark::DoNotOptimize(digest.value());
}

void fingerprint_write(::benchmark::State& state) {
  Fingerprint fingerprint;
  std::uint64_t n = 0;
  for (auto _ : state) {
    fingerprint.subtract(mix(n & 255, n));
    fingerprint.add(mix(n & 255, n + 1));
    ::benchmark::DoNotOptimize(fingerprint);
    ++n;
  }
}

void queue_life_of_50_events(::benchmark::State& state) {
  for (auto _ : state) {
    EventQueue queue;
    for (std::uint32_t slot = 0; slot < 50; ++slot) queue.push((slot * 7'919) % 1'000, slot);
    while (!queue.empty()) ::benchmark::DoNotOptimize(queue.pop());
  }
}

}  // namespace

bool run_micro() {
  // Registered here and not by global objects, so that the other benchmarks stay without them.
  ::benchmark::RegisterBenchmark("draw_bits", draw_bits);
  ::benchmark::RegisterBenchmark("draw_waiting_time", draw_waiting_time);
  ::benchmark::RegisterBenchmark("digest_event_of_32_bytes", digest_event_of_32_bytes);
  ::benchmark::RegisterBenchmark("fingerprint_write", fingerprint_write);
  ::benchmark::RegisterBenchmark("queue_life_of_50_events", queue_life_of_50_events);
  ::benchmark::RunSpecifiedBenchmarks();
  return true;
}

}  // namespace firedrill::benchmark
