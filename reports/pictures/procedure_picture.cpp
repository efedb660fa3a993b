// Steps stand in columns: those of each administrator, and the documented ones of the first.
#include "reports/pictures/procedure_picture.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/pictures/documented_procedures.hpp"
#include "sim/run/names.hpp"

namespace firedrill {
namespace {

using Status = StepOutcome::Status;
constexpr std::size_t kTextWidth = 46;
/// A step that takes no longer than this is not said to have taken time.
constexpr std::int64_t kAtOnce = 5'000;

constexpr std::string_view kNeedColour = "#0b4f8a";
constexpr std::string_view kMovedColour = "#9a5200";

class Procedure {
 public:
  Procedure(const RecordedRun& run, const ProcedureTrials& trials) : run_(run), trials_(trials) {}

  void draw(Drawing& drawing, Drawing::Part whole) {
    const auto& actors = run_.scenario.actors;
    for (std::size_t a = 0; a < actors.size(); ++a) {
      if (!actors[a].steps.empty()) draw_actor(drawing, whole, a);
    }
    draw_needs(drawing);
    if (!actors.empty()) draw_documented(drawing, whole, nearest_documented(actors.front()));
  }
  [[nodiscard]] const Legend& legend() const { return legend_; }

 private:
  [[nodiscard]] std::string name(std::size_t actor, std::size_t step) const {
    return fmt::format("{}, step {}", run_.scenario.actors[actor].name, step + 1);
  }
  [[nodiscard]] bool is_critical(std::size_t actor, std::size_t step) const {
    return run_.critical && run_.critical->kind == CriticalStep::Kind::kStep &&
           run_.critical->actor == actor && run_.critical->step == step;
  }

  void draw_actor(Drawing& drawing, Drawing::Part whole, std::size_t a) {
    const ActorSpec& actor = run_.scenario.actors[a];
    const Drawing::Part box = drawing.cluster(
        whole, "procedure of " + actor.name,
        {{"label", fmt::format("<<B>{}</B>>", label_text(run_.scenario.actors.size() == 1
                                                             ? "The procedure"
                                                             : "The procedure of " + actor.name))},
         {"labelloc", "t"},
         {"labeljust", "l"},
         {"style", "rounded,filled"},
         {"fillcolor", std::string(kSitePaper)},
         {"pencolor", std::string(kHairline)},
         {"margin", "14"}});
    for (std::size_t s = 0; s < actor.steps.size(); ++s) draw_step(drawing, box, a, s);
    // Reading order, where nothing else decides.
    for (std::size_t s = 0; s + 1 < actor.steps.size(); ++s) {
      const bool beside = std::find(trials_.beside.begin(), trials_.beside.end(),
                                    std::make_pair(a, s + 1)) != trials_.beside.end();
      if (beside) continue;
      drawing.edge(name(a, s), name(a, s + 1), "as written",
                   {{"color", "#c3cfdb"}, {"dir", "none"}, {"arrowsize", "0"}});
      legend_.line("──", "#9fb3c8", "order as written");
    }
  }

  /// A wait has no beginning of its own: it begins where the step before it has ended.
  [[nodiscard]] std::int64_t waited(std::size_t a, std::size_t s) const {
    const StepOutcome* own = outcome_of(run_.world, *run_.timeline, a, s);
    std::int64_t from = run_.scenario.actors[a].starts_at.count();
    if (s > 0) {
      const StepOutcome* before = outcome_of(run_.world, *run_.timeline, a, s - 1);
      from = before == nullptr ? -1 : before->ended_ms;
    }
    return own == nullptr || own->ended_ms < 0 || from < 0 ? -1 : own->ended_ms - from;
  }
  [[nodiscard]] bool later_began(std::size_t a, std::size_t s) const {
    for (std::size_t i = s + 1; i < run_.scenario.actors[a].steps.size(); ++i) {
      const StepOutcome* later = outcome_of(run_.world, *run_.timeline, a, i);
      if (later != nullptr && later->status != Status::kNotReached) return true;
    }
    return false;
  }

