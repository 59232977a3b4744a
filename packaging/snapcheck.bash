# bash completion for snapcheck, which is asked how the line can go on.
# For a checker of one's own: complete -F _snapcheck my-variant
_snapcheck() {
    local line=${COMP_LINE:0:COMP_POINT} words word before candidate
    read -ra words <<<"$line"
    [[ $line == *' ' ]] && words+=('')
    word=${words[-1]}
    before=${word%"${word##*[:=]}"} # bash completes only what follows a colon or an equals sign
    COMPREPLY=()
    while IFS=$'\t' read -r candidate _; do
        case $candidate in
        FILE) compopt -o default && continue ;;
        *:) compopt -o nospace ;;
        esac
        COMPREPLY+=("${candidate#"$before"}")
    done < <("${words[0]}" complete "${words[@]:1}" 2>/dev/null)
}
complete -F _snapcheck snapcheck
