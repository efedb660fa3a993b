// The yardstick protocol: two paired pools as a small guarded-command model without time, whose
// numbers of states and transitions are known from SPIN and other explorers (search_test.cpp).
//
// It is a measuring stick and not the domain model: it owes nothing to sim/model and proves nothing
// about a deployment. benchmark/paired_pools.pml says the same in SPIN's language. Each pool has
// Front Ends that are alive or not, a mode, the belief to hold the Central Management store, a
// mirrored database (two servers, witness, principal, synchronised), an Edge Server with a next
// hop, a backlog of writes not yet at the partner, and a mark that acknowledged writes were lost.
// Common to both are a move of the store, the federation route and the number of faults so far.
//
// How a state is kept is left to a Store, so that the cost of that can be measured: in one word
// (below), or as 256 bytes (benchmark/explore_stores.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "sim/engine/mix.hpp"

namespace firedrill::known {

/// Fields that each pool has, then fields that there are once.
enum class Field : unsigned {
  kAlive,
  kMode,
  kMaster,
  kServerA,
  kServerB,
  kWitness,
  kPrincipal,  // 0: server A, 1: server B.
  kSynchronised,
  kLost,
  kEdge,
  kNextHop,  // A pool.
  kBacklog,
  kStoreMove,  // 0: none, 1 + p: to pool p.
  kRoute,      // An Edge Server.
  kFaults,
};
inline constexpr unsigned kPoolFields = 12;
inline constexpr unsigned kFields = 15;

/// The place of a field; fields that there are once ignore the pool.
[[nodiscard]] constexpr unsigned place_of(Field field, unsigned pool) {
  const auto i = static_cast<unsigned>(field);
  return i < kPoolFields ? 2 * i + pool : kPoolFields + i;
}
inline constexpr unsigned kPlaces = kPoolFields + kFields;

enum Mode : unsigned { kUp, kDown, kFailingOver, kFailedOver, kFailingBack };

struct Change {
  Field field;
  unsigned pool;
  unsigned value;
};

/// All fields in one word.
class PackedStore {
 public:
  using Candidate = PackedStore;

  explicit PackedStore(std::initializer_list<Change> fields) {
    for (const Change& field : fields) set(field);
  }
  [[nodiscard]] unsigned get(Field field, unsigned pool) const {
    const unsigned place = place_of(field, pool);
    return static_cast<unsigned>(word_ >> kShift[place]) & ((1U << kWidth[place]) - 1);
  }
  template <class... Changes>
  [[nodiscard]] PackedStore with(Changes... changes) const {
    PackedStore next = *this;
    (next.set(changes), ...);
    return next;
  }
  [[nodiscard]] Fingerprint fingerprint() const { return mix(0, word_); }
  friend bool operator==(const PackedStore&, const PackedStore&) = default;

 private:
  static constexpr std::array<unsigned, kPlaces> kWidth = {1, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                                           1, 1, 1, 1, 1, 1, 1, 1, 4, 4, 2, 1, 4};
  static constexpr std::array<unsigned, kPlaces> kShift = [] {
    std::array<unsigned, kPlaces> shift{};
    for (unsigned i = 1; i < kPlaces; ++i) shift[i] = shift[i - 1] + kWidth[i - 1];
    return shift;
  }();

  void set(Change change) {
    const unsigned place = place_of(change.field, change.pool);
    const std::uint64_t mask = (std::uint64_t{1} << kWidth[place]) - 1;
    word_ = (word_ & ~(mask << kShift[place])) | (std::uint64_t{change.value} << kShift[place]);
  }

  std::uint64_t word_ = 0;
};

template <class Store>
class PairedPools {
 public:
  using State = Store;
  using Candidate = typename Store::Candidate;

  struct Options {
    unsigned faults = 1;   // At most 15.
    unsigned backlog = 1;  // At most 15.
    /// Whether it is held against the protocol that both pools lose writes, which happens.
    bool both_losing_is_wrong = false;
  };
  explicit PairedPools(const Options& options) : options_(options) {}

  [[nodiscard]] State initial() const {
    return State({{Field::kAlive, 0, 1},
                  {Field::kAlive, 1, 1},
                  {Field::kServerA, 0, 1},
                  {Field::kServerA, 1, 1},
                  {Field::kServerB, 0, 1},
                  {Field::kServerB, 1, 1},
                  {Field::kWitness, 0, 1},
                  {Field::kWitness, 1, 1},
                  {Field::kSynchronised, 0, 1},
                  {Field::kSynchronised, 1, 1},
                  {Field::kEdge, 0, 1},
                  {Field::kEdge, 1, 1},
                  {Field::kMaster, 0, 1},
                  {Field::kNextHop, 1, 1}});
  }
  /// Of a state or of a candidate for one.
  [[nodiscard]] Fingerprint fingerprint(const auto& state) const { return state.fingerprint(); }
  [[nodiscard]] State state_of(const Candidate& candidate) const { return State(candidate); }

