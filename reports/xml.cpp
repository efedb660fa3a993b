// The five characters that mean something to XML.
#include "reports/xml.hpp"

namespace firedrill {

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default: {
        // XML has no way at all to write most control characters.
        const bool blank = c == '\t' || c == '\n' || c == '\r';
        const bool control = static_cast<unsigned char>(c) < 0x20 && !blank;
        out += control ? '?' : c;
      }
    }
  }
  return out;
}

}  // namespace firedrill
