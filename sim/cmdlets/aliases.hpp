// Spellings that documents print and no cmdlet page knows (rule book 4.1 item 3), as data.
//
// Under STRICT the page decides: each is refused when the command runs, as in the product. Under
// DOC_ALIAS it is mapped to what the document meant, with a warning. A spelling that stands in none
// of these tables is a mistake of whoever wrote the line, and a diagnostic.
#pragma once

#include <span>
#include <string_view>

#include "sim/model/command.hpp"

namespace firedrill {

enum class SpellingPlace : std::uint8_t {
  kCommand,     // the name of a command
  kParameter,   // the name of a parameter
  kPositional,  // a parameter's name without its dash, read as an argument
  kValue,       // a value of the parameter `parameter`
};

enum class SpellingAction : std::uint8_t {
  kRename,            // to `canonical`
  kRenameToService,   // to `canonical`; the value is a server, the page wants its EdgeServer:
                      // service
  kRenameFusedValue,  // to `canonical`, with the rest of the spelling as its value
  kDrop,              // ignored: nothing on the page does what the document meant
  kRefuse,            // refused under DOC_ALIAS too: no other spelling does what the document meant
  kAccept,            // means `canonical` under both personalities
};

struct DocumentedSpelling {
  SpellingPlace place = SpellingPlace::kParameter;
  std::string_view cmdlet;  // canonical; for kCommand the one that is meant
  std::string_view parameter;
  std::string_view spelling;
  std::string_view canonical;
  std::string_view rule;  // the trap, or the rule of the cmdlet
  ErrorCode strict = ErrorCode::kParamUnknown;
  SpellingAction action = SpellingAction::kRename;
  std::string_view detail;  // completes "-X ..."
};

[[nodiscard]] std::span<const DocumentedSpelling> documented_spellings();

/// The entry for that spelling, letter case aside, or nullptr.
[[nodiscard]] const DocumentedSpelling* find_spelling(SpellingPlace place, std::string_view cmdlet,
                                                      std::string_view parameter,
                                                      std::string_view spelling);

/// A mandatory parameter that a document leaves out.
struct DocumentedOmission {
  enum class Supply : std::uint8_t {
    kNothing,          // nothing can be supplied: refused under both personalities
    kSwitch,           // DOC_ALIAS supplies the switch
    kText,             // DOC_ALIAS supplies `value`
    kPrimaryOfMirror,  // DOC_ALIAS supplies the primary of the mirror named by `given`
  };
  std::string_view cmdlet;
  std::string_view given;  // applies when this parameter is given; empty = always
  std::string_view missing;
  std::string_view rule;
  Supply supply = Supply::kNothing;
  std::string_view value;
};
[[nodiscard]] std::span<const DocumentedOmission> documented_omissions();

/// A range that a document states wider than the table does (TRAP-21).
struct DocumentedRange {
  std::string_view cmdlet;
  std::string_view parameter;
  std::int64_t maximum = 0;
  std::string_view rule;
};
[[nodiscard]] std::span<const DocumentedRange> documented_ranges();

}  // namespace firedrill
