// Questions that are asked of a run for its readers, and that no verdict of it rests on.
#pragma once

#include "sim/model/world.hpp"

namespace firedrill {

/// While it lives, parameters may be read without being listed under what the run rested on.
class Unnoticed {
 public:
  explicit Unnoticed(const World& world) : world_(world), consulted_(world.consulted) {}
  ~Unnoticed() { world_.consulted = consulted_; }
  Unnoticed(const Unnoticed&) = delete;
  Unnoticed& operator=(const Unnoticed&) = delete;

 private:
  const World& world_;
  decltype(World::consulted) consulted_;
};

}  // namespace firedrill
