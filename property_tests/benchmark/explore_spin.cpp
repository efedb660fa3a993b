#include "property_tests/benchmark/explore_spin.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace firedrill::benchmark {

std::unique_ptr<SpinVerifier> SpinVerifier::build(unsigned faults, unsigned backlog) {
  std::string folder = (std::filesystem::temp_directory_path() / "firedrill-spin-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return nullptr;
  std::unique_ptr<SpinVerifier> verifier(new SpinVerifier(folder));
  const std::string command =
      "cd '" + folder + "' && spin -DFAULTS=" + std::to_string(faults) +
      " -DBACKLOG=" + std::to_string(backlog) +
      " -a '" FIREDRILL_BENCHMARK_DIR
      "/paired_pools.pml' >/dev/null 2>&1 && "
      "gcc -O2 -DSAFETY -DMEMLIM=16000 -DNOREDUCE pan.c -o pan >/dev/null 2>&1";
  if (std::system(command.c_str()) != 0) return nullptr;
  return verifier;
}

SpinVerifier::~SpinVerifier() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::optional<SpinVerifier::Counts> SpinVerifier::run() const {
  const std::string report = folder_ + "/report";
  const std::string program = folder_ + "/pan";
  std::fflush(stdout);  // Or the child would write what is still buffered once more.
  const pid_t child = fork();
  if (child < 0) return std::nullopt;
  if (child == 0) {
    if (std::freopen(report.c_str(), "w", stdout) == nullptr || chdir(folder_.c_str()) != 0) {
      _exit(1);
    }
    execl(program.c_str(), "pan", "-m2000000", "-w24", static_cast<char*>(nullptr));
    _exit(1);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0) return std::nullopt;
  Counts counts;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  counts.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  counts.bytes = static_cast<double>(usage.ru_maxrss) * 1024;
  std::ifstream lines(report);
  bool complete = false;
  for (std::string line; std::getline(lines, line);) {
    unsigned long long count = 0;
    if (line.find("errors: 0") != std::string::npos) complete = true;
    if (line.find("max search depth too small") != std::string::npos) return std::nullopt;
    if (line.find("states, stored") != std::string::npos &&
        std::sscanf(line.c_str(), "%llu", &count) == 1) {
      counts.states = count;
    }
    if (line.find("transitions (=") != std::string::npos &&
        std::sscanf(line.c_str(), "%llu", &count) == 1) {
      counts.transitions = count - 1;
    }
  }
  if (!complete) return std::nullopt;
  return counts;
}

}  // namespace firedrill::benchmark
