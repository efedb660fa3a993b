// The hold model on ns-3's simulator core with its fastest scheduler. Compiled as C++17: the
// headers of ns-3 3.37 use what C++20 took away.
#include <ns3/core-module.h>

#include <chrono>

#include "property_tests/benchmark/hold_model.hpp"

namespace firedrill::benchmark {
namespace {

// ns-3's simulator is one global object, and so are its callbacks' surroundings here.
struct Hold {
  HoldStream stream;
  std::uint64_t done = 0;
  std::uint64_t warm = 0;
  std::uint64_t last = 0;
  std::uint64_t check = 0;
  std::chrono::steady_clock::time_point start;
  double seconds = 0;
};
Hold hold;

void fire(std::uint32_t target) {
  ++hold.done;
  if (hold.done > hold.warm) {
    hold.check = fold_check(hold.check, ns3::Simulator::Now().GetTimeStep());
    if (hold.done == hold.last) {
      const auto end = std::chrono::steady_clock::now();
      hold.seconds = std::chrono::duration<double>(end - hold.start).count();
      ns3::Simulator::Stop();
      return;
    }
  } else if (hold.done == hold.warm) {
    hold.start = std::chrono::steady_clock::now();
  }
  ns3::Simulator::Schedule(ns3::NanoSeconds(hold.stream.next()), &fire, target);
}

}  // namespace

HoldResult hold_ns3(std::uint32_t pending, std::uint64_t events) {
  hold = Hold();
  hold.warm = pending;
  hold.last = pending + events;
  ns3::ObjectFactory factory;
  factory.SetTypeId("ns3::PriorityQueueScheduler");
  ns3::Simulator::SetScheduler(factory);
  for (std::uint32_t target = 0; target < pending; ++target) {
    ns3::Simulator::Schedule(ns3::NanoSeconds(hold.stream.next()), &fire, target);
  }
  ns3::Simulator::Run();
  ns3::Simulator::Destroy();
  return {static_cast<double>(events) / hold.seconds, hold.check};
}

}  // namespace firedrill::benchmark
