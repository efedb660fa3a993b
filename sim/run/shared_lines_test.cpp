// Goal: a second administrator is proposed where that helps, and with a share that does. Method:
// times by hand.
#include "sim/run/shared_lines.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace firedrill {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;

TimedLines lines(const std::string& name, std::int64_t minutes) {
  return {name, 2 * kHour, minutes * kMinute, "wait until master = pool2, at most 2h"};
}

TEST(SharedLines, PartTheTimesBest) {
  const std::vector<TimedLines> told = {lines("pool1", 17), lines("federation out", 16),
                                        lines("media", 6), lines("XMPP", 42)};
  EXPECT_EQ(share_out(told, -1, false),
            "the lines of pool1, federation out, media, XMPP take 1h 21m 00s one after the other, "
            "and one administrator who types them all is not done within the hour: write "
            "\"administrators:\" in place of \"procedure:\", with a \"- name:\" and a "
            "\"procedure:\" for each; the second one types those of XMPP, beginning with \"- wait "
            "until master = pool2, at most 2h\"");
  const std::vector<TimedLines> early = {lines("pool1", 42), lines("federation out", 16),
                                         lines("media", 6)};
  EXPECT_THAT(share_out(early, -1, true),
              testing::AllOf(HasSubstr("share them out among the administrators"),
                             HasSubstr("the second one types those of federation out, media,")));
}

TEST(SharedLines, AreForOneWhoIsDoneInTime) {
  const std::vector<TimedLines> told = {lines("pool1", 17), lines("XMPP", 42)};
  EXPECT_EQ(share_out(told, -1, false), "");
  EXPECT_EQ(share_out(told, kHour, false), "") << "over when it was lost: 59 minutes are left";
  EXPECT_THAT(share_out(told, kHour + 2 * kMinute, false), HasSubstr("those of XMPP"));
  EXPECT_EQ(share_out(told, 2 * kHour + kMinute, false), "") << "too late for anybody";
}

TEST(SharedLines, AreNotSharedWhereThatDoesNotHelp) {
  EXPECT_EQ(share_out(std::vector<TimedLines>{lines("XMPP", 61)}, -1, false), "");
  EXPECT_EQ(share_out(std::vector<TimedLines>{lines("pool1", 17), lines("XMPP", 61)}, -1, false),
            "");
}

TEST(SharedLines, NeedNoWaitWhereTheStoreStays) {
  std::vector<TimedLines> told = {lines("pool1", 30), lines("XMPP", 42)};
  told[1].wait.clear();
  EXPECT_THAT(share_out(told, -1, false), EndsWith("the second one types those of XMPP"));
}

}  // namespace
}  // namespace firedrill
