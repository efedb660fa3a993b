// Writing a trace: numbers are put down by hand, since this runs once an event.
#include "sim/run/trace.hpp"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr std::uint32_t kBatch = 256;
constexpr std::size_t kLongestEntry = 48;
constexpr std::size_t kBuffer = 1U << 18;

char* put_number(char* at, std::uint64_t n) {
  return std::to_chars(at, at + 20, n).ptr;
}

char* put_hex(char* at, std::uint32_t n) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (int shift = 12; shift >= 0; shift -= 4) *at++ = kDigits[n >> shift & 15U];
  return at;
}

}  // namespace

TraceWriter::TraceWriter(const std::string& path, const Scenario& scenario,
                         const ScenarioOptions& options, const Simulation& simulation)
    : simulation_(simulation), file_(std::fopen(path.c_str(), "wb")) {
  buffer_.reserve(kBuffer + 4096);
  batch_.resize(kBatch * kLongestEntry);
  nlohmann::ordered_json header;
  header["firedrill-trace"] = kTraceVersion;
  header["program"] = FIREDRILL_VERSION;
  header["seed"] = scenario.seed;
  header["set"] = options.set;
  header["strict"] = scenario.personality == Personality::kStrict;
  header["file"] = scenario.file;
  header["scenario"] = scenario.text;
  header["topology"] = scenario.topology_text;
  put(header.dump());
  put("\n");
}

TraceWriter::~TraceWriter() {
  if (file_ != nullptr) std::fclose(file_);
}

void TraceWriter::put(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() < kBuffer || file_ == nullptr) return;
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) failed_ = true;
  buffer_.clear();
}

void TraceWriter::on_event(std::uint32_t number, std::int64_t at_ms, Slot slot,
                           const Fingerprint& after, bool) {
  if (batch_events_ == 0) {
    first_event_ = number;
    first_ms_ = at_ms;
    last_ms_ = at_ms;
  }
  char* at = batch_.data() + batch_size_;
  at = put_number(at, static_cast<std::uint64_t>(at_ms - last_ms_));
  *at++ = ',';
  at = put_number(at, slot);
  *at++ = ',';
  at = put_hex(at, static_cast<std::uint32_t>(after.lo & 0xffffU));
  *at++ = ';';
  batch_size_ = static_cast<std::size_t>(at - batch_.data());
  last_ms_ = at_ms;
  if (++batch_events_ == kBatch) flush_batch();
}

void TraceWriter::flush_batch() {
  if (batch_events_ > 0) {
    std::array<char, 96> head{};
    char* at = head.data();
    auto text = [&](std::string_view t) { at = std::copy(t.begin(), t.end(), at); };
    text("{\"n\":");
    at = put_number(at, first_event_);
    text(",\"t\":");
    at = put_number(at, static_cast<std::uint64_t>(first_ms_));
    text(",\"events\":\"");
    put(std::string_view(head.data(), static_cast<std::size_t>(at - head.data())));
    put(std::string_view(batch_.data(), batch_size_));
    put("\"}\n");
    batch_events_ = 0;
    batch_size_ = 0;
  }
  if (!facts_.empty()) put(facts_);
  facts_.clear();
}

void TraceWriter::on_fact(std::uint32_t event, std::int64_t at_ms, const Fact& fact) {
  nlohmann::ordered_json line;
  line["fact"] = static_cast<int>(fact.kind);
  line["n"] = event;
  line["t"] = at_ms;
  line["of"] = fact.entity;
  line["other"] = fact.other;
  line["value"] = fact.value;
  if (!fact.rule.empty()) line["rule"] = fact.rule;
  if (!fact.text.empty()) line["text"] = fact.text;
  facts_ += line.dump();
  facts_ += '\n';
}

bool TraceWriter::finish() {
  flush_batch();
  nlohmann::ordered_json footer;
  footer["end"] = true;
  footer["events"] = simulation_.events();
  footer["digest"] = simulation_.digest().hex();
  put(footer.dump());
  put("\n");
  if (file_ == nullptr) return false;
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) failed_ = true;
  if (std::fclose(file_) != 0) failed_ = true;
  file_ = nullptr;
  return !failed_;
}

void TraceComparison::on_event(std::uint32_t number, std::int64_t at_ms, Slot slot,
                               const Fingerprint& after, bool) {
  if (first_ != 0) return;
  const bool missing = number > trace_.events.size();
  const TraceEvent* there = missing ? nullptr : &trace_.events[number - 1];
  if (there == nullptr || there->at_ms != at_ms || there->slot != slot ||
      there->fingerprint != static_cast<std::uint32_t>(after.lo & 0xffffU)) {
    first_ = number;
  }
}

}  // namespace firedrill
