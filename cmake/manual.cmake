# Fills the frame of the man page with what the program says about its commands.
#     cmake -DPROGRAM=... -DFRAME=... -DPAGE=... -DPROJECT_VERSION=... -P manual.cmake
execute_process(COMMAND ${PROGRAM} manual OUTPUT_VARIABLE COMMANDS COMMAND_ERROR_IS_FATAL ANY)
configure_file(${FRAME} ${PAGE} @ONLY)
