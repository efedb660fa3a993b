// The fault menu: every fault that the injection catalogue (rule book 3.10) knows, on every
// component of a deployment that can suffer it, interchangeable components once.
//
// It says what can break, not when: the search places each at every distinguishable instant, the
// campaign draws an instant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/model/world.hpp"

namespace firedrill {

struct MenuFault {
  FaultSpec fault;  // without a trigger and without a repair
  /// Components that this one stands for, itself included (1 without symmetry). Of a class of
  /// interchangeable ones as many are on the menu as may fail together: both servers of an Edge
  /// pool are more than one of them twice.
  std::uint32_t stands_for = 1;
};

struct MenuOptions {
  std::vector<FaultKind> kinds;  // empty = all
  bool symmetry = true;          // interchangeable servers once
  std::uint32_t together = 1;    // how many faults may be placed at once
};

/// In the order of FaultKind, then of the component. `world` is finished (finish_world).
[[nodiscard]] std::vector<MenuFault> fault_menu(const World& world, const MenuOptions& options);

}  // namespace firedrill
