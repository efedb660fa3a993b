// A hand-written scanner over one line. It walks bytes and counts characters only for columns;
// every construct it does not read ends the line or the token with an error, so that nothing is
// guessed.
#include "sim/cmdlets/command_reader.hpp"

#include <utility>

#include "sim/cmdlets/spelling.hpp"

namespace firedrill {

std::size_t dash_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == '-') return 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\u2013" || three == "\u2014" || three == "\u2015" ? 3 : 0;
}

namespace {

enum class Quote { kNone, kSingle, kDouble };

/// Curly quotes delimit strings as straight ones do.
Quote quote_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return Quote::kNone;
  if (text[at] == '\'') return Quote::kSingle;
  if (text[at] == '"') return Quote::kDouble;
  const std::string_view three = text.substr(at, 3);
  if (three == "\u2018" || three == "\u2019" || three == "\u201a" || three == "\u201b") {
    return Quote::kSingle;
  }
  if (three == "\u201c" || three == "\u201d" || three == "\u201e") return Quote::kDouble;
  return Quote::kNone;
}

std::size_t quote_length(std::string_view text, std::size_t at) {
  return text[at] == '\'' || text[at] == '"' ? 1 : 3;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

class LineReader {
 public:
  LineReader(std::string_view line, const std::string& file, Mark start, Diagnostics& diagnostics)
      : line_(line), file_(file), start_(start), diagnostics_(diagnostics) {}

  std::optional<Command> read();

 private:
  [[nodiscard]] bool at_end() const { return pos_ >= line_.size(); }
  [[nodiscard]] char here() const { return at_end() ? '\0' : line_[pos_]; }
  [[nodiscard]] std::size_t blank_length() const;
  void skip_blanks();
  [[nodiscard]] Mark mark_of(std::size_t byte) const;
  void error(const char* code, std::size_t byte, std::string message);

  bool stop_at_foreign_construct();
  bool stop_inside_word();
  bool read_parameter(Command& command);
  bool read_name(Command& command);
  bool read_value(std::string& value);
  bool read_element(std::string& value);
  bool read_quoted(std::string& value);
  bool read_variable(std::string& value);
  bool read_block(std::string& value);
  bool read_escape(std::string& value);
  [[nodiscard]] bool parameter_starts() const;
  [[nodiscard]] bool word_ends() const;

  std::string_view line_;
  const std::string& file_;
  Mark start_;
  Diagnostics& diagnostics_;
  std::size_t pos_ = 0;
};

// A no-break space comes with text copied from a web page; the shell takes it for a blank.
std::size_t LineReader::blank_length() const {
  if (at_end()) return 0;
  if (here() == ' ' || here() == '\t' || here() == '\r' || here() == '\n') return 1;
  return line_.substr(pos_, 2) == "\u00a0" ? 2 : 0;
}

void LineReader::skip_blanks() {
  while (const std::size_t length = blank_length()) pos_ += length;
}

Mark LineReader::mark_of(std::size_t byte) const {
  Mark mark = start_;
  for (std::size_t i = 0; i < byte && i < line_.size(); ++i) {
    if ((static_cast<unsigned char>(line_[i]) & 0xc0) != 0x80) ++mark.column;
  }
  return mark;
}

void LineReader::error(const char* code, std::size_t byte, std::string message) {
  diagnostics_.error(code, file_, mark_of(byte), std::move(message));
}

/// Constructs that end a command or stand where an argument would begin.
bool LineReader::stop_at_foreign_construct() {
  const std::string_view rest = line_.substr(pos_);
  if (rest.starts_with("||") || rest.starts_with("&&") || here() == ';') {
    error("FD1032", pos_,
          "a second command on the line is not read from a scenario line; write it as a step of "
          "its own");
  } else if (here() == '|') {
    error("FD1030", pos_,
          "a pipeline is not read from a scenario line; write the command with its parameters, or "
          "name a .ps1 file");
  } else if (here() == '#') {
    error("FD1034", pos_,
          "a PowerShell comment is not read from a scenario line; put it into the scenario file "
          "outside the command");
  } else if (here() == '<' && rest.find('>') != std::string_view::npos) {
    error("FD1037", pos_,
          "the placeholder " + std::string(rest.substr(0, rest.find('>') + 1)) +
              " stands for a name; write the name of the deployment");
  } else if (here() == '>' || here() == '<') {
    error("FD1033", pos_, "a redirection is not read from a scenario line");
  } else if (here() == '[' || here() == ']') {
    error("FD1037", pos_,
          "square brackets are notation of the documentation, not part of the command; write the "
          "parameter without them or leave it out");
  } else if (here() == '(' || here() == ')' || here() == '@') {
    error("FD1036", pos_, "an expression is not read from a scenario line; write its value");
  } else if (here() == '&') {
    error("FD1036", pos_, "the call operator & is not read from a scenario line; write the name");
  } else if (here() == '}') {
    error("FD1035", pos_, "a closing brace has no opening brace");
  } else {
    return false;
  }
  return true;
}

/// The same after the first character of a word, where '#', '@' and '[' are ordinary characters.
bool LineReader::stop_inside_word() {
  if (here() == '#' || here() == '@' || here() == '[' || here() == ']') return false;
  return stop_at_foreign_construct();
}

bool LineReader::parameter_starts() const {
  const std::size_t dash = dash_length(line_, pos_);
  if (dash == 0) return false;
  const std::size_t next = pos_ + dash;
  return next >= line_.size() || !is_digit(line_[next]);
}

bool LineReader::word_ends() const {
  return at_end() || blank_length() > 0 || here() == ',' || here() == '{';
}

bool LineReader::read_escape(std::string& value) {
  ++pos_;
  if (at_end()) {
    error("FD1036", pos_ - 1,
          "a backtick at the end of the line continues it, which is not read from a scenario "
          "line; write the command on one line");
    return false;
  }
  switch (here()) {
    case 'n':
      value += '\n';
      break;
    case 't':
      value += '\t';
      break;
    case '0':
      value += '\0';
      break;
    default:
      value += here();
  }
  ++pos_;
  return true;
}

/// `$true`, `$false` and `$null` are values; any other variable would need a script around it.
bool LineReader::read_variable(std::string& value) {
  const std::size_t from = pos_;
  ++pos_;
  while (!at_end() && (is_letter(here()) || is_digit(here()) || here() == ':')) ++pos_;
  const std::string_view name = line_.substr(from, pos_ - from);
  if (same_name(name, "$true") || same_name(name, "$false") || same_name(name, "$null")) {
    value += name;
    return true;
  }
  if (name.size() == 1 && here() == '(') {
    error("FD1036", from, "an expression is not read from a scenario line; write its value");
  } else {
    error("FD1031", from,
          "the variable " + std::string(name) +
              " is not read from a scenario line; write its value, or name a .ps1 file");
  }
  return false;
}

bool LineReader::read_quoted(std::string& value) {
  const std::size_t from = pos_;
  const Quote quote = quote_at(line_, pos_);
  pos_ += quote_length(line_, pos_);
  while (!at_end()) {
    if (quote_at(line_, pos_) == quote) {
      const std::size_t length = quote_length(line_, pos_);
      if (quote_at(line_, pos_ + length) != quote) {
        pos_ += length;
        return true;
      }
      value += line_.substr(pos_, length);  // a doubled quote is one quote
      pos_ += length;
      pos_ += quote_length(line_, pos_);
    } else if (quote == Quote::kDouble && here() == '`' && pos_ + 1 < line_.size()) {
      if (!read_escape(value)) return false;
    } else if (quote == Quote::kDouble && here() == '$' && pos_ + 1 < line_.size() &&
               (is_letter(line_[pos_ + 1]) || line_[pos_ + 1] == '(' || line_[pos_ + 1] == '{')) {
      if (!read_variable(value)) return false;
    } else {
      value += here();
      ++pos_;
    }
  }
  error("FD1035", from, "the quote that opens here is never closed");
  return false;
}

/// A script block is kept as text, braces and all; only its end has to be found.
bool LineReader::read_block(std::string& value) {
  const std::size_t from = pos_;
  int depth = 0;
  while (!at_end()) {
    if (quote_at(line_, pos_) != Quote::kNone) {
      const std::size_t quoted_from = pos_;
      const Quote quote = quote_at(line_, pos_);
      pos_ += quote_length(line_, pos_);
      while (!at_end() && quote_at(line_, pos_) != quote) ++pos_;
      if (at_end()) {
        error("FD1035", quoted_from, "the quote that opens here is never closed");
        return false;
      }
      pos_ += quote_length(line_, pos_);
      continue;
    }
    if (here() == '{') ++depth;
    if (here() == '}') --depth;
    ++pos_;
    if (depth == 0) {
      value += line_.substr(from, pos_ - from);
      return true;
    }
  }
  error("FD1035", from, "the brace that opens here is never closed");
  return false;
}

/// One element of a list: a string, a script block, or a bare word.
bool LineReader::read_element(std::string& value) {
  if (quote_at(line_, pos_) != Quote::kNone) return read_quoted(value);
  if (here() == '{') return read_block(value);
  if (stop_at_foreign_construct()) return false;
  while (!word_ends()) {
    if (here() == '`') {
      if (!read_escape(value)) return false;
    } else if (here() == '$' && pos_ + 1 < line_.size() &&
               (is_letter(line_[pos_ + 1]) || line_[pos_ + 1] == '(' || line_[pos_ + 1] == '{')) {
      if (!read_variable(value)) return false;
    } else if (quote_at(line_, pos_) != Quote::kNone) {
      if (!read_quoted(value)) return false;
    } else if (stop_inside_word()) {
      return false;
    } else {
      value += here();
      ++pos_;
    }
  }
  return true;
}

bool LineReader::read_value(std::string& value) {
  if (!read_element(value)) return false;
  while (true) {
    const std::size_t before = pos_;
    skip_blanks();
    if (here() != ',') {
      pos_ = before;
      return true;
    }
    const std::size_t comma = pos_;
    ++pos_;
    skip_blanks();
    if (at_end() || here() == ',' || parameter_starts()) {
      error("FD1038", comma, "a comma calls for another element of the list, and none follows");
      return false;
    }
    value += ',';
    if (!read_element(value)) return false;
  }
}

bool LineReader::read_parameter(Command& command) {
  CommandParameter parameter;
  parameter.mark = mark_of(pos_);
  const std::size_t from = pos_;
  const std::size_t dash = dash_length(line_, pos_);
  pos_ += dash;
  if (at_end() || !is_letter(here())) {
    error("FD1038", from,
          "a dash stands alone; write it right before the name of its parameter, or leave it out");
    return false;
  }
  if (dash > 1) {
    diagnostics_.warning("FD1039", file_, parameter.mark,
                         "a typographic dash stands before the parameter; the shell takes it for a "
                         "hyphen, and so does firedrill");
  }
  while (!word_ends() && here() != ':' && quote_at(line_, pos_) == Quote::kNone) {
    if (stop_inside_word()) return false;
    parameter.name += here();
    ++pos_;
  }
  const bool colon = here() == ':';
  if (colon) ++pos_;
  skip_blanks();
  if (!at_end() && !parameter_starts()) {
    if (here() == ',') {
      error("FD1038", pos_, "a comma stands where the value of a parameter should begin");
      return false;
    }
    if (!read_value(parameter.value)) return false;
    parameter.has_value = true;
  } else if (colon) {
    error("FD1038", from, "the colon after -" + parameter.name + " calls for a value");
    return false;
  }
  command.parameters.push_back(std::move(parameter));
  return true;
}

bool LineReader::read_name(Command& command) {
  command.mark = mark_of(pos_);
  if (at_end()) {
    error("FD1038", pos_, "no command stands on the line");
    return false;
  }
  if (quote_at(line_, pos_) != Quote::kNone) {
    error("FD1036", pos_,
          "a string in place of a command is an expression, which is not read from a scenario "
          "line; write the name without quotes");
    return false;
  }
  if (dash_length(line_, pos_) > 0 || here() == ',' || here() == '{') {
    error("FD1038", pos_, "a command begins with its name");
    return false;
  }
  return read_element(command.name);
}

std::optional<Command> LineReader::read() {
  Command command;
  command.text = std::string(line_);
  command.file = file_;
  skip_blanks();
  if (!read_name(command)) return std::nullopt;
  // Every round consumes at least one character or returns, so the loop ends with the line.
  for (skip_blanks(); !at_end(); skip_blanks()) {
    if (parameter_starts()) {
      if (!read_parameter(command)) return std::nullopt;
      continue;
    }
    if (here() == ',') {
      error("FD1038", pos_, "a comma stands where an argument should begin");
      return std::nullopt;
    }
    CommandParameter argument;
    argument.mark = mark_of(pos_);
    argument.has_value = true;
    if (!read_value(argument.value)) return std::nullopt;
    command.positional.push_back(std::move(argument));
  }
  return command;
}

}  // namespace

std::optional<Command> read_command_line(std::string_view line, const std::string& file, Mark start,
                                         Diagnostics& diagnostics) {
  return LineReader(line, file, start, diagnostics).read();
}

}  // namespace firedrill
