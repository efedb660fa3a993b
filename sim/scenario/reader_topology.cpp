// Two places are looked at, so that scenarios in scenarios/documented/ share scenarios/topologies/
// and a single file still works beside its own topology.
#include "sim/scenario/reader_topology.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace firedrill::reading {
namespace {

namespace fs = std::filesystem;

bool is_file(const fs::path& path) {
  std::error_code ec;
  return fs::exists(path, ec) && !fs::is_directory(path, ec);
}

/// Names of the files in `folder`; a folder that cannot be listed has none worth suggesting.
void list_folder(const fs::path& folder, std::vector<std::string>& names) {
  constexpr int kListedMax = 2000;
  std::error_code ec;
  int listed = 0;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end && listed < kListedMax;
       it.increment(ec), ++listed) {
    names.push_back(it->path().filename().string());
  }
}

}  // namespace

std::string nearest_file(const std::vector<fs::path>& places, const fs::path& name) {
  std::vector<std::string> names;
  for (const fs::path& place : places) {
    list_folder(place.has_parent_path() ? place.parent_path() : fs::path("."), names);
  }
  std::sort(names.begin(), names.end());
  return nearest_name(name.filename().string(), names);
}

std::optional<std::string> find_topology(const ReadingContext& context, Text reference) {
  const fs::path given(reference.string());
  const fs::path folder = fs::path(context.file_of(reference.mark)).parent_path();
  const std::vector<fs::path> places = {(folder / given).lexically_normal(),
                                        (folder / ".." / "topologies" / given).lexically_normal()};
  for (const fs::path& place : places) {
    if (!reference.empty() && is_file(place)) return place.generic_string();
  }
  const std::string near = nearest_file(places, given);
  const std::string suggested = near.empty() ? near : (given.parent_path() / near).generic_string();
  context.error(code::kTopologyNotFound, reference.mark,
                "topology file " + in_quotes(reference.view) + " not found" +
                    (near.empty() ? "; looked for it beside the scenario and in ../topologies"
                                  : "; did you mean " + in_quotes(suggested) + "?"));
  return std::nullopt;
}

}  // namespace firedrill::reading
