// What a run did to people, in figures: time to recovery by capability, user-minutes, writes lost.
//
// RTO is counted, for each user, from the fault (or the command) that took a capability away until
// the user has it again; the documented RTO, from a command's invocation to its end, stands beside
// it. A capability that never came back has no RTO and is counted as open.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/simulation.hpp"

namespace firedrill {

enum class Capability : std::uint8_t {
  kSignIn,
  kPresence,
  kContacts,
  kConferencing,
  kFederationIn,
  kFederationOut,
  kXmpp,
  kRemoteAccess
};
inline constexpr int kCapabilities = 8;
[[nodiscard]] std::string_view capability_name(Capability capability);

/// Exact percentiles over the users who lost a capability and got it back; milliseconds.
struct RecoveryFigures {
  std::uint32_t affected = 0;           // users who lost it at least once
  std::uint32_t open = 0;               // of those, who do not have it at the end
  std::uint32_t open_without_pool = 0;  // of those, who are in no regular mode either
  std::int64_t p50 = 0, p95 = 0, p99 = 0, max = 0;
  /// Of those who got it back, how many were without it for an hour or more: such as would not
  /// have been without the time that the failback of their own pool took (TRAP-12), and others; and
  /// the longest of each.
  struct Long {
    std::uint32_t users = 0;
    std::int64_t max_ms = 0;
  };
  Long in_failback, otherwise;
};

inline constexpr std::int64_t kLongAbsenceMs = 3'600'000;

struct CommandFigure {
  std::string name;  // cmdlet
  std::uint8_t actor = 0;
  std::uint16_t step = 0;      // as written
  std::uint16_t position = 0;  // on the walk, which differs where operators slip
  std::int64_t began_ms = 0;
  std::int64_t took_ms = -1;    // -1 = still running at the end
  std::int64_t target_ms = -1;  // documented target (NUM-01, 02, 04, 05); -1 = none
  std::int64_t behind = 0;      // replicas, when a command began that counts on them; else 0
};

/// Of a pool: how long it was FailingBack.
struct FailbackFigure {
  Index pool = kNone;
  std::int64_t began_ms = 0;
  std::int64_t ended_ms = -1;  // -1 = it still is
};

struct LossFigures {
  std::uint64_t acknowledged = 0;
  std::uint64_t lost = 0;                // no copy holds them any more
  std::uint64_t stranded = 0;            // not at the backup pool when it took over (RPO)
  std::uint64_t recovered = 0;           // of those, found at home when the pool came back
  std::uint64_t configuration_lost = 0;  // configuration changes
  std::int64_t oldest_age_ms = -1;  // of the oldest stranded or lost one when the disaster struck
};

struct Figures {
  std::array<RecoveryFigures, kCapabilities> recovery;
  std::vector<CommandFigure> commands;
  std::vector<FailbackFigure> failbacks;
  LossFigures loss;
  std::int64_t user_ms_out = 0;
  std::int64_t user_ms_resiliency = 0;
  std::uint64_t content_missing = 0;
};

class Measures final : public RunListener {
 public:
  explicit Measures(const Simulation& simulation);
  void on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) override;
  void on_mode(std::int64_t at_ms, std::uint32_t user, UserMode before, UserMode after) override;
  void on_instant(std::int64_t at_ms) override;
  /// Call after the run.
  [[nodiscard]] Figures figures() const;
  /// How many users have it now; for charts.
  [[nodiscard]] std::int64_t users_with(Capability capability) const;
  /// After the run: how long each user who lost it and got it back was without it, ascending; ms.
  [[nodiscard]] std::vector<std::int64_t> recovery_times(Capability capability) const;

 private:
  // Tracked separately; the other capabilities follow from these.
  enum Track : std::uint8_t { kSignedIn, kRegular, kReached, kReaches, kXmppd, kTracks };
  static constexpr Track kThroughEdge[] = {kReached, kReaches, kXmppd};
  static constexpr std::uint8_t kEdgeBits = 1U << kReached | 1U << kReaches | 1U << kXmppd;
  struct UserTrack {
    std::array<std::uint32_t, kTracks> lost;  // 1 + place in roots_; 0 = has it
    std::uint8_t affected = 0;                // a bit for each track
    std::uint8_t worst_by_failback = 0;       // so: without its failback under an hour
    std::array<std::int64_t, kTracks> worst;  // longest recovery; -1 = none
    std::int64_t since = 0;                   // of the present mode
    [[nodiscard]] bool lacks(std::size_t track) const { return lost[track] != 0; }
  };
  /// From when a loss at `at_ms` counts: the fault behind it, else itself; -1 = of free will.
  [[nodiscard]] std::int64_t since(std::int64_t at_ms) const;
  void lose(UserTrack& user, Track track, std::int64_t root);
  /// How much of the time from `from_ms` to `to_ms` the home pool of `user` was being failed back.
  [[nodiscard]] std::int64_t failing_back(std::uint32_t user, std::int64_t from_ms,
                                          std::int64_t to_ms) const;
  void regain(std::uint32_t u, UserTrack& user, Track track, std::int64_t at_ms);
  /// Users of a SIP domain who are registered at a pool have that capability (rule book 6.5). What
  /// the deployment never had is not missed.
  [[nodiscard]] bool works(Track track, std::size_t pool, std::size_t domain) const;
  [[nodiscard]] std::uint8_t& up(std::size_t pool, std::size_t domain) {
    return up_[pool * domains_ + domain];
  }
  /// What stands for a capability.
  [[nodiscard]] static Track track_for(Capability capability);
  void note_failback(const Fact& fact, std::int64_t at_ms);
  void note_loss(const Fact& fact, std::int64_t at_ms);

  const Simulation& simulation_;
  std::vector<std::int32_t> slot_of_user_;  // users who ever changed mode; -1 = none yet
  std::vector<UserTrack> tracks_;
  std::vector<std::int64_t> roots_;  // times to which losses go back; many users share one
  std::vector<std::uint32_t> users_;
  UserTrack& track_of(std::uint32_t user, std::int64_t at_ms);
  std::vector<std::int64_t> stopped_ms_;  // by pool: when it stopped; -1 = it runs
  std::size_t domains_;
  std::vector<std::uint8_t> up_;  // by pool and SIP domain: a bit for each track through an Edge
  std::int64_t remote_signed_in_ = 0;
  Figures figures_;
};

}  // namespace firedrill
