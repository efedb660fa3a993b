// The whole simulated world at one instant: a flat block of bytes, pending events included.
//
// Copy is memcpy, equality memcmp (over records and timers; indices are derived). There is no
// pointer and no container inside. Readers use the typed accessors; only Writer changes anything.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>

#include "firedrill/time.hpp"
#include "sim/model/layout.hpp"

namespace firedrill {

class State {
 public:
  State() = default;
  explicit State(const Layout& layout) : layout_(&layout), bytes_(new std::byte[layout.bytes]()) {}
  State(const State& other) : State(*other.layout_) { *this = other; }
  State(State&&) noexcept = default;
  State& operator=(State&&) noexcept = default;
  State& operator=(const State& other) {
    if (this == &other) return *this;
    if (layout_ != other.layout_) {
      layout_ = other.layout_;
      bytes_.reset(new std::byte[layout_->bytes]());
    }
    std::memcpy(bytes_.get(), other.bytes_.get(), layout_->bytes);
    now_ = other.now_;
    return *this;
  }

  [[nodiscard]] const Layout& layout() const { return *layout_; }
  [[nodiscard]] std::byte* bytes() { return bytes_.get(); }
  [[nodiscard]] const std::byte* bytes() const { return bytes_.get(); }

  template <class R>
  [[nodiscard]] const R& record(std::size_t i) const {
    const auto kind = static_cast<std::size_t>(RecordTraits<R>::kKind);
    return reinterpret_cast<const R*>(bytes_.get() + layout_->offset[kind])[i];
  }
  template <class R>
  [[nodiscard]] std::size_t count() const {
    return layout_->count[static_cast<std::size_t>(RecordTraits<R>::kKind)];
  }
  [[nodiscard]] const PoolRecord& pool(std::size_t i) const { return record<PoolRecord>(i); }
  [[nodiscard]] const EdgePoolRecord& edge_pool(std::size_t i) const {
    return record<EdgePoolRecord>(i);
  }
  [[nodiscard]] const UserRecord& user(std::size_t i) const { return record<UserRecord>(i); }
  [[nodiscard]] const CmsRecord& cms() const { return record<CmsRecord>(0); }
  [[nodiscard]] const FrontEndRecord& front_end(std::size_t i) const {
    return record<FrontEndRecord>(i);
  }
  [[nodiscard]] const BackEndRecord& back_end(std::size_t i) const {
    return record<BackEndRecord>(i);
  }
  [[nodiscard]] const SqlRecord& sql(std::size_t i) const { return record<SqlRecord>(i); }
  [[nodiscard]] const LinkRecord& link(std::size_t i) const { return record<LinkRecord>(i); }
  [[nodiscard]] const PoolTally& tally(std::size_t pool) const { return record<PoolTally>(pool); }
  [[nodiscard]] const UserTally& user_tally(std::size_t u) const { return record<UserTally>(u); }

  /// Deadline of a slot; not set = not armed.
  [[nodiscard]] Instant deadline(Slot slot) const { return Instant::from_word(timers()[slot]); }
  [[nodiscard]] const std::int64_t* timers() const {
    return reinterpret_cast<const std::int64_t*>(bytes_.get() + layout_->timers_offset);
  }
  [[nodiscard]] const PoolIndex& pool_index(std::size_t pool) const {
    return reinterpret_cast<const PoolIndex*>(bytes_.get() + layout_->indices_offset)[pool];
  }
  [[nodiscard]] const UserIndex& user_index(std::size_t u) const {
    const std::size_t pools = count<PoolRecord>();
    return reinterpret_cast<const UserIndex*>(bytes_.get() + layout_->indices_offset +
                                              pools * sizeof(PoolIndex))[u];
  }
  [[nodiscard]] Instant now() const { return now_; }
  void set_now(Instant now) { now_ = now; }

  // The order of instants. Where both have one anchor the words decide.
  [[nodiscard]] bool not_after(Instant a, Instant b) const {
    if (a.anchor() == b.anchor()) return a.word() <= b.word();
    return order_->not_after(a, b);
  }
  /// `stamp` lies more than `age` before now.
  [[nodiscard]] bool older_than(Instant stamp, Duration age) const {
    return !not_after(now_, stamp + age);
  }
  /// `stamp` lies `age` or more before now.
  [[nodiscard]] bool at_least_as_old(Instant stamp, Duration age) const {
    return not_after(stamp + age, now_);
  }
  /// For drivers; null (a run) needs none.
  void set_order(TimeOrder* order) { order_ = order; }
  [[nodiscard]] TimeOrder* order() const { return order_; }

  friend bool operator==(const State& a, const State& b) {
    return a.layout_ == b.layout_ &&
           std::memcmp(a.bytes_.get(), b.bytes_.get(), a.layout_->indices_offset) == 0;
  }

 private:
  const Layout* layout_ = nullptr;
  std::unique_ptr<std::byte[]> bytes_;
  Instant now_ = Instant::from_ms(0);
  TimeOrder* order_ = nullptr;
};

}  // namespace firedrill
