// Faults drawn at random: the sentences of the injection catalogue, when each strikes, and whether
// it is mended.
#include "sim/scenario/drawn_parts.hpp"

namespace firedrill::drawn {
namespace {

std::string what_is_lost(Choices& c, const DrillShape& shape, const Deployment& d) {
  const auto pool = [&] { return c.below(static_cast<int>(d.pools.size())); };
  const auto mirrored = [&] {
    std::vector<int> found;
    for (std::size_t p = 0; p < d.pools.size(); ++p) {
      if (!d.pools[p].mirror.empty()) found.push_back(static_cast<int>(p));
    }
    return found.empty() ? kNoPool : c.of(found);
  };
  const auto sql = [&] {
    const DrawnPool& one = d.pool(pool());
    std::vector<std::string> servers = {one.primary};
    if (!one.mirror.empty()) servers.push_back(one.mirror);
    if (!one.witness.empty()) servers.push_back(one.witness);
    return c.of(servers);
  };
  // In the order of DrillTheme; the last word of a row says what it is.
  static constexpr int kWeights[][kDrillThemes] = {
      {8, 14, 10, 4, 4, 8, 10, 4, 5},  // 0 site
      {6, 6, 6, 2, 3, 8, 22, 6, 4},    // 1 wan
      {8, 4, 3, 2, 30, 3, 4, 8, 2},    // 2 front end
      {6, 14, 6, 2, 6, 4, 14, 4, 6},   // 3 pool
      {8, 4, 6, 30, 6, 4, 2, 4, 2},    // 4 sql
      {3, 1, 1, 12, 0, 1, 0, 1, 0},    // 5 mirroring suspended
      {2, 1, 1, 6, 0, 1, 0, 0, 0},     // 6 log disk
      {4, 4, 1, 0, 0, 18, 0, 4, 0},    // 7 file store
      {3, 2, 14, 1, 0, 0, 0, 1, 2},    // 8 cms database
      {3, 3, 4, 0, 0, 16, 0, 6, 1},    // 9 backup service
      {2, 24, 0, 0, 0, 6, 0, 0, 0},    // 10 hydration
      {2, 1, 1, 0, 0, 0, 6, 0, 16},    // 11 edge
      {0, 0, 0, 0, 0, 0, 0, 0, 8},     // 12 dns
  };
  int weights[std::size(kWeights)];
  for (std::size_t i = 0; i < std::size(kWeights); ++i) {
    weights[i] = kWeights[i][static_cast<std::size_t>(shape.theme)];
  }
  switch (c.weighted(weights)) {
    case 0:
      return "site " + c.of(d.sites) + " is lost";
    case 1: {
      const int a = c.below(static_cast<int>(d.sites.size()));
      const auto n = static_cast<int>(d.sites.size());
      const int b = (a + 1 + c.below(n - 1)) % n;
      return "wan " + d.sites[static_cast<std::size_t>(a)] + " - " +
             d.sites[static_cast<std::size_t>(b)] + " is cut";
    }
    case 2:
      return "front end " + c.of(d.pool(pool()).front_ends) + " is lost";
    case 4:
      return "sql " + sql() + " is lost";
    case 5: {
      const int one = mirrored();
      if (one != kNoPool) return "mirroring of " + d.name(one) + " is suspended";
      break;
    }
    case 6:
      return "log disk of " + sql() + " is full";
    case 7: {
      const std::string store = "file store of " + d.name(pool()) + " is lost";
      return c.percent(40) ? store + " with its content" : store;
    }
    case 8: {
      const bool standby = d.standby != kNoPool && c.percent(30);
      return "cms database of " + d.name(standby ? d.standby : d.active) + " is lost";
    }
    case 9: {
      const int one = c.below(2 * d.pairs);
      const std::string whose = c.percent(50) ? d.name(one) : c.of(d.pool(one).front_ends);
      return "backup service of " + whose + " stops";
    }
    case 10: {
      const int times = c.between(1, 3);
      return "next " + std::to_string(times) + " failbacks of " + d.name(c.below(2 * d.pairs)) +
             " fail hydration";
    }
    case 11: {
      if (d.edges.empty()) break;
      const DrawnEdge& edge = c.of(d.edges);
      return c.percent(50) ? "edge pool " + edge.name + " is lost"
                           : "edge server " + c.of(edge.servers) + " is lost";
    }
    case 12:
      return c.pick<std::string>({"internal dns is down", "external dns is down",
                                  "dns record _sip._tls.contoso.com is wrong",
                                  "dns record _sipfederationtls._tcp.contoso.com is wrong",
                                  "dns record xmpp.contoso.com is wrong"});
    default:
      break;
  }
  return "pool " + d.name(pool()) + " is lost";
}

struct Moment {
  std::string text;
  int about = kNoPool;  // the pool whose state it waits for
  bool over = false;    // the state is FailedOver
};

/// A pool that the procedure fails over, or any that is paired.
int failed_over_pool(Choices& c, const Deployment& d, const DrawnAdministrator& administrator) {
  std::vector<int> named;
  for (const std::string& step : administrator.steps) {
    const std::size_t at = step.find("Invoke-CsPoolFailover -PoolFqdn ");
    for (int p = 0; at != std::string::npos && p < 2 * d.pairs; ++p) {
      if (step.find(d.name(p), at) != std::string::npos) named.push_back(p);
    }
  }
  return named.empty() ? c.below(2 * d.pairs) : c.of(named);
}

Moment when(Choices& c, const DrillShape& shape, const Deployment& d, std::size_t number,
            const DrawnAdministrator& administrator) {
  const auto steps = static_cast<int>(administrator.steps.size());
  const bool before_failback = c.percent(15);
  for (int i = 1; i < steps && before_failback; ++i) {
    const std::string& step = administrator.steps[static_cast<std::size_t>(i)];
    if (step.find("Invoke-CsPoolFailback") == std::string::npos) continue;
    return {"after step " + std::to_string(i) + " of " + administrator.name,
            failed_over_pool(c, d, administrator), true};
  }
  const std::string delay = c.pick<std::string>({"", "20s ", "1m ", "2m30s ", "7m "});
  static constexpr int kUsual[] = {1, 2, 1, 1, 3};
  static constexpr int kFailovers[] = {1, 2, 6, 1, 2};
  switch (c.weighted(shape.theme == DrillTheme::kFailovers ? kFailovers : kUsual)) {
    case 0: {
      if (number == 0) break;
      return {delay + "after fault " + std::to_string(1 + c.below(static_cast<int>(number)))};
    }
    case 1:
      if (steps == 0) break;
      return {delay + "after step " + std::to_string(1 + c.below(steps)) + " of " +
              administrator.name};
    case 2: {
      const int pool = failed_over_pool(c, d, administrator);
      const std::string state = c.pick<std::string>({"FailingOver", "FailedOver", "FailingBack"});
      const std::string condition = "state of " + d.name(pool) + " = " + state;
      return {delay.empty() ? "when " + condition : delay + "after " + condition, pool,
              state == "FailedOver"};
    }
    case 3: {
      const int from = c.between(1, 60);
      const int to = from + c.between(1, 60);
      return {"between " + std::to_string(from) + "m and " + std::to_string(to) + "m"};
    }
    default:
      break;
  }
  return {"at " + std::to_string(c.between(1, 130)) + "m"};
}

/// What hurts a failover or failback most: the partner while it runs, the home before its way back.
std::string lost_under_way(Choices& c, const Deployment& d, const Moment& moment) {
  const DrawnPool& pool = d.pool(moment.about);
  if (c.percent(45)) {
    return moment.over ? "sql " + pool.primary + " is lost"
                       : "pool " + d.name(pool.partner) + " is lost";
  }
  switch (c.below(3)) {
    case 0:
      return "pool " + pool.name + " is lost";
    case 1:
      return "cms database of " + d.name(d.active) + " is lost";
    default:
      return "site " + d.site_of(pool.partner) + " is lost";
  }
}

std::string minutes_text(int minutes) {
  return "at " + std::to_string(minutes) + "m: ";
}

bool fits(int kind, const DrawnPool& pool) {
  if (kind == 0) return !pool.mirror.empty();
  if (kind == 1) return pool.front_ends.size() == 2;
  return kind != 2 || pool.front_ends.size() > 2;
}

/// Two faults of which the second matters because of the first.
void draw_combination(Choices& c, const Deployment& d, std::vector<std::string>& out) {
  const int first = c.between(5, 100);
  const std::string then = minutes_text(first + c.between(2, 15));
  const int kind = c.below(4);
  int at = c.below(static_cast<int>(d.pools.size()));
  for (std::size_t i = 0; i < d.pools.size() && !fits(kind, d.pool(at)); ++i) {
    at = (at + 1) % static_cast<int>(d.pools.size());
  }
  const DrawnPool& pool = d.pool(at);
  const std::string back = ", back after " + c.pick<std::string>({"12m", "35m"});
  switch (fits(kind, pool) ? kind : 3) {
    case 0:  // INV-63: an old copy takes over from nobody
      out.push_back(minutes_text(first) + "mirroring of " + pool.name + " is suspended");
      out.push_back(then + "sql " + pool.primary + " is lost" + back);
      return;
    case 1:  // INV-73: which of two went first
      out.push_back(minutes_text(first) + "front end " + pool.front_ends[0] + " is lost" + back);
      out.push_back(then + "front end " + pool.front_ends[1] + " is lost");
      return;
    case 2:  // INV-69: enough to go on, not enough to start
      out.push_back(minutes_text(first) + "front end " + c.of(pool.front_ends) + " is lost");
      out.push_back(then + "pool " + pool.name + " is lost" + back);
      return;
    default:
      break;
  }
  // A site that returns mends no broken disk.
  out.push_back(minutes_text(first) + "sql " + pool.primary + " is lost");
  out.push_back(then + "site " + d.site_of(at) + " is lost" + back);
}

}  // namespace

std::vector<std::string> draw_faults(Choices& c, const DrillShape& shape, const Deployment& d,
                                     const DrawnAdministrator& administrator) {
  std::vector<std::string> out;
  const int faults = c.below(shape.faults_max + 1);
  const bool front_ends = shape.theme == DrillTheme::kFrontEnds;
  if (faults >= 2 && c.percent(front_ends ? 50 : 25)) draw_combination(c, d, out);
  while (static_cast<int>(out.size()) < faults) {
    const Moment moment = when(c, shape, d, out.size(), administrator);
    const bool under_way = moment.about != kNoPool && c.percent(75);
    const std::string what = under_way ? lost_under_way(c, d, moment) : what_is_lost(c, shape, d);
    // Failures of hydration wait for the next failback and end by themselves.
    const bool hydration = what.find("hydration") != std::string::npos;
    std::string line = (hydration ? "at 1m" : moment.text) + ": " + what;
    if (!hydration && c.percent(75)) {
      line += ", back after " + c.pick<std::string>({"20s", "2m", "12m", "35m", "70m", "2h"});
    }
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace firedrill::drawn
