// A list of 32-bit numbers that only ever grows at its end, in segments.
//
// A vector would need three times the memory while it doubles; here what was written stays where it
// is, and no more than one segment is in use beyond what was asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace firedrill {

class NumberLog {
 public:
  void push_back(std::uint32_t number) {
    if (size_ % kSegment == 0) segments_.push_back(std::make_unique<std::uint32_t[]>(kSegment));
    segments_.back()[size_++ % kSegment] = number;
  }
  [[nodiscard]] std::uint32_t operator[](std::size_t i) const {
    return segments_[i / kSegment][i % kSegment];
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kSegment = 1 << 14;
  std::vector<std::unique_ptr<std::uint32_t[]>> segments_;
  std::size_t size_ = 0;
};

}  // namespace firedrill
