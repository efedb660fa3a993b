# The notices of third parties: what the program and the library are made with, under which terms.
#
# A line a library; its text is the one that came with it: uPlot's own LICENSE, and for Debian's
# packages their copyright file, which holds the licence in full or names the file of
# /usr/share/common-licenses that does. Test tools are not distributed and not listed.

# uPlot is inlined into every page that the program writes; the others are linked or compiled in.
set(FIREDRILL_THIRD_PARTY
    "uPlot|MIT|inlined into the HTML pages that the program writes|-"
    "Boost|BSL-1.0|Program_options is linked dynamically, headers are compiled in|libboost1.74-dev"
    "yaml-cpp|MIT|linked dynamically, headers are compiled in|libyaml-cpp-dev"
    "pugixml|MIT|linked dynamically|libpugixml-dev"
    "fmt|MIT with an exception for object code|linked dynamically, headers are compiled in|libfmt-dev"
    "nlohmann-json|MIT|headers are compiled in|nlohmann-json3-dev"
    "xxHash|BSD-2-Clause|headers are compiled in|libxxhash-dev"
    "Random123|BSD-3-Clause|headers are compiled in|librandom123-dev"
    "Graphviz|EPL-1.0|libgvc and libcgraph are linked dynamically|libgraphviz-dev")

# The text of `name` in `out`. Of Boost's copyright file, which lists each author of each of its
# libraries on 46,000 lines, the licence alone.
function(firedrill_third_party_text name package out)
  set(file /usr/share/doc/${package}/copyright)
  if(name STREQUAL "uPlot")
    set(file ${PROJECT_SOURCE_DIR}/reports/page/node_modules/uplot/LICENSE)
  endif()
  if(NOT EXISTS ${file})
    message(WARNING "The terms of ${name} are not in ${file}; the notices will lack their text.")
    set(${out} "(The text was not found on the machine where this was built.)\n" PARENT_SCOPE)
    return()
  endif()
  file(READ ${file} text)
  if(name STREQUAL "Boost")
    string(FIND "${text}" "\nLicense: BSL-1.0\n Boost Software License" begin)
    if(begin LESS 0)
      message(FATAL_ERROR "${file} does not hold the Boost Software License")
    endif()
    string(SUBSTRING "${text}" ${begin} 3000 text)
    string(FIND "${text}" "\n\n" end)
    string(SUBSTRING "${text}" 1 ${end} text)
    string(PREPEND text "Copyright: Boost project contributors\n")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(firedrill_third_party_notices out)
  set(head "What firedrill is made with\n\nThis is about the work of others. Their texts follow below.\n\n")
  string(APPEND head "The runtime libraries of the system (glibc; libstdc++ and libgcc, with the GCC"
                     " Runtime Library\nException) are linked dynamically.\n\n")
  set(body "")
  foreach(line IN LISTS FIREDRILL_THIRD_PARTY)
    string(REPLACE "|" ";" fields "${line}")
    list(GET fields 0 name)
    list(GET fields 1 licence)
    list(GET fields 2 how)
    list(GET fields 3 package)
    string(APPEND head "  ${name}: ${licence}; ${how}\n")
    firedrill_third_party_text(${name} ${package} text)
    string(APPEND body "\n---- ${name} ----\n\n${text}\n")
  endforeach()
  file(WRITE ${out} "${head}${body}")
endfunction()
