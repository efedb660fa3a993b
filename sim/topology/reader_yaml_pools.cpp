// Reading the pools of a topology file with their servers, databases, shares and pairing. What a
// Standard Edition server leaves out is filled in here: it is its own Front End, holds its own
// database and shares its own folder.
#include <algorithm>

#include "sim/topology/reader_yaml.hpp"

namespace firedrill {

void YamlTopologyReader::read_sql_servers() {
  for (const auto& [key, node] : entries("sql servers")) {
    const ObjectReader object(node, fields::kSqlServer, "SQL server " + in_quotes(key.text),
                              context_);
    object.check();
    declare(sql_, "SQL server", key, topology_.sql_instances.size());
    const SqlName name = split_sql_name(key.text);
    if (!is_valid_name(name.server)) {
      context_.error("FD1112", key.mark,
                     in_quotes(key.text) + " is not a SQL server; write server\\instance");
    }
    SqlInstance sql;
    sql.server_fqdn = name.server;
    sql.instance = name.instance;
    sql.mark = key.mark;
    sql.site = reference(object, "site", sites_, "site");
    sql.version = object.text("version");
    sql.edition = object.text("edition");
    sql.ad_domain = object.text("ad domain");
    sql.mirroring_port = static_cast<std::int32_t>(object.number("mirroring port", 0));
    topology_.sql_instances.push_back(std::move(sql));
  }
}

void YamlTopologyReader::read_file_stores() {
  for (const auto& [key, node] : entries("file stores")) {
    const ObjectReader object(node, fields::kFileStore, "file store " + in_quotes(key.text),
                              context_);
    object.check();
    declare(shares_, "file store", key, topology_.file_stores.size());
    if (!is_valid_share(key.text)) {
      context_.error("FD1112", key.mark,
                     in_quotes(key.text) + " is not a share; write \\\\server\\share");
    }
    FileStore store;
    store.unc = key.text;
    store.host = object.text("host", share_host(key.text));
    store.site = reference(object, "site", sites_, "site");
    store.mark = key.mark;
    topology_.file_stores.push_back(std::move(store));
  }
}

void YamlTopologyReader::read_pools() {
  for (const auto& [key, node] : entries("pools")) {
    Pool pool;
    pool.fqdn = key.text;
    pool.mark = key.mark;
    topology_.pools.push_back(std::move(pool));
  }
  Index index = 0;
  for (const auto& [key, node] : entries("pools")) {
    const ObjectReader object(node, fields::kPool, "pool " + in_quotes(key.text), context_);
    if (object.check()) read_pool(object, index);
    ++index;
  }
  complete_pairs();
}

void YamlTopologyReader::read_pool(const ObjectReader& object, Index index) {
  Pool& pool = topology_.pools[static_cast<std::size_t>(index)];
  pool.site = reference(object, "site", sites_, "site");
  pool.edition = object.choice("edition", 0) == 0 ? Edition::kEnterprise : Edition::kStandard;
  pool.form = object.choice("form", 0) == 0 ? PoolForm::kPhysical : PoolForm::kVirtual;
  pool.operating_system = object.text("operating system");
  pool.lync_version = object.text("lync version", pool.lync_version);
  pool.ad_domain = object.text("ad domain");
  pool.backup = reference(object, "backup pool", pools_, "pool", "TOP-02");
  pool.media_edge = reference(object, "media edge", edge_pools_, "Edge pool");
  pool.large_meetings = object.flag("large meetings", false);
  pool.load_balanced = object.flag("load balanced", true);
  pool.external_web_fqdn = object.text("external web fqdn");
  pool.internal_web_fqdn = object.text("internal web fqdn");
  pool.features = object.list("features");
  pool.user_capacity = static_cast<std::int32_t>(object.number("user capacity", 0));
  const auto stated = [&object](std::string_view key) -> std::optional<std::int32_t> {
    if (!object.has(key)) return std::nullopt;
    return static_cast<std::int32_t>(object.number(key, 0));
  };
  const std::string fault =
      settle_users({stated("population"), stated("users"), stated("active users")}, options_, pool);
  if (!fault.empty()) {
    context_.error("FD1106", object.mark("users"),
                   "pool " + in_quotes(pool.fqdn) + " has " + fault);
  }
  read_registrar(object, pool.registrar);
  read_front_ends(object, index);
  read_back_end(object, index);
  read_file_store(object, pool);
}

void YamlTopologyReader::read_front_ends(const ObjectReader& object, Index index) {
  Pool& pool = topology_.pools[static_cast<std::size_t>(index)];
  pool.first_front_end = static_cast<Index>(topology_.front_ends.size());
  const Node* servers = object.find("front ends");
  if (servers == nullptr && pool.edition == Edition::kStandard) {
    topology_.front_ends.push_back({pool.fqdn, index, pool.mark});
  } else if (servers == nullptr) {
    context_.error(
        "FD1103", pool.mark,
        "pool " + in_quotes(pool.fqdn) + " lacks the key \"front ends\", the list of its servers");
  } else if (servers->items.size() <= fields::kServersMax) {
    for (const Node& item : servers->items) {
      claim(item.scalar, item.mark, "pool " + pool.fqdn, servers->items.size() == 1);
      topology_.front_ends.push_back({item.scalar, index, item.mark});
    }
  }
  pool.front_end_count = static_cast<Index>(topology_.front_ends.size()) - pool.first_front_end;
  if (pool.edition == Edition::kStandard && servers != nullptr && servers->items.size() != 1) {
    context_.error("FD1114", servers->mark,
                   "the Standard Edition server " + in_quotes(pool.fqdn) +
                       " has one Front End, itself; leave \"front ends\" out");
  }
}

void YamlTopologyReader::read_registrar(const ObjectReader& object,
                                        RegistrarSettings& registrar) const {
  const Node* node = object.find("registrar");
  if (node == nullptr) return;
  const ObjectReader in(*node, fields::kRegistrar, "\"registrar\"", context_);
  if (!in.check()) return;
  const auto expiration = [&in](std::string_view key, std::int32_t fallback) {
    const std::int64_t ms = in.number(key, std::int64_t{fallback} * 1000);
    return static_cast<std::int32_t>(ms / 1000);
  };
  registrar.automatic_failover = in.flag("automatic failover", registrar.automatic_failover);
  registrar.failure_detection =
      milliseconds(in.number("failure detection", registrar.failure_detection.count()));
  registrar.failback_detection = milliseconds(in.number("failback detection", 0));
  registrar.backup_store_unavailable_threshold = milliseconds(in.number(
      "backup store unavailable threshold", registrar.backup_store_unavailable_threshold.count()));
  registrar.endpoint_expiration_default_s =
      expiration("endpoint expiration default", registrar.endpoint_expiration_default_s);
  registrar.endpoint_expiration_min_s =
      expiration("endpoint expiration min", registrar.endpoint_expiration_min_s);
  registrar.endpoint_expiration_max_s =
      expiration("endpoint expiration max", registrar.endpoint_expiration_max_s);
  registrar.max_endpoints_per_user = static_cast<std::int32_t>(
      in.number("max endpoints per user", registrar.max_endpoints_per_user));
  registrar.max_user_count = in.number("max user count", registrar.max_user_count);
  if (registrar.endpoint_expiration_min_s > registrar.endpoint_expiration_default_s ||
      registrar.endpoint_expiration_default_s > registrar.endpoint_expiration_max_s) {
    context_.error("FD1106", node->mark, "endpoint expirations must satisfy min <= default <= max");
  }
}

Index YamlTopologyReader::sql_instance(const std::string& name, Mark mark, Index site) {
  if (const std::optional<Index> known = sql_.find(name)) return *known;
  if (root_.find("sql servers") != nullptr) return resolve(sql_, "SQL server", name, mark, {});
  const SqlName parts = split_sql_name(name);
  if (!is_valid_name(parts.server)) {
    context_.error("FD1112", mark,
                   in_quotes(name) + " is not a SQL server; write server\\instance");
    return kNone;
  }
  SqlInstance sql;
  sql.server_fqdn = parts.server;
  sql.instance = parts.instance;
  sql.site = site;
  sql.mark = mark;
  const auto index = static_cast<Index>(topology_.sql_instances.size());
  sql_.add(name, index);
  topology_.sql_instances.push_back(std::move(sql));
  return index;
}

void YamlTopologyReader::read_back_end(const ObjectReader& object, Index index) {
  Pool& pool = topology_.pools[static_cast<std::size_t>(index)];
  BackEnd back_end;
  back_end.pool = index;
  back_end.mark = pool.mark;
  const Node* node = object.find("back end");
  if (node == nullptr) {
    if (pool.edition == Edition::kEnterprise) {
      context_.error("FD1103", pool.mark,
                     "pool " + in_quotes(pool.fqdn) + " lacks the key \"back end\"");
      return;
    }
    back_end.primary = sql_instance(pool.fqdn + "\\rtc", pool.mark, pool.site);
  } else {
    const ObjectReader in(*node, fields::kBackEnd, "\"back end\"", context_);
    if (!in.check()) return;
    back_end.mark = node->mark;
    const auto role = [&](std::string_view key) {
      const std::string name = in.text(key);
      return name.empty() ? kNone : sql_instance(name, in.mark(key), pool.site);
    };
    back_end.primary = role("primary");
    back_end.mirror = role("mirror");
    back_end.witness = role("witness");
    back_end.ha = static_cast<HaMode>(in.choice("high availability", in.has("mirror") ? 1 : 0));
    back_end.synchronous = in.flag("synchronous", true);
    back_end.mirror_share = in.text("mirror share");
    back_end.log_backup = in.flag("log backup", true);
    back_end.cluster_nodes = static_cast<std::int32_t>(in.number("cluster nodes", 0));
    if (in.has("mirror") != (back_end.ha == HaMode::kMirroring)) {
      context_.error("FD1115", in.mark("high availability"),
                     "high availability by mirroring and a mirror belong together: give both or "
                     "neither");
    }
  }
  pool.back_end = static_cast<Index>(topology_.back_ends.size());
  topology_.back_ends.push_back(std::move(back_end));
}

void YamlTopologyReader::read_file_store(const ObjectReader& object, Pool& pool) {
  std::string unc = object.text("file store");
  if (unc.empty() && !object.has("file store")) {
    if (pool.edition == Edition::kEnterprise) {
      context_.error("FD1103", pool.mark,
                     "pool " + in_quotes(pool.fqdn) + " lacks the key \"file store\"", "TOP-40");
      return;
    }
    unc = "\\\\" + pool.fqdn + "\\lyncshare";
  }
  if (!is_valid_share(unc)) return;
  if (const std::optional<Index> known = shares_.find(unc)) {
    pool.file_store = *known;
    return;
  }
  if (root_.find("file stores") != nullptr) {
    pool.file_store = resolve(shares_, "file store", unc, object.mark("file store"), {});
    return;
  }
  pool.file_store = static_cast<Index>(topology_.file_stores.size());
  shares_.add(unc, pool.file_store);
  topology_.file_stores.push_back({unc, share_host(unc), pool.site, object.mark("file store")});
}

/// One side of a pair suffices: the other is filled in unless it says something of its own, which
/// validation then finds to contradict (TOP-01).
void YamlTopologyReader::complete_pairs() {
  for (std::size_t i = 0; i < topology_.pools.size(); ++i) {
    const Index backup = topology_.pools[i].backup;
    if (backup == kNone) continue;
    Index& other = topology_.pools[static_cast<std::size_t>(backup)].backup;
    if (other == kNone) other = static_cast<Index>(i);
  }
}

}  // namespace firedrill
