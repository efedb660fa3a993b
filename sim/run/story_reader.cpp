// The footer says where stories begin; they are bisected by the number of their first user.
#include "sim/run/story_reader.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/run/names.hpp"
#include "sim/run/service_story.hpp"
#include "sim/run/story_book.hpp"

namespace firedrill {
namespace {

using nlohmann::json;

constexpr std::streamoff kLongestFooter = 4096;

/// Reads numbers and letters of a story, each with the separator behind it.
class Fields {
 public:
  explicit Fields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}
  [[nodiscard]] bool more() const { return at_ < end_; }
  template <class Number>
  Number number() {
    Number value{};
    const auto r = std::from_chars(at_, end_, value);
    good_ = good_ && r.ec == std::errc{};
    at_ = r.ptr;
    if (at_ < end_) ++at_;
    return value;
  }
  char letter() {
    const char value = more() ? *at_ : '\0';
    at_ = end_ - at_ >= 2 ? at_ + 2 : end_;
    return value;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  const char* at_;
  const char* end_;
  bool good_ = true;
};

std::string_view part(std::string_view text, char separator, std::size_t number) {
  for (; number > 0; --number) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + 1);
  }
  return text.substr(0, text.find(separator));
}

class TraceTail {
 public:
  explicit TraceTail(const std::string& path) : in_(path, std::ios::binary) {
    in_.seekg(0, std::ios::end);
    const std::streamoff size = in_.tellg();
    if (size < 0) return;  // it cannot be read
    const std::streamoff from = std::max<std::streamoff>(0, size - kLongestFooter);
    std::string tail(static_cast<std::size_t>(size - from), '\0');
    in_.seekg(from);
    in_.read(tail.data(), static_cast<std::streamsize>(tail.size()));
    const std::size_t line = tail.size() < 2 ? 0 : tail.rfind('\n', tail.size() - 2) + 1;
    footer_ = from + static_cast<std::streamoff>(line);
    const json footer = json::parse(tail.substr(line), nullptr, false);
    if (!footer.is_object() || !footer.contains("stories")) return;
    reasons_ = footer.at("reasons").get<std::streamoff>();
    stories_ = footer.at("stories").get<std::streamoff>();
    good_ = in_.good() && 0 < reasons_ && reasons_ <= stories_ && stories_ <= footer_;
  }
  [[nodiscard]] bool good() const { return good_; }

  void read_reasons() {
    in_.seekg(reasons_);
    for (std::string text; in_.tellg() < stories_ && std::getline(in_, text);) {
      const json line = json::parse(text);
      if (line.contains("service")) {
        read_service(line);
      } else if (line.contains("ends")) {
        ends_[line.at("ends").get<std::uint32_t>()] = line.at("text").get<std::string>();
      } else {
        whys_[{line.at("why").get<std::uint32_t>(), line.at("depth").get<int>()}] =
            line.at("text").get<std::string>();
      }
    }
  }

  [[nodiscard]] const std::vector<ServiceChange>& services() const { return services_; }

  /// The line that holds the user.
  [[nodiscard]] json story_line(std::uint32_t user) {
    std::streamoff low = stories_;  // the line sought begins at `low` or behind it
    std::streamoff high = footer_;
    json line;
    while (low < high) {
      const std::streamoff middle = low + (high - low) / 2;
      const auto [begin, text] = line_from(middle);
      if (begin >= high) {
        high = middle;
        continue;
      }
      json here = json::parse(text);
      if (here.at("stories").get<std::uint32_t>() <= user) {
        line = std::move(here);
        low = begin + static_cast<std::streamoff>(text.size()) + 1;
      } else {
        high = middle;
      }
    }
    return line;
  }

  [[nodiscard]] const std::string& why(std::uint32_t event, int depth) const {
    return whys_.at({event, depth});
  }
  [[nodiscard]] const std::string& end(std::uint32_t number) const { return ends_.at(number); }

 private:
  void read_service(const json& line) {
    ServiceChange change;
    change.service = static_cast<EdgeService>(line.at("service").get<int>());
    change.pool = line.at("pool").get<Index>();
    change.domain = line.at("domain").get<Index>();
    change.at_ms = line.at("at").get<std::int64_t>();
    change.event = line.at("event").get<std::uint32_t>();
    change.works = !line.contains("text");
    if (!change.works) {
      change.text = line.at("text").get<std::string>();
      change.rule = line.at("rule").get<std::string>();
      change.why = line.at("why").get<std::string>();
    }
    services_.push_back(std::move(change));
  }

  /// The first line that begins at `at` or behind it.
  std::pair<std::streamoff, std::string> line_from(std::streamoff at) {
    std::string text;
    in_.clear();
    in_.seekg(at - 1);
    std::getline(in_, text);
    const std::streamoff begin = in_.tellg();
    if (begin < 0 || begin >= footer_) return {footer_, {}};
    std::getline(in_, text);
    return {begin, text};
  }

