// What a run leaves undone, in the words and lines in which people are told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firedrill {

/// What nobody has done, and what is typed to do it; no lines where no line does it.
struct Undone {
  std::string text;  // names its rules
  std::vector<std::string> lines = {};
  std::vector<std::string_view> rules = {};
  bool normal = false;  // it is worth knowing, and nothing is to be done
  friend bool operator==(const Undone&, const Undone&) = default;
};

}  // namespace firedrill
