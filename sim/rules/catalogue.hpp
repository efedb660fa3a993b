// The catalogue of rules: every named rule of the domain in the product's own words, with the title
// of the documentation topic it comes from, its provenance and its scope.
//
// It is reference text, not logic: nothing is decided here. Validation messages, refused cmdlets,
// violated invariants and lint findings name a rule by its id, and whoever prints one looks the
// text up here. Ids are permanent: never reused, never renumbered.
//
//     TOP   topology            UX    what a user can do         NUM   documented figures
//     FLT   failures            INV   invariants                 UM    rates of the user models
//     CMD   cmdlets             TRAP  documentation traps
//     PRC   procedures          MA    model assumptions
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace firedrill {

/// What a rule rests on. A statement that is documented in the main may mark a part of itself as
/// inferred or name the assumption (MA) that fills a gap.
enum class Provenance : std::uint8_t {
  kDocumented,  ///< stated by the topic
  kInferred,    ///< follows from one or more topics; rules about the simulator itself count here
  kAssumed,     ///< the documentation is silent or contradicts itself; never enough for "violated"
};

/// Core: the nine procedures of pool, CMS, database and Edge recovery and what they stand on.
/// Extended: whatever only the other procedures need.
enum class Scope : std::uint8_t { kCore, kExtended };

/// One rule. All views are to text with static storage.
struct RuleEntry {
  std::string_view id;     ///< "INV-01", "PRC-FO"
  std::string_view title;  ///< at most 60 characters; of a CMD the cmdlets, of an MA the parameter
  std::string_view statement;  ///< what must hold or happens, with figures and units
  std::string_view topic;      ///< titles separated by "; "; empty for assumptions
  Provenance provenance = Provenance::kDocumented;
  Scope scope = Scope::kCore;
};

/// All rules, by family in the order TOP FLT CMD PRC UX INV TRAP MA NUM UM, within a family by
/// number and procedures by name.
[[nodiscard]] std::span<const RuleEntry> rules();

/// The rule with this id, letters in either case; null if there is none. The entry lives as long as
/// the program.
[[nodiscard]] const RuleEntry* find_rule(std::string_view id);

}  // namespace firedrill
