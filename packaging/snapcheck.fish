# fish completion for snapcheck, which is asked how the line can go on.
# For a checker of one's own: complete -c my-variant -f -a '(__snapcheck_complete)'
function __snapcheck_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    for line in ($words[1] complete $words[2..] "$word" 2>/dev/null)
        if test "$line" = FILE
            __fish_complete_path "$word"
        else
            echo $line
        end
    end
end
complete -c snapcheck -f -a '(__snapcheck_complete)'
