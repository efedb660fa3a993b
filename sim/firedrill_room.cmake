# One room = one static library with its unit tests.
#
#   firedrill_room(engine SOURCES a.cpp b.cpp TESTS a_test.cpp LINK firedrill_x PRIVATE_LINK fmt::fmt)
#
# Every source file of the folder must be listed: a file nobody builds is a configure error.
function(firedrill_strict target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion
                                           -Wno-sign-conversion
                                           $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local>
                                           $<$<CXX_COMPILER_ID:Clang>:-Wshadow>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 takes "literal" + std::string for overlapping copies; the warning is wrong there.
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
  endif()
  if(FIREDRILL_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(FIREDRILL_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${FIREDRILL_SANITIZE}
                                             -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PRIVATE -fsanitize=${FIREDRILL_SANITIZE})
  endif()
endfunction()

function(firedrill_check_listed)
  file(GLOB found RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} CONFIGURE_DEPENDS
       ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(REMOVE_ITEM found ${ARGN})
  if(found)
    message(FATAL_ERROR "Not listed in ${CMAKE_CURRENT_SOURCE_DIR}/CMakeLists.txt: ${found}")
  endif()
endfunction()

function(firedrill_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;TESTS;ALSO_LISTED;LINK;PRIVATE_LINK" ${ARGN})
  firedrill_check_listed(${ROOM_SOURCES} ${ROOM_TESTS} ${ROOM_ALSO_LISTED})
  set(target firedrill_${name})
  if(ROOM_SOURCES)
    add_library(${target} STATIC ${ROOM_SOURCES})
    target_link_libraries(${target} PUBLIC firedrill_headers ${ROOM_LINK} PRIVATE ${ROOM_PRIVATE_LINK})
    firedrill_strict(${target})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE firedrill_headers ${ROOM_LINK})
  endif()
  if(FIREDRILL_TESTS AND ROOM_TESTS)
    add_executable(${name}_test ${ROOM_TESTS})
    target_link_libraries(${name}_test PRIVATE ${target} ${ROOM_PRIVATE_LINK} rapidcheck
                                               rapidcheck_gtest GTest::gmock GTest::gtest_main)
    firedrill_strict(${name}_test)
    # Test sources are many and large; nobody waits for them to run.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>)
    target_compile_definitions(${name}_test PRIVATE FIREDRILL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set_tests_properties(unit.${name} PROPERTIES LABELS fast ENVIRONMENT "RC_PARAMS=seed=1")
  endif()
endfunction()
