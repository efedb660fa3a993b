// Writing a trace: numbers are put down by hand, since this runs once an event.
#include "sim/run/trace.hpp"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr std::uint32_t kBatch = 256;
constexpr std::size_t kLongestEntry = 48;
constexpr std::size_t kBuffer = 1U << 18;

struct DigitPairs {
  char text[200];
};
constexpr DigitPairs kPairs = [] {
  DigitPairs pairs{};
  for (int i = 0; i < 100; ++i) {
    pairs.text[2 * i] = static_cast<char>('0' + i / 10);
    pairs.text[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

/// Two digits at a time: half the time of a general conversion, and this runs twice an event.
char* put_number(char* at, std::uint64_t n) {
  if (n < 10) {
    *at = static_cast<char>('0' + n);
    return at + 1;
  }
  char digits[20];
  char* first = digits + sizeof digits;
  while (n >= 100) {
    first -= 2;
    std::memcpy(first, kPairs.text + 2 * (n % 100), 2);
    n /= 100;
  }
  if (n >= 10) {
    first -= 2;
    std::memcpy(first, kPairs.text + 2 * n, 2);
  } else {
    *--first = static_cast<char>('0' + n);
  }
  const auto length = static_cast<std::size_t>(digits + sizeof digits - first);
  std::memcpy(at, first, length);
  return at + length;
}

constexpr char kDigits64[] = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

}  // namespace

std::array<char, 2> short_fingerprint(const Fingerprint& fingerprint) {
  return {kDigits64[fingerprint.lo & 63U], kDigits64[fingerprint.lo >> 6 & 63U]};
}

TraceWriter::TraceWriter(const std::string& path, const Scenario& scenario,
                         const ScenarioOptions& options, const Simulation& simulation)
    : simulation_(simulation), file_(std::fopen(path.c_str(), "wb")) {
  buffer_.resize(kBuffer + kBatch * kLongestEntry);
  at_ = buffer_.data();
  nlohmann::ordered_json header;
  header["firedrill-trace"] = kTraceVersion;
  header["program"] = FIREDRILL_VERSION;
  header["seed"] = scenario.seed;
  header["set"] = options.set;
  header["strict"] = scenario.personality == Personality::kStrict;
  header["file"] = scenario.file;
  header["scenario"] = scenario.text;
  if (!scenario.case_name.empty()) header["case"] = scenario.case_name;
  for (const SourceFile& part : scenario.included) {
    header["included"].push_back({{"file", part.file}, {"text", part.text}});
  }
  header["topology"] = scenario.topology_text;
  // A file's name may be any bytes; what is no UTF-8 in it is replaced.
  put(header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  put("\n");
}

TraceWriter::~TraceWriter() {
  if (file_ != nullptr) std::fclose(file_);
}

void TraceWriter::make_room(std::size_t bytes) {
  const auto used = static_cast<std::size_t>(at_ - buffer_.data());
  if (used + bytes <= buffer_.size()) return;
  if (file_ != nullptr && std::fwrite(buffer_.data(), 1, used, file_) != used) failed_ = true;
  written_ += used;
  if (bytes > buffer_.size()) buffer_.resize(bytes);
  at_ = buffer_.data();
}

void TraceWriter::put(std::string_view text) {
  make_room(text.size());
  at_ = std::copy(text.begin(), text.end(), at_);
}

void TraceWriter::begin_batch(std::uint32_t number, std::int64_t at_ms) {
  make_room(kBatch * kLongestEntry);
  put("{\"n\":");
  at_ = put_number(at_, number);
  put(",\"t\":");
  at_ = put_number(at_, static_cast<std::uint64_t>(at_ms));
  put(",\"events\":\"");
  last_ms_ = at_ms;
}

void TraceWriter::on_event(std::uint32_t number, std::int64_t at_ms, Slot slot,
                           const Fingerprint& after, bool) {
  if (batch_events_ == 0) begin_batch(number, at_ms);
  const Layout::SlotName name = simulation_.world().layout.name_of(slot);
  const auto check = short_fingerprint(after);
  char* at = put_number(at_, static_cast<std::uint64_t>(at_ms - last_ms_));
  *at++ = ',';
  *at++ = static_cast<char>('a' + static_cast<int>(name.kind));
  at = put_number(at, name.entity);
  *at++ = ',';
  *at++ = check[0];
  *at++ = check[1];
  *at++ = ';';
  at_ = at;
  last_ms_ = at_ms;
  if (++batch_events_ == kBatch) end_batch();
}

void TraceWriter::end_batch() {
  if (batch_events_ == 0) return;
  put("\"}\n");
  batch_events_ = 0;
}

void TraceWriter::on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) {
  end_batch();
  nlohmann::ordered_json line;
  line["fact"] = static_cast<int>(fact.kind);
  line["n"] = event;
  line["t"] = at_ms;
  line["of"] = fact.entity;
  line["other"] = fact.other;
  line["value"] = fact.value;
  if (!fact.rule.empty()) line["rule"] = fact.rule;
  if (!fact.text.empty()) line["text"] = fact.text;
  put(line.dump());
  put("\n");
}

std::uint64_t TraceWriter::position() const {
  return written_ + static_cast<std::uint64_t>(at_ - buffer_.data());
}

bool TraceWriter::finish(StoryBook* stories) {
  end_batch();
  nlohmann::ordered_json footer;
  if (stories != nullptr) {
    const std::uint64_t reasons = position();
    stories->write(
        [this](std::string_view line) {
          put(line);
          put("\n");
        },
        [&] {
          footer["reasons"] = reasons;
          footer["stories"] = position();
        });
  }
  footer["end"] = true;
  footer["events"] = simulation_.events();
  footer["digest"] = simulation_.digest().hex();
  put(footer.dump());
  put("\n");
  if (file_ == nullptr) return false;
  const auto used = static_cast<std::size_t>(at_ - buffer_.data());
  if (std::fwrite(buffer_.data(), 1, used, file_) != used) failed_ = true;
  if (std::fclose(file_) != 0) failed_ = true;
  file_ = nullptr;
  return !failed_;
}

void TraceComparison::on_event(std::uint32_t number, std::int64_t at_ms, Slot slot,
                               const Fingerprint& after, bool) {
  if (first_ != 0) return;
  const bool missing = number > trace_.events.size();
  const TraceEvent* there = missing ? nullptr : &trace_.events[number - 1];
  const Layout::SlotName here = world_.layout.name_of(slot);
  if (there == nullptr || there->at_ms != at_ms || there->name.kind != here.kind ||
      there->name.entity != here.entity || there->fingerprint != short_fingerprint(after)) {
    first_ = number;
  }
}

}  // namespace firedrill
