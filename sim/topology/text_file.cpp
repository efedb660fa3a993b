// Reading files as text. See text_file.hpp for what is refused and why; the codes FD1000 to FD1003
// are given here and nowhere else.
#include "sim/topology/text_file.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace firedrill {
namespace {

namespace fs = std::filesystem;

/// The file of the same folder whose name is nearest, for a path that leads nowhere. A folder is
/// listed up to a bound, since a suggestion is worth no long wait.
std::string nearest_file(const fs::path& path) {
  constexpr int kListedMax = 2000;
  std::error_code ec;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  int listed = 0;
  for (fs::directory_iterator it(folder, ec), end; !ec && it != end && listed < kListedMax;
       it.increment(ec), ++listed) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());  // the order of a folder differs between machines
  const std::string near = nearest_name(path.filename().string(), names);
  if (near.empty() || !path.has_parent_path()) return near;
  return (path.parent_path() / near).string();
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

void append_utf8(std::uint32_t code, std::string& out) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::uint32_t utf16_unit(std::string_view bytes, std::size_t at, bool big_endian) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return big_endian ? (std::uint32_t{first} << 8U) | second : (std::uint32_t{second} << 8U) | first;
}

/// Nothing for half a character or a surrogate without its partner.
std::optional<std::string> utf16_to_utf8(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    std::uint32_t code = utf16_unit(bytes, at, big_endian);
    if (code >= 0xDC00 && code <= 0xDFFF) return std::nullopt;
    if (code >= 0xD800 && code <= 0xDBFF) {
      if (at + 4 > bytes.size()) return std::nullopt;
      const std::uint32_t low = utf16_unit(bytes, at + 2, big_endian);
      if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      at += 2;
    }
    append_utf8(code, out);
  }
  return out;
}

/// Why `text` is no text, with the place; empty when it is. Control characters other than tab and
/// line ends are refused as well: one of them means end of file to the YAML library.
std::string text_fault(std::string_view text, Mark& mark) {
  mark = {1, 1};
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
      return "this is not a text file: it holds a control character here";
    }
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) {
      return "this byte is not UTF-8; save the file as UTF-8, or as UTF-16 with a byte order mark";
    }
    at += length;
    ++mark.column;
    if (byte == '\n') mark = {mark.line + 1, 1};
  }
  return {};
}

std::string with_plain_line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r') {
      out.push_back(text[at]);
    } else if (at + 1 == text.size() || text[at + 1] != '\n') {
      out.push_back('\n');
    }
  }
  return out;
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  // Overlong forms, surrogates and what lies above U+10FFFF begin with these second bytes.
  const auto second = static_cast<unsigned char>(text[1]);
  const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                   (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return bad ? 0 : length;
}

std::optional<std::string> read_file_bytes(const std::string& path, Diagnostics& diagnostics) {
  std::error_code ec;
  const fs::file_status status = fs::status(path, ec);
  if (!fs::exists(status)) {
    if (ec && ec != std::errc::no_such_file_or_directory && ec != std::errc::not_a_directory) {
      diagnostics.error("FD1002", path, {}, "the file cannot be read: " + ec.message());
      return std::nullopt;
    }
    const std::string near = nearest_file(path);
    diagnostics.error("FD1001", path, {},
                      "file \"" + path + "\" not found" +
                          (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
    return std::nullopt;
  }
  if (!fs::is_regular_file(status)) {
    diagnostics.error("FD1002", path, {},
                      fs::is_directory(status) ? "this is a folder; a file was expected"
                                               : "this is not a regular file");
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    diagnostics.error("FD1002", path, {}, "the file cannot be opened for reading");
    return std::nullopt;
  }
  // One byte more than allowed is asked for: a file may grow after its size was looked up.
  std::string bytes;
  const std::uintmax_t size = fs::file_size(path, ec);
  bytes.resize(ec ? kFileBytesMax + 1
                  : static_cast<std::size_t>(std::min<std::uintmax_t>(size, kFileBytesMax)) + 1);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad()) {
    diagnostics.error("FD1002", path, {}, "the file cannot be read to its end");
    return std::nullopt;
  }
  if (bytes.size() > kFileBytesMax) {
    diagnostics.error("FD1003", path, {}, "the file is larger than 16 MiB, the most that is read");
    return std::nullopt;
  }
  return bytes;
}

std::optional<std::string> decode_text(std::string_view bytes, const std::string& name,
                                       Diagnostics& diagnostics) {
  using std::string_view_literals::operator""sv;
  if (bytes.size() > kFileBytesMax) {
    diagnostics.error("FD1003", name, {}, "the text is larger than 16 MiB, the most that is read");
    return std::nullopt;
  }
  std::string text;
  const bool little = bytes.starts_with("\xFF\xFE"sv);
  if (little || bytes.starts_with("\xFE\xFF"sv)) {
    std::optional<std::string> converted = utf16_to_utf8(bytes.substr(2), !little);
    if (!converted) {
      diagnostics.error("FD1000", name, {1, 1},
                        "the file begins as UTF-16 but is broken: it was cut off or is binary");
      return std::nullopt;
    }
    text = std::move(*converted);
  } else {
    text = bytes.starts_with("\xEF\xBB\xBF"sv) ? bytes.substr(3) : bytes;
  }
  Mark mark;
  const std::string fault = text_fault(text, mark);
  if (!fault.empty()) {
    diagnostics.error("FD1000", name, mark, fault);
    return std::nullopt;
  }
  return with_plain_line_ends(std::move(text));
}

}  // namespace firedrill