  std::ifstream in_;
  std::streamoff reasons_ = 0, stories_ = 0, footer_ = 0;
  std::map<std::pair<std::uint32_t, int>, std::string> whys_;
  std::map<std::uint32_t, std::string> ends_;
  std::vector<ServiceChange> services_;  // in order of time
  bool good_ = false;
};

std::string own_event(const World& world, char kind, std::uint32_t user, std::int64_t at_ms,
                      std::int64_t clock_start_ms) {
  const Slot slot = world.layout.slot(static_cast<TimerKind>(kind - 'a'), user);
  return std::string(2 * std::size_t{UserStory::kDepth}, ' ') + "because " +
         slot_text(world, slot) + " at " + clock_text(at_ms, clock_start_ms) + "\n";
}

bool own_kind(char letter, TimerKind kind) {
  return letter == 'a' + static_cast<int>(kind);
}

UserStory story_from(const TraceTail& tail, std::string_view text, std::uint32_t user,
                     const World& world, std::int64_t clock_start_ms, bool& good) {
  Fields head(part(text, '|', 0));
  UserStory story;
  story.user = user;
  story.home = head.number<Index>();
  story.site = head.number<Index>();
  story.mode = static_cast<UserMode>(head.number<int>());
  story.acknowledged = head.number<std::uint64_t>();
  story.lost = head.number<std::uint64_t>();
  if (const auto end = head.number<std::uint32_t>(); end != 0) {
    story.without_service = tail.end(end);
  }
  good = head.good();
  const auto changes = static_cast<std::size_t>(std::count(text.begin(), text.end(), '|'));
  for (std::size_t i = 1; i <= changes; ++i) {
    Fields fields(part(text, '|', i));
    UserStory::Change change;
    change.at_ms = fields.number<std::int64_t>();
    change.after = static_cast<UserMode>(fields.number<int>());
    change.registrar = fields.number<Index>();
    const char kind = fields.letter();
    const auto why = fields.number<std::uint32_t>();
    if (kind == '-') {
      change.why = tail.why(why, UserStory::kDepth);
    } else {
      good = good &&
             (own_kind(kind, TimerKind::kUserSignIn) || own_kind(kind, TimerKind::kUserSession));
      if (!good) break;
      change.why = own_event(world, kind, user, change.at_ms, clock_start_ms);
      if (why != 0) change.why += tail.why(why, UserStory::kDepth + 1);
    }
    good = good && fields.good();
    story.changes.push_back(std::move(change));
  }
  return story;
}

bool fits(const std::vector<ServiceChange>& services, const World& world) {
  const auto pools = static_cast<Index>(world.topology.pools.size());
  return std::all_of(services.begin(), services.end(), [&](const ServiceChange& change) {
    return change.pool >= 0 && change.pool < pools && change.at_ms >= 0;
  });
}

/// A trace may hold anything: what does not fit this deployment is not told.
bool fits(const UserStory& story, const World& world) {
  const auto pools = static_cast<Index>(world.topology.pools.size());
  const auto sites = static_cast<Index>(world.topology.sites.size());
  const auto in = [](Index index, Index least, Index count) {
    return index >= least && index < count;
  };
  return in(story.home, 0, pools) && in(story.site, kNone, sites) &&
         story.mode <= UserMode::kRegular &&
         std::all_of(story.changes.begin(), story.changes.end(), [&](const auto& change) {
           return change.at_ms >= 0 && change.after <= UserMode::kRegular &&
                  in(change.registrar, kNone, pools);
         });
}

}  // namespace

std::optional<UserStory> read_story(const std::string& trace_file, std::uint32_t user,
                                    const World& world, std::int64_t clock_start_ms) {
  try {
    TraceTail tail(trace_file);
    if (!tail.good()) return std::nullopt;
    tail.read_reasons();
    const json line = tail.story_line(user);
    if (!line.is_object()) return std::nullopt;
    const auto first = line.at("stories").get<std::uint32_t>();
    const auto users = line.at("users").get<std::string>();
    const std::string_view text = part(users, ';', user - first);
    bool good = !text.empty();
    if (!good) return std::nullopt;
    UserStory story = story_from(tail, text, user, world, clock_start_ms, good);
    if (!good || !fits(story, world) || !fits(tail.services(), world)) return std::nullopt;
    story.missing = missing_services(story, world, tail.services(), clock_start_ms);
    return story;
  } catch (const json::exception&) {
    return std::nullopt;  // not what this program writes
  } catch (const std::out_of_range&) {
    return std::nullopt;  // a reason is missing
  }
}

}  // namespace firedrill
