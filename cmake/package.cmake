# Two packages for Debian and its relatives, by `cpack --preset deb`: snapcheck, the program, and
# libsnapcheck-dev, for variants of one's own. The libraries are static, so the program needs no third.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "snapcheck developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # the first line of each description below
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_STRIP_FILES ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/debian_habits.cmake)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME snapcheck)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS python3)
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "exhaustive model checker for distributed snapshot algorithms
It explores every interleaving of sends, deliveries and markers on a small
network, and tells whether each recorded global state is consistent. If one
is not, it shows a shortest run that goes wrong, and says in words why.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libsnapcheck-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libboost-graph-dev, libfmt-dev, liblzma-dev, libtbb-dev, libzstd-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "cmake (>= 3.25), snapcheck")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "snapshot algorithms of one's own, checked by snapcheck
Headers, static libraries and a CMake package. With these, a struct of thirty
lines that describes an algorithm becomes a model checker for it.")

include(CPack)
