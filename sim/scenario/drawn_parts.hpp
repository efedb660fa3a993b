// What the parts of a drawn drill share: choices, and the deployment as names.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "firedrill/drawn_drill.hpp"

namespace firedrill::drawn {

/// Choices in the words of a generator.
class Choices {
 public:
  explicit Choices(DrawSource& source) : source_(&source) {}

  [[nodiscard]] int below(int bound) {
    return static_cast<int>(source_->below(static_cast<std::uint64_t>(bound)));
  }
  [[nodiscard]] int between(int least, int most) { return least + below(most - least + 1); }
  [[nodiscard]] bool percent(int chance) { return below(100) < chance; }
  template <class T>
  [[nodiscard]] T pick(std::initializer_list<T> values) {
    return values.begin()[below(static_cast<int>(values.size()))];
  }
  template <class T>
  [[nodiscard]] const T& of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(below(static_cast<int>(values.size())))];
  }
  /// A position, as often as its weight says.
  [[nodiscard]] int weighted(std::span<const int> weights) {
    int sum = 0;
    for (const int weight : weights) sum += weight;
    int left = below(sum);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      left -= weights[i];
      if (left < 0) return static_cast<int>(i);
    }
    return 0;
  }

 private:
  DrawSource* source_;
};

inline constexpr int kNoPool = -1;

struct DrawnPool {
  std::string name;
  int site = 0;
  bool standard = false;
  std::vector<std::string> front_ends;
  std::string primary;
  std::string mirror;   // empty = none
  std::string witness;  // empty = none; may serve several pools
  int partner = kNoPool;
  int users = 0;
  int population = 0;
  int capacity = 0;       // 0 = not stated
  std::string registrar;  // settings, as lines of the topology
};

struct DrawnEdge {
  std::string name;
  int site = 0;
  std::vector<std::string> servers;
  int next_hop = 0;
};

struct Deployment {
  std::vector<std::string> sites;
  std::vector<DrawnPool> pools;
  std::vector<DrawnEdge> edges;
  int pairs = 0;
  int active = 0;  // pool of the Central Management store
  int standby = kNoPool;

  [[nodiscard]] const DrawnPool& pool(int i) const { return pools[static_cast<std::size_t>(i)]; }
  [[nodiscard]] const std::string& name(int i) const { return pool(i).name; }
  [[nodiscard]] const std::string& site_of(int i) const {
    return sites[static_cast<std::size_t>(pool(i).site)];
  }
};

// drawn_deployment.cpp
[[nodiscard]] Deployment draw_deployment(Choices& choices, const DrillShape& shape);
[[nodiscard]] std::string topology_text(const Deployment& deployment);

// drawn_procedure.cpp
[[nodiscard]] std::vector<std::string> draw_procedure(Choices& choices, const DrillShape& shape,
                                                      const Deployment& deployment, int groups);

// drawn_faults.cpp
[[nodiscard]] std::vector<std::string> draw_faults(Choices& choices, const DrillShape& shape,
                                                   const Deployment& deployment,
                                                   const DrawnAdministrator& administrator);

}  // namespace firedrill::drawn
