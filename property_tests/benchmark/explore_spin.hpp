// SPIN on the yardstick protocol, where this machine has it (Debian package spin).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace firedrill::benchmark {

/// A generated and compiled verifier in a folder of its own, gone with this object.
class SpinVerifier {
 public:
  struct Counts {
    std::uint64_t states = 0;
    std::uint64_t transitions = 0;  // Without the step into the initial state.
    double cpu_seconds = 0;         // Of the whole process.
    double bytes = 0;               // The most it had in memory.
  };

  /// Null where SPIN or a C compiler is missing.
  static std::unique_ptr<SpinVerifier> build(unsigned faults, unsigned backlog);
  ~SpinVerifier();

  /// Nothing where it failed or did not search everything.
  [[nodiscard]] std::optional<Counts> run() const;

 private:
  explicit SpinVerifier(std::string folder) : folder_(std::move(folder)) {}
  std::string folder_;
};

}  // namespace firedrill::benchmark
