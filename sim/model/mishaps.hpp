// Mishaps: what the documentation says may go wrong, and need not. A command passes every check
// that is documented for it and fails all the same.
//
// The model asks whether a mishap comes true (comes_true); who drives it answers. A run answers as
// the scenario says (`mishaps:`), else by the parameter of that mishap, which says "never" by
// default; a search follows both answers; a campaign draws mishaps into its scenarios. A parameter
// that the scenario sets is an answer for every driver.
//
//   FLT-51  a pool failover fails although the checks passed; it is run again
//   FLT-54  a move of the Central Management store fails midway
//   FLT-93  a full reset does not bring the pool up again
//
// Of the other documented "may"s one is a fault of the injection catalogue (FLT-90, a failback
// whose hydration fails); others lie outside what is modelled (FLT-17, FLT-41); what a wait or a
// drain comes to when its time is up follows from the state (CMD-01, CMD-25).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sim/model/writer.hpp"

namespace firedrill {

struct MishapInfo {
  Mishap mishap;
  std::string_view rule;
  std::string_view cmdlet;  // in which it may come true
  ParameterId parameter;
  std::string_view what;
};
/// In the order of Mishap.
[[nodiscard]] std::span<const MishapInfo> mishap_table();
[[nodiscard]] const MishapInfo& mishap_info(Mishap mishap);

/// Asks whether `mishap` comes true in the command that the actor `shell` runs; 0xff = nobody runs
/// it any more, and nothing comes true.
[[nodiscard]] bool comes_true(Writer& w, Mishap mishap, std::uint8_t shell);

/// The answers of one history, for a driver.
struct MishapAnswer {
  MishapQuestion question;
  bool came_true = false;
  friend bool operator==(const MishapAnswer&, const MishapAnswer&) = default;
};
/// How often the question was answered before.
[[nodiscard]] std::int32_t times_asked(const std::vector<MishapAnswer>& answers,
                                       const MishapQuestion& question);
/// The scenario says that it comes true when it is asked for the `time`-th time, from 1.
[[nodiscard]] bool is_pinned(const World& world, const MishapQuestion& question, std::int32_t time);

}  // namespace firedrill
