// A chain is a tree in which the same event may stand more than once; here it is one box.
#include "reports/pictures/cause_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/rules/catalogue.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

constexpr std::size_t kBoxesMax = 40;
constexpr std::size_t kTextWidth = 44;

enum class BoxKind : std::uint8_t { kFault, kSlip, kStep, kRefusal, kEvent, kState, kFailure };
struct BoxLook {
  std::string_view fill, line, sign, meaning;
};
constexpr BoxLook kBoxLooks[] = {
    {"#fbe9e7", "#b3261e", "✕", "fault"},
    {"#fff0b8", "#8a6d00", "≠", "slip of an operator"},
    {"#eaf3fb", "#5b7fa3", "▶", "step of the procedure"},
    {"#ffffff", "#b3261e", "⊘", "step that was refused"},
    {"#f7f9fb", "#9fb3c8", "●", "what followed"},
    {"#f7f9fb", "#9fb3c8", "○", "how it stood"},
    {"#b3261e", "#7d1a15", "■", "what failed"},
};

struct Box {
  BoxKind kind = BoxKind::kEvent;
  CauseBook::Link link;
  bool critical = false;
};

class CauseGraph {
 public:
  CauseGraph(const RecordedRun& run, const CauseBook::Chain& chain) : run_(run) {
    root_ = add_failure();
    std::vector<std::size_t> path{root_};
    int least = chain.links.empty() ? 0 : chain.links.front().depth;
    for (const auto& link : chain.links) least = std::min(least, link.depth);
    for (const auto& link : chain.links) {
      // Links of depth `least` stand right behind the failure.
      const auto depth = static_cast<std::size_t>(link.depth - least) + 1;
      path.resize(std::min(path.size(), depth));
      const std::optional<std::size_t> box = is_failure(link) ? root_ : add(link);
      if (!box) {
        ++left_out_;
        continue;
      }
      if (path.back() != *box) edges_.emplace(*box, path.back());
      path.push_back(*box);
    }
  }

  void draw(Drawing& drawing, Drawing::Part whole, Legend& legend) const {
    for (std::size_t i = 0; i < boxes_.size(); ++i) draw_box(drawing, whole, legend, i);
    for (const auto& [cause, effect] : edges_) {
      drawing.edge(name(cause), name(effect), "", {{"penwidth", "1.4"}});
    }
    if (left_out_ == 0) return;
    drawing.node(whole, "further back",
                 {{"shape", "box"},
                  {"style", "rounded,dashed"},
                  {"margin", "0.15,0.08"},
                  {"label", fmt::format("{} further links, folded", left_out_)}});
    drawing.edge("further back", name(root_), "", {{"style", "dashed"}});
  }
  [[nodiscard]] std::size_t size() const { return boxes_.size(); }

 private:
  /// The failure itself is the first link of the chain of a refusal.
  [[nodiscard]] bool is_failure(const CauseBook::Link& link) const {
    return link.depth == 0 && run_.failed->event == link.event && run_.failed->violation < 0;
  }

  std::size_t add_failure() {
    Box box;
    box.kind = BoxKind::kFailure;
    const VerdictItem& item = *run_.failed;
    box.link.text =
        item.is_expectation && item.rule.empty() ? item.what + ": " + item.why : item.why;
    box.link.rule = item.rule;
    box.link.at_ms = item.at_ms;
    box.link.event = item.event;
    box.link.where = item.where;
    boxes_.push_back(box);
    mark_critical(boxes_.back());
    return 0;
  }

  std::optional<std::size_t> add(const CauseBook::Link& link) {
    const auto key = std::make_pair(link.event, link.event == 0 ? link.text : std::string());
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
    if (boxes_.size() + 1 >= kBoxesMax) return std::nullopt;
    known_[key] = boxes_.size();
    Box box;
    box.link = link;
    box.kind = kind_of(link);
    mark_critical(box);
    boxes_.push_back(std::move(box));
    return boxes_.size() - 1;
  }

  [[nodiscard]] BoxKind kind_of(const CauseBook::Link& link) const {
    if (link.slip) return BoxKind::kSlip;
    if (link.event == 0) return BoxKind::kState;
    BoxKind kind = BoxKind::kEvent;
    for (const TimelineLine& line : run_.timeline->lines()) {
      if (line.event != link.event || line.text != link.text) continue;
      if (line.kind == LineKind::kFault) return BoxKind::kFault;
      if (line.kind == LineKind::kRefusal) return BoxKind::kRefusal;
      const bool step = line.kind == LineKind::kStep || line.kind == LineKind::kBelow;
      if (step) kind = BoxKind::kStep;
    }
    return kind;
  }

  /// The box of the critical step is the one that names its line in the file.
  void mark_critical(Box& box) const {
    if (!run_.critical || run_.critical->kind != CriticalStep::Kind::kStep) return;
    const ActorSpec& actor = run_.scenario.actors[run_.critical->actor];
    const Mark& mark = actor.steps[run_.critical->step].mark;
    box.critical = box.link.where == place(run_.scenario, mark);
  }

