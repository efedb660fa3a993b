// Bytes of a file as UTF-8 text: what every reader of this room starts from.
//
// A path that is not a readable regular file, a file above 16 MiB and bytes that are no text are
// refused here, each with one diagnostic (FD1000 to FD1003), so that parsers only ever see text.
// UTF-16 with a byte order mark is converted, a mark of UTF-8 is dropped, line ends become "\n".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "firedrill/diagnostic.hpp"

namespace firedrill {

inline constexpr std::size_t kFileBytesMax = std::size_t{16} << 20;

/// The bytes of `path` as they are.
[[nodiscard]] std::optional<std::string> read_file_bytes(const std::string& path,
                                                         Diagnostics& diagnostics);

/// `bytes` as UTF-8 without byte order mark, lines ending in "\n"; `name` is for messages.
[[nodiscard]] std::optional<std::string> decode_text(std::string_view bytes,
                                                     const std::string& name,
                                                     Diagnostics& diagnostics);

/// The length in bytes of the UTF-8 character at the start of `text`, 0 if there is none.
[[nodiscard]] std::size_t utf8_length(std::string_view text);

}  // namespace firedrill
