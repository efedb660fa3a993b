// The table, and the one place where a mishap is asked for.
#include "sim/model/mishaps.hpp"

#include <algorithm>
#include <iterator>

namespace firedrill {
namespace {

constexpr MishapInfo kTable[] = {
    {Mishap::kPoolFailoverFails, "FLT-51", "Invoke-CsPoolFailOver", ParameterId::kPoolFailoverFails,
     "the failover fails although the documented checks passed; run it again"},
    {Mishap::kStoreMoveFails, "FLT-54", "Move-CsManagementServer", ParameterId::kStoreMoveFails,
     "the move fails midway"},
    {Mishap::kFullResetFails, "FLT-93", "Reset-CsPoolRegistrarState", ParameterId::kFullResetFails,
     "the pool does not start again; the other reset types come first"},
};
static_assert(std::size(kTable) == static_cast<std::size_t>(Mishap::kCount));

}  // namespace

std::span<const MishapInfo> mishap_table() {
  return kTable;
}

const MishapInfo& mishap_info(Mishap mishap) {
  return kTable[static_cast<std::size_t>(mishap)];
}

bool comes_true(Writer& w, Mishap mishap, std::uint8_t shell) {
  if (shell == 0xff) return false;
  const World& world = w.world();
  const ActorSpec& actor = world.actors[shell];
  MishapQuestion question;
  question.mishap = mishap;
  question.actor = actor.owner < 0 ? shell : static_cast<std::uint8_t>(actor.owner);
  question.step =
      static_cast<std::int16_t>(actor.written(w.state().record<ActorRecord>(shell).step));
  const MishapInfo& info = mishap_info(mishap);
  const bool always = world.is(info.parameter, 1);
  const bool settled = world.parameters.set_explicitly[static_cast<std::size_t>(info.parameter)] ||
                       w.mishap_judge() == nullptr;
  const bool answer = settled ? always : w.mishap_judge()->comes_true(question);
  if (answer) {
    w.tell({FactKind::kMishap, shell, -1, static_cast<std::int64_t>(mishap), info.what, info.rule});
  }
  return answer;
}

std::int32_t times_asked(const std::vector<MishapAnswer>& answers, const MishapQuestion& question) {
  return static_cast<std::int32_t>(
      std::count_if(answers.begin(), answers.end(),
                    [&](const MishapAnswer& answer) { return answer.question == question; }));
}

bool is_pinned(const World& world, const MishapQuestion& question, std::int32_t time) {
  return std::any_of(world.mishaps.begin(), world.mishaps.end(), [&](const MishapSpec& spec) {
    return spec.question == question && spec.time == time;
  });
}

}  // namespace firedrill
