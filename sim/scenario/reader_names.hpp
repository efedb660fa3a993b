// Names of components as people write them: in any letter case, and by the first label of a fully
// qualified name where only one component has it ("pool1" for pool1.contoso.com).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/reader_context.hpp"

namespace firedrill::reading {

enum class ComponentKind : std::uint8_t {
  kSite,
  kPool,
  kFrontEnd,
  kSql,
  kEdgePool,
  kEdgeServer,
  kFileStore
};
[[nodiscard]] std::string_view component_word(ComponentKind kind);

/// The full name that the topology gives the component; "server\instance" for SQL Server.
[[nodiscard]] std::string component_name(const Topology& topology, ComponentKind kind, Index index);

struct Component {
  ComponentKind kind = ComponentKind::kPool;
  Index index = kNone;
};
/// Nothing, and a finding with the nearest name, when there is no such component of these kinds or
/// the short name fits several. Without a topology nothing is found and nothing reported.
[[nodiscard]] std::optional<Component> resolve_component(
    const ReadingContext& context, Text name, std::initializer_list<ComponentKind> kinds);
[[nodiscard]] std::optional<Index> resolve_component(const ReadingContext& context, Text name,
                                                     ComponentKind kind);

/// A SQL Server by its computer: the name that cmdlets take, whichever instances run there.
[[nodiscard]] std::optional<std::string> resolve_sql_server(const ReadingContext& context,
                                                            Text name);

}  // namespace firedrill::reading
