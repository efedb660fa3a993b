// An oracle for commands: written from the rule book (sections 4.2 to 4.4, 5 and 7.1), not from the
// model, of which it includes nothing.
//
// It is told facts that a person could look up (which machines run, what the store records) and a
// command, and says whether the command must be refused, with which error. A difference from the
// model is a mistake in one of the two.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace firedrill::oracle {

inline constexpr int kNobody = -1;

enum class Recorded { kActive, kFailingOver, kFailedOver, kFailingBack };

struct Copy {  // one SQL server
  bool exists = false;
  bool machine_up = false;
  bool log_full = false;
  [[nodiscard]] bool serves() const { return exists && machine_up && !log_full; }
};

enum DatabaseKind { kUser, kApplication, kCentralMgmt, kDatabaseKinds };

struct PoolFacts {
  int partner = kNobody;
  int site = 0;
  Recorded state = Recorded::kActive;
  bool busy = false;               // a failover or failback of it runs
  bool serving = false;            // its services run
  bool back_end_given_up = false;  // away for the threshold (INV-67)
  bool store_services = false;     // some ready Front End has the Central Management services
  bool ignores_mirror = false;     // some ready Front End has not learnt the mirror (FLT-30)
  Copy primary;
  Copy mirror;
  bool witness = false;  // SQL Server knows one
  bool witness_up = false;
  bool mirror_in_topology = false;
  bool switching = false;  // a database is being switched by hand
  bool mirrored[kDatabaseKinds] = {};
  bool on_mirror[kDatabaseKinds] = {};
  bool store_database_broken = false;

  /// INV-64.
  [[nodiscard]] bool database_serves(DatabaseKind kind) const;
};

struct EdgeFacts {
  int next_hop = kNobody;
  bool up = false;
};

struct StoreFacts {
  int active = kNobody;
  int standby = kNobody;
  int named = kNobody;  // by the service connection point
  bool read_only = false;
  bool moving = false;
  bool standby_fed = true;  // something has reached the standby since the last move
};

struct Facts {
  std::vector<PoolFacts> pools;
  std::vector<EdgeFacts> edges;
  StoreFacts store;
  std::vector<std::pair<int, int>> cut;  // pairs of sites
  bool live_next_hops_only = false;      // nextHopCheck = live (MA-20)
  bool force_required = false;           // STRICT (MA-48)

  [[nodiscard]] bool connected(int site_a, int site_b) const;
  /// AM: the pool whose copy of the store accepts writes now.
  [[nodiscard]] int master() const;
  [[nodiscard]] bool writable_from(int site) const;
};

struct Order {
  enum class Kind { kFailOver, kFailBack, kMoveStore, kSwitchDatabase, kSetNextHop, kOther };
  Kind kind = Kind::kOther;
  int pool = kNobody;
  int site = kNobody;  // where the shell runs; kNobody = anywhere
  bool disaster = false;
  bool force = false;
  bool what_if = false;
  int edge = kNobody;
  // kMoveStore
  bool names_server = false;
  bool names_a_mirror = false;  // -BackupSqlServerFqdn is a mirror server
  bool gives_mirror = false;    // -BackupMirrorSqlServerFqdn names the mirror of that pool
  // kSwitchDatabase
  DatabaseKind database = kUser;
  bool to_mirror = false;
};

struct Decision {
  bool refuse = false;
  std::string code;  // empty: the rule book gives no code
  std::string rule;
};

/// What has to happen when `order` is given. Orders of kind kOther are not judged.
[[nodiscard]] Decision decide(const Facts& facts, const Order& order);

/// Front Ends that functional quorum needs, of the first `counted` (FLT-05 to FLT-07, table A).
struct Quorum {
  int needed = 0;
  int counted = 0;
};
[[nodiscard]] Quorum keeps_running(int front_ends, bool primary_sql_up);
/// Front Ends that a cold start needs (FLT-04).
[[nodiscard]] int needed_to_start(int front_ends);

}  // namespace firedrill::oracle
