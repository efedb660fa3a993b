// The words of which the JSON Schemas of this room are made. Private to this room.
#pragma once

#include <nlohmann/json.hpp>

namespace firedrill::schema_words {

using nlohmann::ordered_json;

inline ordered_json text(const char* doc) {
  return {{"type", "string"}, {"description", doc}};
}

inline ordered_json number(const char* doc) {
  return {{"type", "integer"}, {"description", doc}};
}

inline ordered_json list(const char* doc) {
  return {{"type", "array"}, {"description", doc}};
}

inline ordered_json object(const char* doc) {
  return {{"type", "object"}, {"description", doc}};
}

}  // namespace firedrill::schema_words
