# What `cmake --install` copies. Component `program`: snapcheck with its man page and completions.
# Component `development`: libraries, headers and what find_package(snapcheck) reads.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
set(snapcheck_cmake_dir ${CMAKE_INSTALL_LIBDIR}/cmake/snapcheck)

install(TARGETS snapcheck COMPONENT program)

# Headers keep their folders, so that #include "models/site.hpp" is the same inside and outside of the tree.
set_target_properties(snapcheck_library PROPERTIES EXPORT_NAME snapcheck)
install(TARGETS snapcheck_checker snapcheck_properties snapcheck_models snapcheck_algorithms
                snapcheck_traces snapcheck_cli snapcheck_library
        EXPORT snapcheck
        ARCHIVE COMPONENT development
        FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/snapcheck COMPONENT development)
install(EXPORT snapcheck NAMESPACE snapcheck:: FILE snapcheck-targets.cmake
        DESTINATION ${snapcheck_cmake_dir} COMPONENT development)
configure_package_config_file(cmake/snapcheck-config.cmake.in snapcheck-config.cmake
    INSTALL_DESTINATION ${snapcheck_cmake_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(snapcheck-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/snapcheck-config.cmake
              ${PROJECT_BINARY_DIR}/snapcheck-config-version.cmake
        DESTINATION ${snapcheck_cmake_dir} COMPONENT development)

# The man page says what the program says of itself.
set(man_page ${PROJECT_BINARY_DIR}/snapcheck.1)
set(man_page_frame ${PROJECT_SOURCE_DIR}/packaging/snapcheck.1.in)
add_custom_command(OUTPUT ${man_page} DEPENDS snapcheck ${man_page_frame} cmake/manual.cmake VERBATIM
    COMMAND ${CMAKE_COMMAND} -DPROGRAM=$<TARGET_FILE:snapcheck> -DFRAME=${man_page_frame} -DPAGE=${man_page}
            -DPROJECT_VERSION=${PROJECT_VERSION} -P ${PROJECT_SOURCE_DIR}/cmake/manual.cmake)
add_custom_target(snapcheck_man_page ALL DEPENDS ${man_page})
install(FILES ${man_page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)

set(completions ${CMAKE_INSTALL_DATADIR})
install(FILES packaging/snapcheck.bash DESTINATION ${completions}/bash-completion/completions RENAME snapcheck
        COMPONENT program)
install(FILES packaging/_snapcheck DESTINATION ${completions}/zsh/site-functions COMPONENT program)
install(FILES packaging/snapcheck.fish DESTINATION ${completions}/fish/vendor_completions.d COMPONENT program)

# Who checks a certificate needs Python, and nothing of the above.
install(PROGRAMS tools/verify_certificate.py DESTINATION ${CMAKE_INSTALL_DATADIR}/snapcheck COMPONENT program)
install(DIRECTORY tools/certificate DESTINATION ${CMAKE_INSTALL_DATADIR}/snapcheck COMPONENT program
        FILES_MATCHING PATTERN *.py)

foreach(part IN ITEMS program/snapcheck development/libsnapcheck-dev)
    cmake_path(GET part PARENT_PATH component)
    cmake_path(GET part FILENAME package)
    set(doc_dir ${CMAKE_INSTALL_DATADIR}/doc/${package})
    install(FILES LICENSE DESTINATION ${doc_dir} RENAME copyright COMPONENT ${component})
    install(FILES CHANGELOG.md DESTINATION ${doc_dir} RENAME changelog COMPONENT ${component})
endforeach()
install(DIRECTORY examples/my-variant DESTINATION ${doc_dir}/examples COMPONENT development)
