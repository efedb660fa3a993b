// Prints a failed assertion with the run it happened in, and ends the process.
#include "sim/engine/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace firedrill {
namespace {

// The one variable of the engine that outlives a call: an assertion deep in the model cannot be
// handed the run it belongs to, and must still be able to name it.
thread_local const AssertContext* innermost = nullptr;
thread_local bool failing = false;

}  // namespace

AssertContext::AssertContext(Describe describe, const void* subject)
    : describe_(describe), subject_(subject), outer_(innermost) {
  innermost = this;
}

AssertContext::~AssertContext() {
  innermost = outer_;
}

std::string AssertContext::line() {
  return innermost == nullptr ? std::string() : innermost->describe_(innermost->subject_);
}

void assertion_failed(const char* condition, const char* message, const char* file, int line) {
  std::fprintf(stderr, "firedrill: internal error: %s\n  condition: %s\n  place: %s:%d\n", message,
               condition, file, line);
  // A description that fails an assertion itself must not lead back here.
  if (!failing) {
    failing = true;
    const std::string context = AssertContext::line();
    if (!context.empty()) std::fprintf(stderr, "  run: %s\n", context.c_str());
  }
  std::fflush(stderr);
  std::_Exit(kExitInternal);
}

}  // namespace firedrill
