# One library a layer: every .cpp of the folder, every header in its public header set.
function(snapcheck_layer layer)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS")
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.hpp)
    list(FILTER sources EXCLUDE REGEX "/snapcheck\\.cpp$")
    add_library(snapcheck_${layer} STATIC ${sources})
    add_library(snapcheck::${layer} ALIAS snapcheck_${layer})
    target_compile_features(snapcheck_${layer} PUBLIC cxx_std_20)
    target_sources(snapcheck_${layer} PUBLIC FILE_SET HEADERS
        BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
    target_link_libraries(snapcheck_${layer} PUBLIC ${arg_LINKS})
    set_target_properties(snapcheck_${layer} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()
