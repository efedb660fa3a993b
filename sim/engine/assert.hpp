// Our own mistakes: a condition that must hold, checked in every build.
//
// A failed assertion prints the condition, its place and one line that says which run it happened
// in, then ends the process with status 70. It is never used for mistakes in input (those are
// diagnostics) nor for failures of the simulated world (those are events).
#pragma once

#include <string>

namespace firedrill {

/// Says, while it lives, which run this thread is busy with; the innermost one speaks. `describe`
/// is called only when an assertion fails and returns one line: seed, scenario, event number,
/// replay line.
class AssertContext {
 public:
  using Describe = std::string (*)(const void* subject);
  AssertContext(Describe describe, const void* subject);
  ~AssertContext();
  AssertContext(const AssertContext&) = delete;
  AssertContext& operator=(const AssertContext&) = delete;

  /// The line of the innermost context of this thread, or empty.
  [[nodiscard]] static std::string line();

 private:
  Describe describe_;
  const void* subject_;
  const AssertContext* outer_;
};

/// The exit status of an internal error.
inline constexpr int kExitInternal = 70;

[[noreturn]] void assertion_failed(const char* condition, const char* message, const char* file,
                                   int line);

}  // namespace firedrill

#define FIREDRILL_ASSERT(condition, message)            \
  (__builtin_expect(static_cast<bool>(condition), true) \
       ? static_cast<void>(0)                           \
       : ::firedrill::assertion_failed(#condition, message, __FILE__, __LINE__))
