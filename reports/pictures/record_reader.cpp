// The tree of a proof's record is walked as it is read: what is open says in which ranges the
// instants of a leaf lie.
#include "reports/pictures/record_reader.hpp"

#include <algorithm>
#include <fstream>

#include "sim/explore/proof_record.hpp"

namespace firedrill {
namespace {

using nlohmann::ordered_json;

/// Marks on a strip, at most: what a screen can tell apart.
constexpr std::int64_t kMarks = 300;

/// A question whose branches are being read.
struct Open {
  char kind = 's';
  int i = 0, j = 0;
  std::vector<std::int64_t> ends;
  std::size_t answers = 0;
  std::size_t branch = 0;
};

/// Both inclusive.
struct Span {
  std::int64_t low = 0, high = 0;
  void cut(std::int64_t from, std::int64_t to) {
    low = std::max(low, from);
    high = std::min(high, to);
  }
};

class ProofReader {
 public:
  explicit ProofReader(ProofRecordData& out) : out_(out) {}

  void line(const ordered_json& line) {
    if (line.contains("q")) {
      ask(line);
    } else if (line.contains("l") && !line.contains("x")) {
      leaf(line);
      close();
    } else if (line.contains("x")) {
      close();
    } else if (line.contains("outcome")) {
      outcome(line);
    } else if (line.contains("complete")) {
      out_.footer = line;
    }
  }

  void end() {
    for (auto& [choice, ranges] : out_.strips) {
      std::stable_sort(ranges.begin(), ranges.end(),
                       [](const auto& a, const auto& b) { return a.from < b.from; });
      std::vector<std::int64_t>& marks = out_.marks[choice];
      for (const auto& range : ranges) {
        const std::int64_t far = marks.empty() ? 0 : marks.back() + out_.end_ms / kMarks;
        if (range.from > 0 && range.from >= far) marks.push_back(range.from);
      }
      join(ranges);
    }
  }

 private:
  void ask(const ordered_json& line) {
    Open open;
    open.kind = line.at("q").get<std::string>().at(0);
    if (open.kind == 's') {
      open.i = line.at("i").get<int>();
      open.j = line.at("j").get<int>();
      open.ends = line.at("c").get<std::vector<std::int64_t>>();
      open.answers = open.ends.size() + 1;
    } else {
      open.answers = open.kind == 'f' ? out_.choices.size() : line.at("n").get<std::size_t>();
    }
    open_.push_back(std::move(open));
  }

  void close() {
    while (!open_.empty()) {
      if (++open_.back().branch < open_.back().answers) return;
      open_.pop_back();
    }
  }

  void outcome(const ordered_json& line) {
    const auto number = line.at("outcome").get<std::size_t>();
    if (out_.outcomes.size() <= number) out_.outcomes.resize(number + 1);
    ProofRecordData::OutcomeOf& of = out_.outcomes[number];
    of.claims = line.at("claims").get<std::vector<std::string>>();
    for (const std::string& claim : of.claims) {
      const auto& known = out_.scenario.may_fail_under_faults;
      const bool allowed = std::any_of(known.begin(), known.end(),
                                       [&claim](const auto& each) { return each.rule == claim; });
      of.known = of.known || allowed;
      if (allowed) continue;
      of.verdict = std::max(
          of.verdict, claim.starts_with("undecided: ") ? Verdict::kUnknown : Verdict::kViolated);
    }
  }

  /// Where instant `v` (from 1) lies in the branch at hand, and how far the second is from the
  /// first. The words of splits count from 1 at the start.
  [[nodiscard]] Span span_of(int i, int j) const {
    Span out{j == 0 ? 0 : -out_.end_ms - 2, out_.end_ms + 1};
    for (const Open& open : open_) {
      if (open.kind != 's') continue;
      const std::int64_t lowest = out.low, highest = out.high;
      const std::int64_t from = open.branch > 0 ? open.ends[open.branch - 1] + 1 : lowest - 2;
      const std::int64_t to = open.branch < open.ends.size() ? open.ends[open.branch] : highest + 2;
      const std::int64_t word = j == 0 ? 1 : 0;  // instants have a word one higher than their ms
      if (open.i == i && open.j == j) out.cut(from - word, to - word);
      if (open.i == j && open.j == i) out.cut(-to - word, -from - word);
    }
    return out;
  }

  void leaf(const ordered_json& line) {
    ++out_.parts;
    const auto number = line.at("o").get<std::uint32_t>();
    ProofRecordData::Sample sample;
    for (const auto& fault : line.at("l")) {
      sample.faults.emplace_back(fault.at(0).get<std::size_t>(), fault.at(1).get<std::int64_t>());
    }
    sample.mishaps = line.value("m", std::vector<std::string>());
    if (sample.faults.size() == 1) {
      const std::size_t choice = sample.faults.front().first;
      ++out_.parts_of[choice];
      out_.strips[choice].push_back({span_of(1, 0).low, number});
    }
    // A part that leads where an earlier one led may leave open when the second fault strikes, or
    // whether; its point names one fault then.
    if (out_.faults == 2 && !sample.faults.empty()) paint(number);
    keep(std::move(sample));
  }

  /// Thins by half whenever there are too many, so that what is left is evenly spaced.
  void keep(ProofRecordData::Sample sample) {
    if (out_.parts % stride_ != 0) return;
    out_.samples.push_back(std::move(sample));
    if (out_.samples.size() < ProofRecordData::kSamples) return;
    std::size_t left = 0;
    for (std::size_t i = 1; i < out_.samples.size(); i += 2) {
      std::swap(out_.samples[left++], out_.samples[i]);
    }
    out_.samples.resize(left);
    stride_ *= 2;
  }

