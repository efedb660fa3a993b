// Picture 1: the deployment at one moment of a run. What never changes over the run is folded, so
// that sixty sites fit on a page, and every moment is laid out alike, so that two pictures side by
// side differ only in what happened.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "reports/pictures/picture.hpp"
#include "reports/pictures/recorded_run.hpp"

namespace firedrill {

/// "#0b4f8a"
[[nodiscard]] std::string_view tie_colour(TieKind kind);

class TopologyPicture {
 public:
  explicit TopologyPicture(const RecordedRun& run);
  [[nodiscard]] Picture before() const;
  [[nodiscard]] Picture worst() const;
  [[nodiscard]] Picture after() const;
  [[nodiscard]] Picture at(std::int64_t at_ms) const;
  /// The deployment at the start with every tie that ever exists and a name for each part ("p12")
  /// and tie ("t3"), numbered as in RunHistory: for a page that shows every moment in turn.
  [[nodiscard]] Picture live() const;

 private:
  struct Request {
    const Frame& frame;
    bool live = false;
  };
  void choose_sites();
  /// Takes out of shown_ what fares all along as another site does and is tied as before.
  void fold_alike(const std::set<Index>& ties_change);
  void put_partners_together();
  [[nodiscard]] Picture draw(const Request& request, std::string name, PictureText text) const;
  [[nodiscard]] PictureText about(const Frame& frame, std::string heading) const;
  [[nodiscard]] std::string title() const;
  [[nodiscard]] std::string and_alike(Index site) const;

  const RecordedRun& run_;
  std::vector<Index> shown_;                   // sites drawn one by one
  std::vector<Index> folded_;                  // sites drawn as one
  std::map<Index, std::vector<Index>> alike_;  // drawn once, for itself and for these
  bool compact_ = false;                       // servers are counted, not named
  bool terse_ = false;                         // databases and file stores as well
};

}  // namespace firedrill
