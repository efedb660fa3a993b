# Reads out of the tests and scenarios which rules they name, and writes the table as C++.
#
#   cmake -D ROOT=<source folder> -D OUT=<file.cpp> -P rule_coverage.cmake
#
# A test names a rule when the rule's id stands in its own name (Flt05_..., Inv01...), a scenario
# when the id stands in the file. A test cites a rule whose id stands in its text; comments do not
# count. Files are sorted, so the table depends on the sources alone.
cmake_minimum_required(VERSION 3.22)

set(families "TOP|FLT|CMD|UX|INV|TRAP|NUM|MA|UM")
set(spelt "Top|Flt|Cmd|Ux|Inv|Trap|Num|Ma|Um|TOP|FLT|CMD|UX|INV|TRAP|NUM|MA|UM")

set(ids "")

function(note id label named)
  if(NOT id IN_LIST ids)
    list(APPEND ids ${id})
    set(ids "${ids}" PARENT_SCOPE)
  endif()
  set(which cited)
  if(named)
    set(which named)
  endif()
  if(NOT label IN_LIST named_${id} AND NOT label IN_LIST cited_${id})
    set(${which}_${id} "${${which}_${id}};${label}" PARENT_SCOPE)
  endif()
endfunction()

macro(read_sources file label)
  file(READ "${ROOT}/${file}" text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REGEX MATCHALL
         "(TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\\([A-Za-z0-9_]+,[ \n]*[A-Za-z0-9_]+|(${families})-[0-9]+|PRC-[A-Z]+"
         found "${text}")
  get_filename_component(current "${file}" NAME_WE)
  foreach(item IN LISTS found)
    if(item MATCHES "^[A-Z_]+\\(([A-Za-z0-9_]+),[ \n]*([A-Za-z0-9_]+)$")
      set(current "${CMAKE_MATCH_2}")
      set(whole "${CMAKE_MATCH_1} ${CMAKE_MATCH_2}")
      string(REGEX MATCHALL "(${spelt})_?[0-9][0-9]+(And[0-9][0-9]+)*" in_name "${whole}")
      foreach(name IN LISTS in_name)  # Cmd39And40 names two
        string(REGEX MATCH "^[A-Za-z]+" family "${name}")
        string(TOUPPER "${family}" family)
        string(REGEX MATCHALL "[0-9]+" numbers "${name}")
        foreach(number IN LISTS numbers)
          note("${family}-${number}" "${label}: ${current}" TRUE)
        endforeach()
      endforeach()
    else()
      note("${item}" "${label}: ${current}" FALSE)
    endif()
  endforeach()
endmacro()

macro(read_scenario file)
  file(READ "${ROOT}/${file}" text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REGEX MATCHALL "(${families})-[0-9]+|PRC-[A-Z]+" found "${text}")
  string(REGEX REPLACE "\\.yaml$" "" label "${file}")
  foreach(item IN LISTS found)
    note("${item}" "${label}" TRUE)
  endforeach()
endmacro()

file(GLOB unit_tests RELATIVE ${ROOT} ${ROOT}/sim/*/*_test.cpp ${ROOT}/sim/*/*_test_*.cpp
     ${ROOT}/reports/*_test.cpp)
file(GLOB_RECURSE properties RELATIVE ${ROOT} ${ROOT}/property_tests/*.cpp)
file(GLOB_RECURSE scenarios RELATIVE ${ROOT} ${ROOT}/scenarios/*.yaml)
list(SORT unit_tests)
list(SORT properties)
list(SORT scenarios)

foreach(file IN LISTS unit_tests)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(room "${folder}" NAME)
  if(NOT file MATCHES "/catalogue_test|^sim/engine/")  # these quote ids as mere text
    read_sources("${file}" "unit.${room}")
  endif()
endforeach()
foreach(file IN LISTS properties)
  get_filename_component(folder "${file}" DIRECTORY)
  get_filename_component(folder "${folder}" NAME)
  if(NOT file MATCHES "/coverage_test|/benchmark/")  # the first talks about ids, not about rules
    read_sources("${file}" "${folder}")
  endif()
endforeach()
foreach(file IN LISTS scenarios)
  # A deployment tests nothing, nor does what scenarios have in common.
  if(NOT file MATCHES "scenarios/(topologies|common)/")
    read_scenario("${file}")
  endif()
endforeach()

list(SORT ids)
set(rows "")
foreach(id IN LISTS ids)
  set(all ${named_${id}} ${cited_${id}})
  list(REMOVE_ITEM all "")
  list(LENGTH all count)
  list(SUBLIST all 0 3 shown)
  list(JOIN shown ", " shown)
  if(count GREATER 3)
    math(EXPR more "${count} - 3")
    string(APPEND shown ", and ${more} more")
  endif()
  set(named false)
  if(named_${id})
    set(named true)
  endif()
  string(APPEND rows "    {\"${id}\", \"${shown}\", ${named}},\n")
endforeach()

set(code "// Written by sim/rules/rule_coverage.cmake.
#include \"sim/rules/rule_tests.hpp\"

namespace firedrill {
namespace {

constexpr RuleTests kTable[] = {
${rows}    {\"~\", \"\", false},  // sorts last; keeps the table from being empty
};

}  // namespace

std::span<const RuleTests> rule_tests() {
  return kTable;
}

}  // namespace firedrill
")
set(before "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" before)
endif()
if(NOT before STREQUAL code)
  file(WRITE "${OUT}" "${code}")
endif()
