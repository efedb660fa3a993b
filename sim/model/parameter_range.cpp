// Ranges of parameters: their form, and the one draw that each of them is in a run.
#include "sim/model/parameter_range.hpp"

namespace firedrill {
namespace {

constexpr std::string_view kTo = "..";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// FNV-1a of the name: a place in the table would move when a row is added.
std::uint64_t entity_of(std::string_view name) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211U;
  }
  return hash;
}

}  // namespace

bool looks_like_range(std::string_view text) {
  return text.find(kTo) != std::string_view::npos;
}

std::optional<ParameterRange> parse_parameter_range(const ParameterInfo& info,
                                                    std::string_view text) {
  const std::size_t at = text.find(kTo);
  if (at == std::string_view::npos || info.kind == ParameterKind::kChoice) return std::nullopt;
  const auto low = parse_parameter(info, trimmed(text.substr(0, at)));
  const auto high = parse_parameter(info, trimmed(text.substr(at + kTo.size())));
  if (!low || !high || *low > *high) return std::nullopt;
  return ParameterRange{info.id, *low, *high};
}

std::string print_parameter_range(const ParameterRange& range) {
  const ParameterInfo& info = parameter_info(range.id);
  return print_parameter(info, range.low) + std::string(kTo) + print_parameter(info, range.high);
}

std::int64_t drawn_value(const ParameterRange& range, const Draws& draws) {
  const auto width = static_cast<std::uint64_t>(range.high - range.low) + 1;
  const std::uint64_t entity = entity_of(parameter_info(range.id).name);
  return range.low + static_cast<std::int64_t>(draws.below(width, Purpose::kParameters, entity, 0));
}

}  // namespace firedrill