  /// What became of the step, as a few words and a look.
  [[nodiscard]] std::string fate(std::size_t a, std::size_t s, Health& health) const {
    const StepOutcome* outcome = outcome_of(run_.world, *run_.timeline, a, s);
    health = Health::kAbsent;
    if (outcome == nullptr) return "not reached";
    const std::string at = outcome->began_ms >= 0 ? run_.clock(outcome->began_ms) : "";
    switch (outcome->status) {
      case Status::kNotReached:
        if (!is_wait(a, s) || !later_began(a, s)) return "not reached";
        health = Health::kRuns;
        return "";
      case Status::kPassedOver:
        return "passed over";
      case Status::kDone: {
        health = Health::kRuns;
        const std::int64_t took =
            is_wait(a, s) ? waited(a, s) : outcome->ended_ms - outcome->began_ms;
        if (is_wait(a, s)) {
          return took < 0 ? "" : took == 0 ? "held at once" : "waited " + duration_text(took);
        }
        return took > kAtOnce ? at + ", took " + duration_text(took) : at;
      }
      case Status::kRefused:
      case Status::kFailed:
        health = Health::kDown;
        return fmt::format("{}: {}, {}", at,
                           outcome->status == Status::kRefused ? "refused" : "failed",
                           outcome->detail);
      case Status::kTimedOut:
        health = Health::kDown;
        return "waited in vain until " + run_.clock(outcome->ended_ms);
      case Status::kRunning:
        health = Health::kChanging;
        return at + ", had not ended at the end";
    }
    return at;
  }
  [[nodiscard]] bool is_wait(std::size_t a, std::size_t s) const {
    return run_.scenario.actors[a].steps[s].kind != StepSpec::Kind::kCommand;
  }

  /// What else was broken without the step: rules by name, expectations counted.
  [[nodiscard]] std::string use_of(std::size_t a, std::size_t s) const {
    std::string rules;
    std::size_t expectations = 0;
    for (const StepUse& use : trials_.uses) {
      if (use.actor != a || use.step != s) continue;
      if (use.is_rule) {
        rules += (rules.empty() ? "" : ", ") + use.what;
      } else {
        ++expectations;
      }
    }
    if (rules.empty() && expectations == 0) return {};
    std::string out = "without it: ";
    if (!rules.empty()) out += rules + " broken";
    if (expectations == 0) return out;
    return out + fmt::format("{}{} expectation{} missed", rules.empty() ? "" : ", ", expectations,
                             expectations == 1 ? "" : "s");
  }

  void draw_step(Drawing& drawing, Drawing::Part box, std::size_t a, std::size_t s) {
    const StepSpec& step = run_.scenario.actors[a].steps[s];
    Health health = Health::kRuns;
    const std::string became = fate(a, s, health);
    const bool wait = is_wait(a, s);
    const HealthLook& look = look_of(wait && health == Health::kRuns ? Health::kAbsent : health);
    std::string label =
        fmt::format("<<FONT COLOR=\"{}\"><B>{}</B>\u200b\u00a0\u00a0{}<BR ALIGN=\"LEFT\"/></FONT>",
                    wait ? kSoftInk : look.text, s + 1, folded_label(step.text, kTextWidth));
    const StepOutcome* outcome = outcome_of(run_.world, *run_.timeline, a, s);
    std::string small = folded_label(became, kTextWidth + 8);
    if (outcome != nullptr && !outcome->rule.empty() && health == Health::kDown) {
      small += "<BR ALIGN=\"LEFT\"/>" +
               label_text(fmt::format("{} ({})", outcome->rule, error_name(outcome->code)));
    }
    const std::string use = use_of(a, s);
    if (!use.empty()) small += "<BR ALIGN=\"LEFT\"/>" + folded_label(use, kTextWidth + 8);
    if (is_critical(a, s)) {
      small += "<BR ALIGN=\"LEFT\"/><B>★ critical step</B>";
      legend_.sign("★", kMovedColour, "the last step before which a way to pass existed");
    }
    label += fmt::format("<FONT POINT-SIZE=\"9\" COLOR=\"{}\">{}<BR ALIGN=\"LEFT\"/></FONT>>",
                         health == Health::kDown ? look.text : kSoftInk, small);
    drawing.node(box, name(a, s),
                 {{"shape", "box"},
                  {"style", wait ? "rounded,filled,dashed" : "rounded,filled"},
                  {"fillcolor", std::string(wait && health == Health::kRuns ? kPaper : look.fill)},
                  {"color", std::string(is_critical(a, s) ? kMovedColour : look.line)},
                  {"penwidth", is_critical(a, s) ? "3" : "1.2"},
                  {"margin", "0.14,0.08"},
                  {"label", label}});
    if (wait) {
      legend_.sign("◌", kSoftInk, "a wait");
    } else if (health == Health::kRuns) {
      legend_.sign("■", look.line, "done");
    } else if (health == Health::kDown) {
      legend_.sign("■", kAlarm, "refused or failed");
    } else {
      legend_.sign("□", look.line, "not done");
    }
  }