  template <class Emit>
  void for_each_successor(const State& state, Emit&& emit) const {
    for (unsigned p = 0; p < 2; ++p) {
      const Side side(state, p);
      faults_and_repairs(side, emit);
      database_steps(side, emit);
      pool_steps(side, emit);
      store_steps(side, emit);
      edge_steps(side, emit);
    }
  }

  [[nodiscard]] bool invariant(const State& state) const {
    std::array<unsigned, 2> mode{};
    std::array<bool, 2> alive{};
    std::array<bool, 2> lost{};
    std::array<bool, 2> master{};
    for (unsigned p = 0; p < 2; ++p) {
      mode[p] = state.get(Field::kMode, p);
      alive[p] = state.get(Field::kAlive, p) != 0;
      lost[p] = state.get(Field::kLost, p) != 0;
      master[p] = alive[p] && state.get(Field::kMaster, p) != 0;
      if (mode[p] == kUp && !alive[p]) return false;
      if (state.get(Field::kBacklog, p) > options_.backlog) return false;
    }
    if (master[0] && master[1]) return false;
    if (mode[0] >= kFailingOver && mode[1] >= kFailingOver) return false;
    if ((lost[0] || lost[1]) && state.get(Field::kFaults, 0) == 0) return false;
    return !(options_.both_losing_is_wrong && lost[0] && lost[1]);
  }

 private:
  /// A state as pool p sees it, q being its partner.
  struct Side {
    Side(const State& s, unsigned pool)
        : state(s),
          p(pool),
          q(1 - pool),
          alive(s.get(Field::kAlive, p)),
          partner_alive(s.get(Field::kAlive, q)),
          mode(s.get(Field::kMode, p)),
          backlog(s.get(Field::kBacklog, p)),
          synchronised(s.get(Field::kSynchronised, p)),
          on_b(s.get(Field::kPrincipal, p)),
          principal_up(s.get(on_b ? Field::kServerB : Field::kServerA, p)),
          mirror_up(s.get(on_b ? Field::kServerA : Field::kServerB, p)),
          partner_principal_up(
              s.get(s.get(Field::kPrincipal, q) != 0 ? Field::kServerB : Field::kServerA, q)),
          move(s.get(Field::kStoreMove, 0)),
          writable((s.get(Field::kMaster, p) != 0 && alive) ||
                   (s.get(Field::kMaster, q) != 0 && partner_alive)) {}

    [[nodiscard]] Change to(Field field, unsigned value) const { return {field, p, value}; }
    [[nodiscard]] Change partner_to(Field field, unsigned value) const { return {field, q, value}; }

    const State& state;
    unsigned p, q;
    bool alive, partner_alive;
    unsigned mode, backlog;
    bool synchronised, on_b, principal_up, mirror_up, partner_principal_up;
    unsigned move;
    bool writable;  // A master of the Central Management store answers.
  };

  template <class Emit>
  void faults_and_repairs(const Side& side, Emit&& emit) const {
    const State& state = side.state;
    const unsigned faults = state.get(Field::kFaults, 0);
    const bool may_fail = faults < options_.faults;
    const Change one_more{Field::kFaults, 0, faults + 1};
    if (!side.alive) {
      // Of two masters that meet, the one that comes back gives way.
      const bool master = state.get(Field::kMaster, side.p) != 0;
      const bool gives_way = master && side.partner_alive && state.get(Field::kMaster, side.q) != 0;
      emit(state.with(side.to(Field::kAlive, 1),
                      side.to(Field::kMode, side.mode == kDown ? kUp : side.mode),
                      side.to(Field::kMaster, master && !gives_way ? 1 : 0)));
    } else if (may_fail) {
      const unsigned after = side.mode == kUp            ? kDown
                             : side.mode == kFailingBack ? kFailedOver
                                                         : side.mode;
      emit(state.with(side.to(Field::kAlive, 0), side.to(Field::kMode, after), one_more));
    }
    for (const Field server : {Field::kServerA, Field::kServerB}) {
      const bool is_mirror = (server == Field::kServerB) != side.on_b;
      if (state.get(server, side.p) == 0) {
        emit(state.with(side.to(server, 1)));
      } else if (may_fail) {
        emit(state.with(side.to(server, 0),
                        side.to(Field::kSynchronised, side.synchronised && !is_mirror ? 1 : 0),
                        one_more));
      }
    }
    for (const Field part : {Field::kWitness, Field::kEdge}) {
      if (state.get(part, side.p) == 0) {
        emit(state.with(side.to(part, 1)));
      } else if (may_fail) {
        emit(state.with(side.to(part, 0), one_more));
      }
    }
  }