  [[nodiscard]] std::string name(std::size_t i) const {
    const CauseBook::Link& link = boxes_[i].link;
    return link.text + (link.at_ms >= 0 ? " at " + run_.clock(link.at_ms) : "");
  }

  void draw_box(Drawing& drawing, Drawing::Part whole, Legend& legend, std::size_t i) const {
    const Box& box = boxes_[i];
    const BoxLook& look = kBoxLooks[static_cast<std::size_t>(box.kind)];
    const bool dark = box.kind == BoxKind::kFailure;
    const std::string_view ink = dark ? "#ffffff" : kInk;
    const std::string_view soft = dark ? "#ffffff" : kSoftInk;
    std::string label = fmt::format("<<FONT COLOR=\"{}\">{} ", ink, look.sign);
    if (box.link.at_ms >= 0) {
      label += fmt::format("<B>{}</B>", run_.clock(box.link.at_ms));
      if (!box.link.where.empty()) {
        label += fmt::format("\u200b\u00a0\u00a0<FONT POINT-SIZE=\"9\" COLOR=\"{}\">{}</FONT>",
                             soft, label_text(box.link.where));
      }
      label += "<BR ALIGN=\"LEFT\"/>";
    }
    label += folded_label(box.link.text, kTextWidth) + "<BR ALIGN=\"LEFT\"/></FONT>";
    if (!box.link.rule.empty()) {
      const RuleEntry* rule = find_rule(box.link.rule);
      const std::string title =
          rule == nullptr ? box.link.rule : box.link.rule + ": " + std::string(rule->title);
      label += fmt::format("<FONT POINT-SIZE=\"9\" COLOR=\"{}\">{}<BR ALIGN=\"LEFT\"/></FONT>",
                           soft, folded_label(title, kTextWidth + 8));
    }
    if (box.critical) {
      label += fmt::format(
          "<FONT POINT-SIZE=\"10\" COLOR=\"{}\"><B>★ critical step</B><BR ALIGN=\"LEFT\"/></FONT>",
          dark ? "#ffffff" : "#9a5200");
      legend.sign("★", "#9a5200", "the last step before which a way to pass existed");
    }
    label += ">";
    drawing.node(whole, name(i),
                 {{"shape", "box"},
                  {"peripheries", box.kind == BoxKind::kFault ? "2" : "1"},
                  {"style", box.kind == BoxKind::kFault ? "filled" : "rounded,filled"},
                  {"fillcolor", std::string(look.fill)},
                  {"color", std::string(box.critical ? "#9a5200" : look.line)},
                  {"penwidth", box.critical ? "3"
                               : dark       ? "2"
                                            : "1.2"},
                  {"margin", "0.16,0.1"},
                  {"label", label}});
    legend.sign(look.sign, dark || box.kind == BoxKind::kFault ? kAlarm : look.line, look.meaning);
  }

  const RecordedRun& run_;
  std::size_t root_ = 0;
  std::vector<Box> boxes_;
  std::map<std::pair<std::uint32_t, std::string>, std::size_t> known_;
  std::set<std::pair<std::size_t, std::size_t>> edges_;  // cause, effect
  std::size_t left_out_ = 0;
};

}  // namespace

CauseBook::Chain chain_of_failure(const RecordedRun& run) {
  if (run.failed == nullptr) return {};
  if (run.failed->violation >= 0) {
    return run.causes->behind_violation(static_cast<std::size_t>(run.failed->violation) + 1);
  }
  if (run.failed->event > 0) return run.causes->behind_event(run.failed->event);
  return run.causes->behind_user();
}

std::optional<Picture> cause_picture(const RecordedRun& run) {
  const CauseBook::Chain chain = chain_of_failure(run);
  if (chain.links.empty()) return std::nullopt;
  const CauseGraph graph(run, chain);
  Picture out;
  out.name = "cause";
  out.text.title = "Why it failed";
  out.text.caption = run.failed->why +
                     (run.failed->rule.empty() ? "" : " (" + run.failed->rule + ")") +
                     ". What lies above brought about what lies below.";
  if (run.story && !run.story->critical.empty()) {
    out.text.caption += " Critical step: " + run.story->critical + ".";
  }
  out.text.description = out.text.caption + " " + chain.text;
  out.drawing = std::make_unique<Drawing>(out.name);
  const Drawing::Part whole = begin_picture(*out.drawing, out.text, {}, 100);
  out.drawing->set(out.drawing->whole(), {{"ranksep", "0.4"}, {"nodesep", "0.4"}});
  Legend legend;
  graph.draw(*out.drawing, whole, legend);
  out.drawing->set(whole, {{"label", legend.label()}});
  return out;
}

}  // namespace firedrill
