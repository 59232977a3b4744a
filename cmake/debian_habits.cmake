# Run by CPack on the files that are about to be packed, for what Debian does in its own way: manuals
# and changelogs are compressed, and zsh looks for packaged completions in a folder of another name.
file(GLOB roots ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*/usr)
foreach(root IN LISTS roots)
    file(GLOB compressible ${root}/share/man/man1/* ${root}/share/doc/*/changelog)
    foreach(file IN LISTS compressible)
        execute_process(COMMAND gzip -9 --no-name ${file} COMMAND_ERROR_IS_FATAL ANY)
    endforeach()
    if(EXISTS ${root}/share/zsh/site-functions)
        file(RENAME ${root}/share/zsh/site-functions ${root}/share/zsh/vendor-completions)
    endif()
endforeach()