  template <class Emit>
  void database_steps(const Side& side, Emit&& emit) const {
    const State& state = side.state;
    const unsigned other = side.on_b ? 0 : 1;
    if (!side.mirror_up) return;
    if (side.principal_up) {
      if (side.synchronised) {
        emit(state.with(side.to(Field::kPrincipal, other)));  // By hand.
      } else {
        emit(state.with(side.to(Field::kSynchronised, 1)));
      }
    } else if (!side.synchronised) {
      // Forced, with the loss of what the mirror had not.
      emit(state.with(side.to(Field::kPrincipal, other), side.to(Field::kLost, 1)));
    } else if (state.get(Field::kWitness, side.p) != 0) {
      emit(state.with(side.to(Field::kPrincipal, other), side.to(Field::kSynchronised, 0)));
    }
  }

  template <class Emit>
  void pool_steps(const Side& side, Emit&& emit) const {
    const State& state = side.state;
    const unsigned partner_backlog = state.get(Field::kBacklog, side.q);
    const bool served = side.alive && side.principal_up;
    const bool partner_served = side.partner_alive && side.partner_principal_up;
    const bool may_command = side.writable && side.move == 0;
    if (side.backlog > 0 && served && partner_served) {
      emit(state.with(side.to(Field::kBacklog, side.backlog - 1)));
    }
    switch (side.mode) {
      case kUp:
        if (served && side.backlog < options_.backlog) {
          emit(state.with(side.to(Field::kBacklog, side.backlog + 1)));
        }
        [[fallthrough]];
      case kDown:
        if (may_command && side.partner_alive && state.get(Field::kMode, side.q) == kUp) {
          emit(state.with(side.to(Field::kMode, kFailingOver)));
        }
        break;
      case kFailingOver:
        if (partner_served && (!side.alive || side.backlog == 0)) {
          const bool lost = side.backlog > 0 || state.get(Field::kLost, side.p) != 0;
          emit(state.with(side.to(Field::kMode, kFailedOver), side.to(Field::kBacklog, 0),
                          side.to(Field::kLost, lost ? 1 : 0)));
        }
        break;
      case kFailedOver:
        if (partner_served && partner_backlog < options_.backlog) {
          emit(state.with(side.partner_to(Field::kBacklog, partner_backlog + 1)));
        }
        if (may_command && served) emit(state.with(side.to(Field::kMode, kFailingBack)));
        break;
      default:
        if (served && partner_backlog == 0) emit(state.with(side.to(Field::kMode, kUp)));
        break;
    }
  }

  /// The Central Management store moves in two steps; a master that cannot be reached does not
  /// hear of it.
  template <class Emit>
  void store_steps(const Side& side, Emit&& emit) const {
    const State& state = side.state;
    const bool served = side.alive && side.principal_up;
    const bool partner_master = state.get(Field::kMaster, side.q) != 0 && !side.partner_alive;
    const Change partner_hears = side.partner_to(Field::kMaster, partner_master ? 1 : 0);
    const Change no_move{Field::kStoreMove, 0, 0};
    if (side.move == 0 && served && state.get(Field::kMaster, side.p) == 0) {
      emit(state.with(Change{Field::kStoreMove, 0, side.p + 1}, partner_hears));
    }
    if (side.move != side.p + 1) return;
    if (served) emit(state.with(side.to(Field::kMaster, 1), no_move, partner_hears));
    if (!side.alive) emit(state.with(no_move));
  }

  template <class Emit>
  void edge_steps(const Side& side, Emit&& emit) const {
    const State& state = side.state;
    if (!side.writable || state.get(Field::kEdge, side.p) == 0) return;
    const unsigned other = 1 - state.get(Field::kNextHop, side.p);
    if (state.get(Field::kAlive, other) != 0) emit(state.with(side.to(Field::kNextHop, other)));
    if (state.get(Field::kRoute, 0) != side.p) {
      emit(state.with(Change{Field::kRoute, 0, side.p}));
    }
  }

  Options options_;
};

}  // namespace firedrill::known
