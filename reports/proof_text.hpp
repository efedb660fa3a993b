// A proof as text for people, as JSON and as JUnit.
#pragma once

#include <string>
#include <vector>

#include "sim/explore/proof.hpp"

namespace firedrill {

struct ProofReport {
  const Scenario& scenario;
  const ProofOptions& options;
  const ProofResult& result;
  std::string again;               // the command line that repeats it
  double seconds = -1;             // below 0: not told, so that the text is always the same
  std::vector<std::string> notes;  // "2 users a pool stand for 20,000", files written
};

[[nodiscard]] std::string proof_as_text(const ProofReport& report, bool quiet);
[[nodiscard]] std::string proof_as_json(const std::vector<ProofReport>& reports);
[[nodiscard]] std::string proof_as_junit(const std::vector<ProofReport>& reports);

}  // namespace firedrill
