// A large deployment: 25 pairs, one of the two sites lost with the Central Management store, every
// pool failed over, documented load; 10^4, 10^5 and 10^6 users.
//
// The program itself is run, from the files to the printed summary, so that time and memory are
// what its users get. Goals: at most 300 bytes a user and 2 million events a second at 10^6 users,
// time linear in users, and any user's story out of the trace in less than a second.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "property_tests/benchmark/benchmarks.hpp"
#include "property_tests/benchmark/measure.hpp"

extern char** environ;

namespace firedrill::benchmark {
namespace {

namespace fs = std::filesystem;

constexpr int kPairs = 25;

std::string pool_of_site(int site, int pair) {
  const int other = 3 - site;
  const std::string id = fmt::format("{}n{:02}", site, pair);
  std::string out = fmt::format("  pool{}.contoso.com:\n    site: Datacenter{}\n", id, site);
  out += "    front ends: [";
  for (const char server : {'a', 'b', 'c', 'd', 'e', 'f'}) {
    out += fmt::format("{}fe{}{}.contoso.com", server == 'a' ? "" : ", ", id, server);
  }
  out += fmt::format(
      "]\n    back end:\n      primary: be{0}a.contoso.com\\rtc\n      mirror: "
      "be{0}b.contoso.com\\rtc\n      witness: w{0}.contoso.com\\rtc\n    file store: "
      "\\\\fs{0}.contoso.com\\lync\n    backup pool: pool{1}n{2:02}.contoso.com\n    media edge: "
      "edge{3}.contoso.com\n",
      id, other, pair, site);
  return out;
}

std::string topology_text(int users) {
  std::string out =
      "firedrill-topology: 1\ntitle: 25 pairs\nsip domains: [contoso.com]\n\nsites:\n"
      "  Datacenter1:\n    federation route: edge1.contoso.com\n"
      "  Datacenter2:\n    federation route: edge1.contoso.com\n\n"
      "wan links:\n  - between: [Datacenter1, Datacenter2]\n    latency: 20ms\n    bandwidth: "
      "1000 Mbps\n\npools:\n";
  const int of_a_pool = users / (2 * kPairs);
  for (int pair = 1; pair <= kPairs; ++pair) {
    for (const int site : {1, 2}) {
      out += pool_of_site(site, pair);
      out +=
          fmt::format("    population: {0}\n    users: {0}\n    user capacity: 40000\n", of_a_pool);
    }
  }
  out += "\nedge pools:\n";
  for (const int site : {1, 2}) {
    out += fmt::format(
        "  edge{0}.contoso.com:\n    site: Datacenter{0}\n    servers: [edge{0}a.contoso.com, "
        "edge{0}b.contoso.com]\n    next hop: pool{0}n01.contoso.com\n    federation: {1}\n",
        site, site == 1);
  }
  return out +
         "\ncentral management store:\n  active: pool1n01.contoso.com\n"
         "  standby: pool2n01.contoso.com\n";
}

std::string scenario_text(const std::string& topology) {
  std::string out = fmt::format(
      "firedrill: 1\ntitle: One site of a large deployment is lost\ntopology: {}\nduration: 8h\n"
      "faults:\n  - at 10m site Datacenter1 is lost\nprocedure:\n  - wait 12m\n"
      "  - Invoke-CsManagementServerFailover -BackupSqlServerFqdn be2n01a.contoso.com "
      "-BackupSqlInstanceName rtc -Force\n  - wait until replicas behind = 0, at most 10m\n"
      "  - Set-CsEdgeServer -Identity EdgeServer:edge1.contoso.com -Registrar "
      "Registrar:pool2n01.contoso.com\n  - wait until replicas behind = 0, at most 10m\n",
      topology);
  for (int pair = 1; pair <= kPairs; ++pair) {
    out += fmt::format(
        "  - Invoke-CsPoolFailover -PoolFqdn pool1n{:02}.contoso.com -DisasterMode\n", pair);
  }
  return out + "expect:\n  - at end: regular users = all\n";
}

struct Ended {
  int status = -1;
  double seconds = 0;    // by the clock
  double processor = 0;  // seconds
  double bytes = 0;      // most memory at a time
};

/// Runs the program with its output in a file.
Ended run_program(std::vector<std::string> words, const std::string& output) {
  std::vector<char*> arguments;
  words.insert(words.begin(), FIREDRILL_PROGRAM);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  Ended ended;
  const Stopwatch watch;
  pid_t child = 0;
  if (posix_spawn(&child, FIREDRILL_PROGRAM, &files, nullptr, arguments.data(), environ) == 0) {
    rusage usage{};
    int status = 0;
    wait4(child, &status, 0, &usage);
    ended.seconds = watch.seconds();
    ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const auto seconds = [](const timeval& t) {
      return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
    };
    ended.processor = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    ended.bytes = static_cast<double>(usage.ru_maxrss) * 1024;
  }
  posix_spawn_file_actions_destroy(&files);
  return ended;
}

struct Size {
  int users = 0;
  double events = 0;
  double seconds = 0;  // of processor time, median
  double bytes = 0;
  bool held = false;
};

std::string scenario_file(const fs::path& folder, int users) {
  return (folder / fmt::format("site-lost-{}.yaml", users)).string();
}

Size measure(const fs::path& folder, int users) {
  const std::string topology = fmt::format("pairs-{}.yaml", users);
  std::ofstream(folder / topology) << topology_text(users);
  std::ofstream(scenario_file(folder, users)) << scenario_text(topology);
  const std::string output = (folder / "summary.json").string();
  Size size;
  size.users = users;
  size.held = true;
  std::vector<double> seconds;
  for (int round = 0; round < 3; ++round) {
    const Ended ended =
        run_program({"run", scenario_file(folder, users), "--format", "json"}, output);
    size.held = size.held && ended.status == 0;
    size.bytes = std::max(size.bytes, ended.bytes);
    seconds.push_back(ended.processor);
  }
  size.seconds = median(seconds);
  const auto summary = nlohmann::json::parse(std::ifstream(output), nullptr, false);
  size.events = summary.is_object() ? summary.value("events", 0.0) : 0;
  return size;
}

/// Slope of the logarithm of time over that of users, least squares.
double exponent(const std::vector<Size>& sizes) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (const Size& size : sizes) {
    const double u = std::log(size.users);
    const double t = std::log(size.seconds);
    n += 1;
    x += u;
    y += t;
    xx += u * u;
    xy += u * t;
  }
  return (n * xy - x * y) / (n * xx - x * x);
}

/// The longest that the story of one of several users took, in seconds; -1 = it failed.
double slowest_story(const std::string& trace, int users, const std::string& output) {
  double slowest = 0;
  for (const int user : {0, users / 3, users / 2, users - 1}) {
    const Ended ended = run_program({"explain", trace, "--user", std::to_string(user)}, output);
    if (ended.status != 0) return -1;
    slowest = std::max(slowest, ended.seconds);
  }
  return slowest;
}

}  // namespace

