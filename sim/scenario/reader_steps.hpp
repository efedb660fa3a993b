// Procedures: what administrators type, click and wait for.
//
//   reader_steps.cpp           a step: command line, wait, mapping form
//   reader_manual_steps.cpp    Topology Builder, Bootstrapper, SQL: sentences that become Commands
//   reader_administrators.cpp  who does it, where and since when
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/reader_context.hpp"
#include "sim/scenario/scenario.hpp"

namespace firedrill::reading {

/// Reads the list of steps. A step with a mistake still takes its number, so that references to
/// later ones stay right.
[[nodiscard]] std::vector<StepSpec> read_procedure(ReadingContext& context, const Node& node);
/// How many steps the list holds, mistakes included.
[[nodiscard]] std::size_t count_steps(const Node& node);
/// One line: a wait, manual work, or what is typed into the shell.
[[nodiscard]] StepSpec read_step_line(const ReadingContext& context, Text text);
/// "E_NEXT_HOP" or "INV-05" into the step; one that says something else already is a contradiction.
void read_expected_refusal(const ReadingContext& context, Text text, StepSpec& step);
[[nodiscard]] std::vector<FieldDoc> step_field_docs();

/// The phrases that manual work begins with; each is also a key of the mapping form.
inline constexpr std::array<FieldDoc, 7> kManualPhrases{{
    {"topology builder", Shape::kText, false,
     "next hop of edge1 = pool2; backup pool of pool1 = pool2; mirror of pool1 = be1b; no mirror "
     "for pool1; no witness for pool1; install databases of pool1; federation "
     "of edge1 = no; xmpp of edge2 = yes; media edge of pool1 = edge2; publish; publish without "
     "enabling"},
    {"bootstrapper on", Shape::kName, false, "a Front End, an Edge Server, or all of a pool"},
    {"deployment wizard on", Shape::kName, false, "a Front End or an Edge Server"},
    {"restart front ends of", Shape::kName, false, "a pool"},
    {"remove witness of", Shape::kText, false, "a pool, with \"in SQL\" behind its name"},
    {"external dns", Shape::kText, false,
     "xmpp.contoso.com A edge2; _xmpp-server._tcp.contoso.com SRV edge2 priority 20"},
    {"firewall", Shape::kText, false, "open 5269 on edge2; close 5269 on edge2"},
}};
/// The phrase that `text` begins with, as a position; nothing when it is a command line.
[[nodiscard]] std::optional<std::size_t> find_manual_phrase(std::string_view text);
/// The command that stands for `phrase` with `rest` behind it.
[[nodiscard]] std::optional<Command> read_manual_step(const ReadingContext& context,
                                                      std::size_t phrase, Text rest);
/// The sentence, phrase included, that reads back to a command of manual work; empty for others.
[[nodiscard]] std::string manual_sentence(const Command& command);

/// The value of `administrators:`.
[[nodiscard]] std::vector<ActorSpec> read_administrators(ReadingContext& context, const Node& node);
/// Where procedures run when nothing else is said: at the backup of the first pair.
[[nodiscard]] Index default_site(const Topology& topology);
[[nodiscard]] bool read_refusal_policy(const ReadingContext& context, const Node& node);
[[nodiscard]] std::optional<Index> read_site(const ReadingContext& context, const Node& node,
                                             std::string_view what);
[[nodiscard]] std::span<const FieldDoc> administrator_field_docs();
inline constexpr std::string_view kRefusalWords[] = {"continue", "stop"};

}  // namespace firedrill::reading
