# One library a layer: every .cpp of the folder, every header in its public header set; a folder below
# with a CMakeLists.txt of its own is a library of its own. LINKS is what
# headers need, USES what the sources alone need. Header-only libraries are in $<BUILD_INTERFACE:...>:
# once compiled in, they are nothing that a program linked with an installed layer would have to find.
function(snapcheck_layer layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS;USES")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
    list(FILTER sources EXCLUDE REGEX "/snapcheck\\.cpp$")
    file(GLOB apart ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
    foreach(folder IN LISTS apart)
        cmake_path(GET folder PARENT_PATH folder)
        list(FILTER sources EXCLUDE REGEX "^${folder}/")
        list(FILTER headers EXCLUDE REGEX "^${folder}/")
    endforeach()
    add_library(snapcheck_${layer} STATIC ${sources})
    add_library(snapcheck::${layer} ALIAS snapcheck_${layer})
    target_compile_features(snapcheck_${layer} PUBLIC cxx_std_20)
    target_sources(snapcheck_${layer} PUBLIC FILE_SET HEADERS
        BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
    target_link_libraries(snapcheck_${layer} PUBLIC ${arg_LINKS} PRIVATE ${arg_USES})
    set_target_properties(snapcheck_${layer} PROPERTIES EXPORT_NAME ${layer} VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()
