// `order:`: which of several simultaneous events go first, where it is not the usual order. A
// failure that shows only in one order is saved with it, so that a run shows it too.
#include "sim/model/layout.hpp"
#include "sim/scenario/reader_faults.hpp"

namespace firedrill::reading {
namespace {

std::optional<PinnedEvent> read_event(const ReadingContext& context, Text text) {
  Words words(text);
  const Text kind = words.next();
  const std::optional<TimerKind> timer = timer_from_name(lower(kind.view));
  const std::optional<std::int64_t> entity = parse_integer(words.rest().view);
  if (timer && entity && *entity < 1'000'000'000) {
    return PinnedEvent{static_cast<std::uint8_t>(*timer), static_cast<std::uint32_t>(*entity)};
  }
  std::vector<std::string> known;
  for (int k = 0; k < kTimerKinds; ++k) {
    known.emplace_back(timer_name(static_cast<TimerKind>(k)));
  }
  context.error(code::kOrderNotUnderstood, text.mark,
                in_quotes(text.view) +
                    " names no event; write a kind and a number, as in "
                    "\"backup-cycle 3\"" +
                    (timer ? std::string() : suggestion(kind.view, known)));
  return std::nullopt;
}

}  // namespace

std::vector<PinnedOrder> read_orders(const ReadingContext& context, const Node& node) {
  std::vector<PinnedOrder> out;
  const auto items = read_list(context, node, "order");
  if (!items) return out;
  for (const Node& item : *items) {
    if (!read_mapping(context, item, "an order of simultaneous events")) continue;
    for (const auto& [key, value] : item.entries) {
      PinnedOrder order;
      order.mark = key.mark;
      Words words(context.lines.text(key));
      if (!words.accept("at")) {
        context.error(code::kOrderNotUnderstood, key.mark,
                      in_quotes(key.text) + " is no moment; write \"at 10m\"");
        continue;
      }
      const std::optional<Duration> at = read_time(context, words.rest());
      const std::optional<Text> events = read_scalar(context, value, "the events that go first");
      if (!at || !events) continue;
      order.at = *at;
      for (const Text& each : split(*events, ',')) {
        if (const auto event = read_event(context, each)) order.events.push_back(*event);
      }
      out.push_back(std::move(order));
    }
  }
  return out;
}

}  // namespace firedrill::reading
