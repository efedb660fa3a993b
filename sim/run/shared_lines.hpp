// Whether one administrator can type in time what was told of one loss, and who types what where
// two have to.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace firedrill {

/// Lines that were told of one absence.
struct TimedLines {
  std::string name;          // "pool1", "XMPP"
  std::int64_t hour_ms = 0;  // when it had been missing for an hour
  std::int64_t took_ms = 0;  // to type them
  std::string wait;          // what whoever types them elsewhere waits for first; empty = nothing
};

/// "the lines of pool1, XMPP take 1h 04m 01s one after the other, ...: write "administrators:"
/// ..."; empty where one administrator is done in time, or not even two are. `over_ms`: when the
/// procedure was over, -1 = it was not; `several`: there are administrators already.
[[nodiscard]] std::string share_out(std::span<const TimedLines> told, std::int64_t over_ms,
                                    bool several);

}  // namespace firedrill
