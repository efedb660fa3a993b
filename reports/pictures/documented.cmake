# Writes the documented scenarios as a table of C++, so that the program can lay a procedure beside
# them wherever it is installed.
#
#   cmake -D ROOT=<source folder> -D OUT=<file.cpp> -P documented.cmake
cmake_minimum_required(VERSION 3.22)
file(GLOB files "${ROOT}/scenarios/documented/*.yaml")
list(SORT files)
set(text "// Generated from scenarios/documented by reports/pictures/documented.cmake.\n")
string(APPEND text "#include \"reports/pictures/documented_procedures.hpp\"\n\n")
string(APPEND text "namespace firedrill {\n\nstd::span<const DocumentedText> documented_texts() {\n")
string(APPEND text "  static constexpr DocumentedText kTexts[] = {\n")
foreach(file IN LISTS files)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" body)
  string(APPEND text "      {\"${name}\", R\"firedrill(${body})firedrill\"},\n")
endforeach()
string(APPEND text "  };\n  return kTexts;\n}\n\n}  // namespace firedrill\n")
file(WRITE "${OUT}" "${text}")
