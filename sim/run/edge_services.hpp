// Federation, XMPP and media of users outside, as the procedures see them (PRC-EF, PRC-EX, PRC-EA):
// which pools are without, what stands in the way, and the lines that clear it in this deployment
// at this moment. Advice for people, and no verdict.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/model/passage.hpp"
#include "sim/run/undone.hpp"

namespace firedrill {

/// Those that a procedure moves to another Edge pool, PRC-EF, PRC-EA, PRC-EX, in this order: while
/// XMPP is moved, the Edge pool that takes it over does not run.
inline constexpr std::array kMovedServices = {EdgeService::kFederationOut, EdgeService::kMedia,
                                              EdgeService::kXmpp};

/// Pools that run, whose users do not have it; empty where the deployment never had it.
[[nodiscard]] std::vector<Index> pools_without(const World& world, const State& state,
                                               EdgeService service);
/// Where configuration cannot be changed.
[[nodiscard]] Undone store_first(const World& world, const State& state);
/// What has to be done before it works again; empty where nothing of it is anybody's step.
[[nodiscard]] std::vector<Undone> steps_missing(const World& world, const State& state,
                                                EdgeService service);
/// Users who are outside and signed in at `pool`.
[[nodiscard]] std::int64_t users_outside(const State& state, Index pool);
/// "se1, se2".
[[nodiscard]] std::string pool_names(const World& world, const std::vector<Index>& pools);
/// Federation of `to`, and not of any other Edge pool, to the end: "topology builder: ...".
[[nodiscard]] std::vector<std::string> federation_lines(const World& world, const State& state,
                                                        Index to);
/// PRC-EB: media of `pools`, and XMPP, to where they were at first.
[[nodiscard]] std::vector<std::string> media_lines_home(const World& world, const State& state,
                                                        const std::vector<Index>& pools,
                                                        Index home);
[[nodiscard]] std::vector<std::string> xmpp_lines_home(const World& world, const State& state,
                                                       Index home);

}  // namespace firedrill
