// firedrill_benchmark [NAME...]: the paired measurements behind the figures in the documents.
//
// A plain program and not a collection of micro benchmarks, because every figure is a ratio of two
// programs taken in turn in one call. Without a name it runs all of them; it ends with 1 when a
// goal was missed and with 3 when a name is unknown.
#include <cstdio>
#include <cstring>

#include "property_tests/benchmark/benchmarks.hpp"

namespace {

struct Benchmark {
  const char* name;
  bool (*run)();
  const char* what;
};

constexpr Benchmark kBenchmarks[] = {
    {"hold", firedrill::benchmark::run_hold, "event queue beside ns-3 and a ladder queue"},
    {"campaign", firedrill::benchmark::run_campaign, "random campaign beside SimPy"},
    {"explore", firedrill::benchmark::run_explore, "exhaustive search beside SPIN, on two cores"},
    {"model", firedrill::benchmark::run_model, "whole model for a day, without and with a trace"},
    {"users", firedrill::benchmark::run_users,
     "ten thousand to a million users: time, memory, the story of one"},
    {"small", firedrill::benchmark::run_small, "complete small drills a second"},
    {"shrink", firedrill::benchmark::run_shrink,
     "a failure of 200 events; the toy with a known answer"},
    {"prove", firedrill::benchmark::run_prove, "states a second of proofs over the real model"},
    {"check", firedrill::benchmark::run_check, "scenarios a second under drawn faults"},
    {"micro", firedrill::benchmark::run_micro, "one draw, one digested event, one write"},
};

const Benchmark* find(const char* name) {
  for (const Benchmark& benchmark : kBenchmarks) {
    if (std::strcmp(benchmark.name, name) == 0) return &benchmark;
  }
  return nullptr;
}

int usage() {
  std::fprintf(stderr, "usage: firedrill_benchmark [NAME...]\n");
  for (const Benchmark& benchmark : kBenchmarks) {
    std::fprintf(stderr, "  %-10s %s\n", benchmark.name, benchmark.what);
  }
  return 3;
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (find(argv[i]) == nullptr) return usage();
  }
  bool good = true;
  for (const Benchmark& benchmark : kBenchmarks) {
    bool wanted = argc == 1;
    for (int i = 1; i < argc; ++i) wanted = wanted || std::strcmp(argv[i], benchmark.name) == 0;
    if (!wanted) continue;
    good = benchmark.run() && good;
    std::printf("\n");
    std::fflush(stdout);
  }
  return good ? 0 : 1;
}
