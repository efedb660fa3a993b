// The SQL server that holds the databases of a pool is lost (PRC-DB): nothing to do where mirror
// and witness agree, a command for each type of database where there is no witness, and a wait
// where there is no mirror.
#include "sim/scenario/condition.hpp"
#include "sim/scenario/skeleton_parts.hpp"

namespace firedrill::skeleton {
namespace {

class Switch {
 public:
  Switch(const Topology& t, Index pool, Draft& draft)
      : t_(t),
        pool_(t.pools[static_cast<std::size_t>(pool)]),
        back_end_(t.back_ends[static_cast<std::size_t>(pool_.back_end)]),
        holds_store_(t.cms.active == pool || t.cms.standby == pool),
        hosts_store_(t.cms.active == pool),
        draft_(draft) {}

  void write() {
    if (back_end_.mirror == kNone) return without_mirror();
    if (back_end_.witness == kNone) {
      by_hand();
    } else {
      by_itself();
    }
    take_back();
  }

 private:
  void by_itself();
  void by_hand();
  void take_back();
  void expect_nobody_notices(Duration outage);
  void without_mirror();
  void ask();
  void each_type(const std::string& principal, const std::string& force, const std::string& why) {
    for (const char* type : {"User", "Application", "CentralMgmt"}) {
      if (std::string(type) == "CentralMgmt" && !holds_store_) continue;
      draft_.step("Invoke-CsDatabaseFailover -PoolFqdn " + pool_.fqdn + " -DatabaseType " + type +
                      " -NewPrincipal " + principal + force + " -Verbose",
                  why + " Each type is a command of its own (INV-74).");
    }
  }
  /// How long the Front Ends work on without their Back End (FLT-20).
  [[nodiscard]] Duration patience() const {
    return pool_.registrar.backup_store_unavailable_threshold;
  }
  [[nodiscard]] std::string principal(const char* type) const {
    return "principal of " + pool_.fqdn + "/" + type;
  }

  const Topology& t_;
  const Pool& pool_;
  const BackEnd& back_end_;
  bool holds_store_;
  bool hosts_store_;
  Draft& draft_;
};

void Switch::ask() {
  draft_.step("Get-CsDatabaseMirrorState -PoolFqdn " + pool_.fqdn + " -DatabaseType User",
              "Asks which server is the principal (PRC-DB).");
}

void Switch::by_itself() {
  draft_.step("wait 20m", "Somebody notices, or nobody does.");
  draft_.step(typed::wait_until(principal("User") + " = mirror", "10m"),
              "Nothing to do: mirror and witness agree, and the mirror takes over by itself "
              "(FLT-22, INV-63). Nobody else would notice (INV-66).");
  ask();
  draft_.expect("within 5m of fault 1", principal("User") + " = mirror",
                "By itself, within the documented time (NUM-05).");
  if (hosts_store_) {
    draft_.expect("within 5m of fault 1", "master = " + pool_.fqdn,
                  "The store stays where it is and can be written to.");
  }
  expect_nobody_notices(minutes(5));
}

void Switch::by_hand() {
  draft_.step("wait 20m",
              "Somebody notices and decides. Without a witness nothing happens by itself "
              "(FLT-21); after " +
                  reading::duration_text(patience()) +
                  " without the databases users go to resiliency mode (INV-67).");
  ask();
  each_type("Mirror", " -Force", "The principal cannot be reached, hence -Force (TRAP-10).");
  const std::string after = "after step " + std::to_string(draft_.steps());
  draft_.expect(after, principal("User") + " = mirror", "The mirror serves.");
  draft_.expect(after, "database available of " + pool_.fqdn + "/User = yes");
  if (hosts_store_) draft_.expect(after, "master = " + pool_.fqdn);
  expect_nobody_notices(minutes(25));
}

/// Where the databases are away for less than the Front Ends can bear.
void Switch::expect_nobody_notices(Duration outage) {
  if (patience() > outage) {
    draft_.expect("always", "regular users = all",
                  "Nobody is cut off or put in resiliency mode (INV-66).");
  }
}

void Switch::take_back() {
  draft_.step("wait 2h",
              "The server is repaired and the copies are the same again. Put in your own "
              "time, and look with Get-CsDatabaseMirrorState before you go on.");
  each_type("Primary", "",
            "Back to the primary, for nothing goes back by itself; leave it out if it may stay.");
  draft_.expect("at end", principal("User") + " = primary", "All is as it was.");
  draft_.expect("at end", principal("Application") + " = primary");
  if (holds_store_) draft_.expect("at end", principal("CentralMgmt") + " = primary");
  draft_.expect("at end", "master = " + t_.pools[static_cast<std::size_t>(t_.cms.active)].fqdn);
  draft_.expect("at end", "regular users = all");
  draft_.expect("at end", "lost writes = 0",
                "A switch of synchronous copies loses nothing (INV-62).");
}

void Switch::without_mirror() {
  draft_.note("The Back End of " + pool_.fqdn +
              " is not mirrored: there is nothing to switch to. "
              "Front Ends work on for " +
              reading::duration_text(patience()) +
              ", then users go to resiliency mode (FLT-20, INV-67). If it stays away for longer "
              "the pool is what is lost: firedrill init "
              "--disaster pool.");
  draft_.step(typed::wait_until("database available of " + pool_.fqdn + "/User = yes", "8h"),
              "The server is back.");
  draft_.expect("at end", "database available of " + pool_.fqdn + "/User = yes");
  draft_.expect("at end", "master = " + t_.pools[static_cast<std::size_t>(t_.cms.active)].fqdn);
  draft_.expect("at end", "regular users = all",
                "Everybody is back in regular mode without anybody's doing.");
}

}  // namespace

void switch_databases(const Topology& topology, Index pool, Draft& draft) {
  Switch(topology, pool, draft).write();
}

}  // namespace firedrill::skeleton
