// The benchmarks by name. Each prints its own table and says whether its stated goals were met.
#pragma once

namespace firedrill::benchmark {

bool run_campaign();
bool run_check();
bool run_explore();
bool run_hold();
bool run_micro();
bool run_model();
bool run_prove();
bool run_shrink();
bool run_small();
bool run_users();

}  // namespace firedrill::benchmark
