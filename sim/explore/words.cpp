// One phrase a kind of fact, in the order of FactKind.
#include "sim/explore/words.hpp"

#include <iterator>

namespace firedrill {
namespace {

constexpr std::string_view kWords[] = {
    "a fault struck",
    "a fault was repaired",
    "a component came up",
    "a pool served again",
    "a pool stopped",
    "a pool changed its state",
    "a pool lost its quorum",
    "a Back End came back",
    "a Back End went away",
    "a principal moved",
    "a pool was without its Back End for too long",
    "a pool returned to regular mode",
    "a Registrar took over",
    "a Registrar sent users home",
    "conferences were cut",
    "the store was being moved",
    "the store became active",
    "the store was lost",
    "a change was replicated",
    "configuration changes were lost",
    "writes were lost",
    "writes were stranded",
    "stranded writes were recovered",
    "content was missing",
    "a backup cycle was blocked",
    "an explicit sync was done",
    "a planned failover drained its backlog",
    "a planned failover ran out of time to drain",
    "a step started",
    "a step was done",
    "a step was refused",
    "a step failed",
    "a step warned",
    "a wait was met",
    "a wait timed out",
    "a query answered",
    "a procedure was finished",
    "the end was reached",
    "a pool sent outside by another Edge pool",
    "resolvers outside saw changed names",
    "an operator slipped",
    "a mishap came true",
};
static_assert(std::size(kWords) == static_cast<std::size_t>(FactKind::kCount));

}  // namespace

std::string_view fact_words(FactKind kind) {
  return kWords[static_cast<std::size_t>(kind)];
}

}  // namespace firedrill
