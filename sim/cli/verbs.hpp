// The verbs of the command line. Each parses its own options and returns the exit status: 0 held,
// 1 violated, 2 unknown, 3 input or command line rejected, 70 internal error.
#pragma once

#include <string>
#include <vector>

namespace firedrill {

inline constexpr int kExitRejected = 3;

using Arguments = std::vector<std::string>;

int verb_run(const Arguments& arguments);
int verb_prove(const Arguments& arguments);
int verb_check(const Arguments& arguments);
int verb_replay(const Arguments& arguments);
int verb_diff(const Arguments& arguments);
int verb_report(const Arguments& arguments);
int verb_shrink(const Arguments& arguments);
int verb_explain(const Arguments& arguments);
int verb_rules(const Arguments& arguments);
int verb_schema(const Arguments& arguments);
int verb_import(const Arguments& arguments);
int verb_init(const Arguments& arguments);

}  // namespace firedrill
