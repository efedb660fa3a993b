// The filters over users that recovery procedures write: {RegistrarPool -eq "<fqdn>"}.
#pragma once

#include <string_view>

#include "sim/model/records.hpp"

namespace firedrill {

struct UserFilter {
  bool understood = true;
  bool by_home = false;  // otherwise every user
  bool equal = true;     // -eq; false: -ne
  Index home = kNone;    // kNone with by_home: the users without a pool ($null)

  [[nodiscard]] bool matches(const UserRecord& user) const {
    return !by_home || (user.home == home) == equal;
  }
};

/// `text` as typed: "*", or a script block in braces. Anything else is not understood, and then
/// means nobody.
[[nodiscard]] UserFilter read_user_filter(const Topology& topology, std::string_view text);

}  // namespace firedrill