bool run_users() {
  const fs::path folder =
      fs::temp_directory_path() / fmt::format("firedrill-benchmark-{}", ::getpid());
  fs::create_directories(folder);
  std::printf("users: 25 pairs, one site lost, 25 pools failed over in 8 h, documented load\n");
  std::printf("      users      events   seconds   M events/s   bytes/user\n");
  std::vector<Size> sizes;
  for (const int users : {10'000, 100'000, 1'000'000}) {
    sizes.push_back(measure(folder, users));
    const Size& size = sizes.back();
    std::printf("  %9d  %10.0f  %8.2f   %10.2f   %10.0f%s\n", users, size.events, size.seconds,
                size.events / size.seconds / 1e6, size.bytes / users,
                size.held ? "" : "  NOT HELD");
    std::fflush(stdout);
  }
  const Size& most = sizes.back();
  const double power = exponent(sizes);
  std::printf("  time grows with users to the power of %.3f (goal at most 1.05)\n", power);
  std::printf("  at the most: %.2f M events/s (goal 2), %.0f bytes a user (goal 300)\n",
              most.events / most.seconds / 1e6, most.bytes / most.users);
  const std::string trace = (folder / "run.trace").string();
  const std::string output = (folder / "output.txt").string();
  const Ended traced =
      run_program({"run", scenario_file(folder, most.users), "--quiet", "--trace", trace}, output);
  const double story = slowest_story(trace, most.users, output);
  std::error_code ignored;
  std::printf(
      "  with a trace of %.0f MB: %.2f s, %.0f bytes a user; the story of one user out of "
      "it in %.2f s (goal 1)\n",
      static_cast<double>(fs::file_size(trace, ignored)) / 1e6, traced.processor,
      traced.bytes / most.users, story);
  fs::remove_all(folder, ignored);
  bool held = traced.status == 0 && story >= 0;
  for (const Size& size : sizes) held = held && size.held;
  return held && power <= 1.05 && most.events / most.seconds >= 2e6 &&
         most.bytes / most.users <= 300 && story < 1;
}

}  // namespace firedrill::benchmark