  [[nodiscard]] bool worse(std::uint32_t a, std::uint32_t b) const {
    if (b == 0) return true;
    const auto& x = out_.outcomes[a];
    const auto& y = out_.outcomes[b];
    return std::make_tuple(x.verdict, x.known, x.claims.size()) >
           std::make_tuple(y.verdict, y.known, y.claims.size());
  }

  void paint(std::uint32_t number) {
    constexpr auto kCells = static_cast<std::int64_t>(ProofRecordData::kRaster);
    if (out_.square.empty()) out_.square.assign(kCells * kCells, 0);
    const Span first = span_of(1, 0);
    const Span second = span_of(2, 0);
    const Span apart = span_of(2, 1);
    const auto cell = [&](std::int64_t ms) {
      return std::clamp<std::int64_t>(ms * kCells / std::max<std::int64_t>(1, out_.end_ms), 0,
                                      kCells - 1);
    };
    for (std::int64_t x = cell(first.low); x <= cell(first.high); ++x) {
      const std::int64_t from = std::max(first.low, x * out_.end_ms / kCells);
      const std::int64_t to = std::min(first.high, (x + 1) * out_.end_ms / kCells);
      const std::int64_t low = std::max(second.low, from + std::max<std::int64_t>(0, apart.low));
      const std::int64_t high = std::min({second.high, to + apart.high, out_.end_ms});
      if (low > high) continue;
      for (std::int64_t y = cell(low); y <= cell(high); ++y) {
        std::uint32_t& there = out_.square[static_cast<std::size_t>(y * kCells + x)];
        if (worse(number, there)) there = number;
      }
    }
  }

  /// Of parts at one instant (other orders of simultaneous events) the worst stays.
  void join(std::vector<ProofRecordData::Range>& ranges) const {
    std::vector<ProofRecordData::Range> out;
    for (const auto& range : ranges) {
      if (!out.empty() && out.back().from == range.from) {
        if (worse(range.outcome, out.back().outcome)) out.back().outcome = range.outcome;
      } else if (out.empty() || out.back().outcome != range.outcome) {
        out.push_back(range);
      }
    }
    ranges = std::move(out);
  }

  ProofRecordData& out_;
  std::vector<Open> open_;
  std::uint64_t stride_ = 1;
};

bool unreadable(const std::string& path, int line, const char* why, Diagnostics& diagnostics) {
  diagnostics.error("FD1066", path, {line, 1}, why);
  return false;
}

/// Calls `take(line)` for each line; false when one is no JSON or not what it should be.
template <class Take>
bool each_line(const std::string& path, Diagnostics& diagnostics, Take&& take) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return unreadable(path, 0, "this record cannot be opened", diagnostics);
  std::string text;
  int number = 0;
  while (std::getline(in, text)) {
    ++number;
    try {
      if (!take(number, ordered_json::parse(text))) return false;
    } catch (const ordered_json::exception&) {
      return unreadable(path, number, "this line is not a line of a record", diagnostics);
    } catch (const std::out_of_range&) {
      return unreadable(path, number, "this line is not a line of a record", diagnostics);
    }
  }
  return number > 0;
}

}  // namespace

RecordOf kind_of_record(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string start(200, '\0');
  in.read(start.data(), static_cast<std::streamsize>(start.size()));
  if (!start.starts_with("{\"firedrill-record\"")) return RecordOf::kNone;
  return start.find("\"kind\":\"proof\"") < 60 ? RecordOf::kProof : RecordOf::kCampaign;
}

std::optional<ProofRecordData> read_proof_record(const std::string& path,
                                                 Diagnostics& diagnostics) {
  ProofRecordData out;
  out.outcomes.resize(1);
  ProofReader reader(out);
  const bool good = each_line(path, diagnostics, [&](int number, const ordered_json& line) {
    if (number > 1) {
      reader.line(line);
      return true;
    }
    if (line.at("firedrill-record") != kProofRecordVersion) {
      return unreadable(path, 1, "a record of another format version", diagnostics);
    }
    out.file = line.at("file").get<std::string>();
    out.case_name = line.value("case", std::string());
    out.again = line.value("again", std::string());
    auto scenario = read_scenario_text(line.at("scenario").get<std::string>(), out.file,
                                       line.at("topology").get<std::string>(), {}, diagnostics);
    if (!scenario) return false;
    out.scenario = std::move(*scenario);
    out.scenario.judged_under_faults = true;
    out.faults = line.at("faults").get<std::uint32_t>();
    out.end_ms = line.at("end_ms").get<std::int64_t>();
    out.choices = line.at("choices").get<std::vector<std::string>>();
    return true;
  });
  if (!good) return std::nullopt;
  reader.end();
  return out;
}

std::optional<CampaignRecordData> read_campaign_record(const std::string& path,
                                                       Diagnostics& diagnostics) {
  CampaignRecordData out;
  const bool good = each_line(path, diagnostics, [&](int number, ordered_json line) {
    if (number == 1) {
      out.header = std::move(line);
    } else if (line.contains("new_cells")) {
      out.batches.push_back(std::move(line));
    } else if (line.contains("probes")) {
      out.tables = std::move(line);
    } else if (line.contains("failure")) {
      out.failures.push_back(std::move(line.at("failure")));
    } else if (line.contains("ranges")) {
      out.ranges = std::move(line.at("ranges"));
    } else if (line.contains("curve")) {
      out.curve = std::move(line.at("curve"));
    } else if (line.contains("end")) {
      out.footer = std::move(line);
    }
    return true;
  });
  if (!good) return std::nullopt;
  return out;
}

}  // namespace firedrill
