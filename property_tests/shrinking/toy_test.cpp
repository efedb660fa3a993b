// The known answer: the true minimum of the toy, on thirty seeds; and RapidCheck on the same toy.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/state.h>

#include <algorithm>
#include <cstdio>

#include "property_tests/shrinking/toy_pair.hpp"

namespace firedrill {
namespace {

constexpr std::uint64_t kSeeds = 30;

/// The toy as RapidCheck drives it: the model is a Pair without the bug, which the commands of the
/// system under test show.
struct System {
  toy::Pair pair;
};

using RapidCommand = rc::state::Command<toy::Pair, System>;

template <toy::Kind kind>
struct Given : RapidCommand {
  toy::Command command{kind, *rc::gen::inRange(0, 2),
                       kind == toy::Kind::kWrite ? *rc::gen::inRange(1, toy::kWriteMax + 1) : 0};
  void checkPreconditions(const toy::Pair& model) const override { RC_PRE(model.can(command)); }
  void apply(toy::Pair& model) const override { (void)model.run(command); }
  void run(const toy::Pair& /*model*/, System& system) const override {
    RC_ASSERT(system.pair.run(command));
  }
  void show(std::ostream& os) const override { os << "command"; }
};

/// Commands that RapidCheck ends with, 0 when it found nothing: a line of the counterexample each.
std::size_t rapidcheck_ends_at(std::uint64_t seed) {
  rc::detail::TestMetadata metadata;
  rc::detail::TestParams parameters;
  parameters.seed = seed;
  parameters.maxSuccess = 200'000;
  parameters.maxSize = 120;
  std::size_t commands = 0;
  const auto result = rc::detail::checkTestable(
      [&commands] {
        toy::Pair model;
        System system;
        const auto list = *rc::state::gen::commands(
            toy::Pair{},
            rc::state::gen::execOneOfWithArgs<
                Given<toy::Kind::kWrite>, Given<toy::Kind::kDrain>, Given<toy::Kind::kFailOver>,
                Given<toy::Kind::kFailBack>, Given<toy::Kind::kCrash>>());
        const std::size_t length = list.size();
        try {
          rc::state::runAll(list, model, system);
        } catch (...) {
          commands = length;  // shrinking ends with the shortest that failed
          throw;
        }
      },
      metadata, parameters);
  return result.template is<rc::detail::FailureResult>() ? commands : 0;
}

TEST(Toy, TheTrueMinimumOfFourCommandsIsReached) {
  std::size_t at_minimum = 0;
  std::vector<std::uint64_t> commands;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const toy::Result result = toy::shrink(seed);
    std::uint64_t ignored = 0;
    EXPECT_TRUE(toy::Fails{&ignored}(result.shrunk)) << "what is handed back fails";
    if (result.shrunk.size() == 4 && result.proved_smallest) ++at_minimum;
    commands.push_back(result.commands);
    for (const toy::Command& command : result.shrunk) {
      if (command.kind != toy::Kind::kWrite) continue;
      EXPECT_EQ(command.amount, 21) << "seed " << seed;
    }
  }
  std::sort(commands.begin(), commands.end());
  std::printf("the true minimum in %zu of %llu seeds, %llu commands given in the median\n",
              at_minimum, static_cast<unsigned long long>(kSeeds),
              static_cast<unsigned long long>(commands[kSeeds / 2]));
  EXPECT_GE(at_minimum, 28U);
  EXPECT_LE(commands[kSeeds / 2], 1000U);
}

TEST(Toy, RapidCheckStopsAboveIt) {
  std::size_t at_minimum = 0;
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const std::size_t commands = rapidcheck_ends_at(seed);
    found += commands > 0 ? 1 : 0;
    at_minimum += commands == 4 ? 1 : 0;
  }
  std::printf("RapidCheck: found in %zu of %llu seeds, the true minimum in %zu\n", found,
              static_cast<unsigned long long>(kSeeds), at_minimum);
  EXPECT_EQ(found, kSeeds);
  EXPECT_LT(at_minimum, 28U) << "then the core is no better, and the figure should say so";
}

}  // namespace
}  // namespace firedrill
