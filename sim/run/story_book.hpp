// The stories of all users of a run, as lines at the end of its trace, so that any of them is told
// without running again.
//
//   why      the chain behind an event that changed modes, once for all whose mode it changed
//   service  from when on users registered at a pool have a service through Edge pools, or have not
//   ends     why users have no regular service at the end, once for all of whom the same is true
//   stories  64 users a line, in their order: a reader bisects
//
// A user in `stories` is "home,site,mode,acknowledged,lost,ends" and, after a bar each, the changes
// "ms,mode,registrar,kind,why": kind is the letter of the user's own timer where the change came by
// itself ('-' = it came with the event `why`), and `why` the event behind it, 0 = none.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include "sim/run/explain.hpp"

namespace firedrill {

inline constexpr std::uint32_t kUsersOfALine = 64;

class StoryBook final : public RunListener {
 public:
  /// Needs a run with KeepCauses::kAllButLoad or more; `causes` and `timeline` listen to it too.
  StoryBook(const CauseBook& causes, const Simulation& simulation, const Timeline& timeline)
      : causes_(causes), simulation_(simulation), timeline_(timeline) {}
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;

  /// Takes a line without its end.
  using Put = std::function<void(std::string_view line)>;
  /// After the run: the lines `why` and `ends`, then, after a call of `begin_stories`, `stories`.
  void write(const Put& put, const std::function<void()>& begin_stories);

 private:
  struct Change {
    std::uint32_t user;
    std::uint32_t event;
    std::int32_t registrar;
    UserMode after;
  };
  struct Place {  // where the reason of a change is found
    char kind;
    std::uint32_t why;
  };
  [[nodiscard]] Place place_of(const Change& change) const;
  void write_reasons(const Put& put);
  void write_services(const Put& put) const;
  void write_ends(const Put& put);
  void write_stories(const Put& put) const;
  [[nodiscard]] std::string entry(std::uint32_t user,
                                  std::deque<Change>::const_iterator& next) const;

  const CauseBook& causes_;
  const Simulation& simulation_;
  const Timeline& timeline_;
  std::deque<Change> changes_;
  std::vector<std::uint32_t> told_;  // events with a line in the timeline, ascending
  std::vector<std::uint32_t> ends_;  // by user: number of the text, 0 = regular service
};

}  // namespace firedrill
