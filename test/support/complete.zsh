# Prints what zsh offers for the line in $1 with the completion script on standard input: a zsh on a terminal of its own is typed to.
zmodload zsh/zpty
local script=${TMPPREFIX:-/tmp/zsh}unbasic-$$.zsh
cat > $script
: > $script.out
# Reads on until what the terminal has shown, or else the completion has said, holds $1.
until_seen() {
  local chunk
  integer turns=0
  REPLY=''
  while ((turns++ < 6000)); do
    if zpty -r -t terminal chunk; then REPLY+=$chunk; else sleep 0.02; fi
    [[ $REPLY$(<$script.out) == *$1* ]] && return
  done
}
zpty -b terminal zsh -f -i
# Each word that is a candidate is written between marks; nothing is inserted.
zpty -w terminal "PS1=; stty cols 400; autoload -Uz compinit; compinit -u -D; source $script
compadd() {
  local -a offered
  builtin compadd -O offered \"\$@\"
  [[ -n \$offered ]] && print -r -- \"<\${(j: :)offered}>\" >&3
  builtin compadd \"\$@\"
}
complete-and-say() { zle complete-word; print COMPLETED >&3 }
zle -N complete-and-say
exec 3> $script.out; bindkey '^I' complete-and-say; echo REA''DY"
until_seen READY
zpty -w -n terminal "$1"$'\t'
until_seen COMPLETED
zpty -w -n terminal $'\x15'"exec 3>&-; echo DO''NE"$'\n'
until_seen DONE
zpty -d terminal
tr -d '<>' < $script.out
rm -f $script $script.out
