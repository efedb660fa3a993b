// Puts the sections in their order.
function moveIn(id) {
  const picture = document.getElementById("picture-" + id);
  if (picture) $("#main").append(picture);
}
function runSections() {
  const home = section("deployment", "The deployment over time",
    "Every part at the moment of the slider; click a part to see what happened to it.");
  const left = el("div", {}, $("#live"), el("p", { id: "changes", class: "changes", role: "status" }));
  const right = el("div", { id: "charts" });
  home.append(el("div", { class: "two" }, left, right));
  modesChart($("#overview"));
  capabilityChart(right);
  backlogChart(right);
  recoveryChart(right);
  moveIn("cause");
  timelineSection();
  figuresSection();
  for (const id of ["procedure", "sequence", "topology-before", "topology-worst", "topology-after", "states"]) moveIn(id);
  for (const more of document.querySelectorAll(".picture-section")) if (!more.dataset.placed) $("#main").append(more);
  liveTopology();
}
function figuresSection() {
  const home = section("figures", "Figures");
  home.append(el("h3", {}, "Recovery, from the fault until each user has it again (RTO)"));
  home.append(rows([{ text: "" }, { text: "users", n: true }, { text: "p50", n: true }, { text: "p95", n: true },
    { text: "p99", n: true }, { text: "max", n: true }, { text: "never", n: true }],
    D.recovery.filter((r) => r.affected > 0).map((r) => [r.name, count(r.affected),
      ...["p50", "p95", "p99", "max"].map((k) => r[k] == null ? "–" : span(r[k])), r.open ? count(r.open) : "–"])));
  const timed = D.commands.filter((c) => c.target_ms >= 0 && c.took_ms >= 0);
  if (timed.length) {
    home.append(el("h3", {}, "Commands, against their documented targets"));
    home.append(rows([{ text: "" }, { text: "took", n: true }, { text: "target", n: true }, { text: "" }],
      timed.map((c) => [c.name, span(c.took_ms), span(c.target_ms), c.took_ms <= c.target_ms ? "met" : "missed"])));
  }
  home.append(el("h3", {}, "Data (RPO)"), rows([{ text: "" }, { text: "", n: true }], D.data));
  home.append(el("h3", {}, "What was expected"), rows([{ text: "" }, { text: "" }, { text: "" }],
    D.items.map((i) => [el("b", { class: i.verdict === "held" ? null : "rule" }, i.verdict), i.text, i.where])));
  if (D.rests_on.length) {
    home.append(el("h3", {}, "Rests on"), el("ul", { class: "plain" }, ...D.rests_on.map((r) => el("li", {}, r))));
  }
}
firstScreen();
slider();
if (D.frames) runSections();
if (D.proof) proofSections();
if (D.campaign) campaignSections();
if (!D.frames) for (const id of ["states"]) moveIn(id);
theme();
if (D.frames) Time.set(D.start_ms, "start");
$("#bottom").textContent = D.footer;
document.documentElement.dataset.ready = "yes";