  void draw_needs(Drawing& drawing) {
    for (const StepNeed& need : trials_.needs) {
      drawing.edge(name(need.actor, need.before), name(need.actor, need.after), "needs",
                   {{"color", std::string(kNeedColour)},
                    {"penwidth", "2.2"},
                    {"fontcolor", std::string(kNeedColour)},
                    {"label", " " + (need.rule.empty() ? "waits in vain" : need.rule) + " "}});
      legend_.line("━━▶", kNeedColour, "has to come first: tried without, the next was refused");
    }
    for (const auto& [actor, step] : trials_.beside) {
      drawing.edge(name(actor, step - 1), name(actor, step), "beside",
                   {{"color", "#3d7a57"},
                    {"style", "dashed"},
                    {"dir", "none"},
                    {"arrowsize", "0"},
                    {"fontcolor", "#3d7a57"},
                    {"label", " ∥ "}});
      legend_.line("╌∥╌", "#3d7a57", "can begin together: tried, and it passed");
    }
  }

  void draw_documented(Drawing& drawing, Drawing::Part whole, const ProcedureMatch& match) {
    if (match.documented.steps.empty() || match.identical) return;
    const Drawing::Part box = drawing.cluster(
        whole, "documented",
        {{"label", fmt::format("<<B>As documented</B>: {}>", label_text(match.documented.title))},
         {"labelloc", "t"},
         {"labeljust", "l"},
         {"style", "rounded,dashed"},
         {"pencolor", std::string(kHairline)},
         {"margin", "14"}});
    const auto node = [](std::size_t i) { return fmt::format("documented step {}", i + 1); };
    for (std::size_t i = 0; i < match.documented.steps.size(); ++i) {
      const std::string& text = match.documented.steps[i];
      const bool command = is_change(text);
      const bool missing = command && match.of_documented[i] < 0;
      drawing.node(box, node(i),
                   {{"shape", "box"},
                    {"style", missing ? "rounded,filled,bold" : "rounded,filled"},
                    {"fillcolor", std::string(missing ? "#ffd9a8" : kPaper)},
                    {"color", std::string(missing ? kMovedColour : kHairline)},
                    {"margin", "0.12,0.06"},
                    {"fontsize", "10"},
                    {"label", "<" + folded_label(text + (missing ? "  (not done here)" : ""), 40) +
                                  "<BR ALIGN=\"LEFT\"/>>"}});
      if (missing) legend_.sign("■", kMovedColour, "documented, not done here");
      if (i > 0) {
        drawing.edge(node(i - 1), node(i), "as documented",
                     {{"color", "#c3cfdb"}, {"dir", "none"}, {"arrowsize", "0"}});
      }
    }
    for (std::size_t s = 0; s < match.of_step.size(); ++s) {
      if (match.of_step[s] < 0) continue;
      if (!match.moved[s]) {
        drawing.row(drawing.whole(),
                    {name(0, s), node(static_cast<std::size_t>(match.of_step[s]))});
      }
      drawing.edge(name(0, s), node(static_cast<std::size_t>(match.of_step[s])), "stands for",
                   {{"constraint", "false"},
                    {"dir", "none"},
                    {"arrowsize", "0"},
                    {"style", match.moved[s] ? "bold" : "dotted"},
                    {"color", std::string(match.moved[s] ? kMovedColour : kHairline)}});
      legend_.line("┈┈", kHairline, "the same step as documented");
      if (match.moved[s]) legend_.line("━━", kMovedColour, "stands elsewhere than documented");
    }
  }

  const RecordedRun& run_;
  const ProcedureTrials& trials_;
  Legend legend_;
};

std::string caption_of(const RecordedRun& run, const ProcedureTrials& trials) {
  std::string out = run.scenario.title.empty() ? run.scenario.file : run.scenario.title;
  if (!run.scenario.actors.empty()) {
    const ProcedureMatch match = nearest_documented(run.scenario.actors.front());
    if (match.identical) out += ". It is documented to the letter in " + match.documented.file;
  }
  out += trials.tried ? ". Each step was left out in turn and begun together with the one before "
                        "it; arrows and marks tell what came of it."
                      : ". The run is too long for its steps to be tried otherwise.";
  return out;
}

}  // namespace

std::optional<Picture> procedure_picture(const RecordedRun& run, const ProcedureTrials& trials) {
  const auto& actors = run.scenario.actors;
  if (std::all_of(actors.begin(), actors.end(), [](const auto& a) { return a.steps.empty(); })) {
    return std::nullopt;
  }
  Picture out;
  out.name = "procedure";
  out.text = {"The procedure: what has to come before what", caption_of(run, trials), ""};
  out.drawing = std::make_unique<Drawing>(out.name);
  const Drawing::Part whole = begin_picture(*out.drawing, out.text, {}, 110);
  out.drawing->set(out.drawing->whole(),
                   {{"ranksep", "0.32"}, {"nodesep", "0.35"}, {"newrank", "true"}});
  Procedure procedure(run, trials);
  procedure.draw(*out.drawing, whole);
  out.drawing->set(whole, {{"label", procedure.legend().label()}});
  return out;
}

}  // namespace firedrill
