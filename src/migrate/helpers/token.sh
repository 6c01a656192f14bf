# --- unbasic: bearer tokens for Jamf Pro ---
# The Jamf Pro API no longer takes a user name and password. unbasic_token, called before a request, exchanges them for a
# token in $unbasic_bearer, gets another before that expires, and has them given back when the script ends.
if [ "${unbasic_process-}" != "$$" ]; then
  unbasic_process=$$ unbasic_count=0 unbasic_alive='' unbasic_owner='' unbasic_hooked='' unbasic_bearer=''
#: bash any
  unbasic_level=''
#: always
fi
#: any
unbasic_shell=${BASH_VERSION:+bash}${ZSH_VERSION:+zsh} unbasic_shell=${unbasic_shell:-plain}
#: bash
# unbasic_shell=bash
#: zsh
# unbasic_shell=zsh
#: always
unbasic_newline='
'

# unbasic_token URL USER PASSWORD [connection options of curl]: or the ID and secret of an API client.
unbasic_token() {
  unbasic_status=$? unbasic_base=$1 unbasic_user=$2 unbasic_secret=$3 unbasic_flow=user
  shift 3
#: auto
  case $unbasic_user in
    *[!0-9A-Fa-f-]*) ;;
    ????????-????-????-????-????????????) unbasic_flow=client ;;
  esac
#: client
  # unbasic_flow=client
#: always
  unbasic_ensure "$@" || :
  case $- in *e*) return 0 ;; esac
  return "$unbasic_status"
}

#: encoded
# unbasic_token_base64 URL BASE64 [connection options of curl]: user:password as a Basic header has it.
unbasic_token_base64() {
  unbasic_status=$? unbasic_base=$1 unbasic_user='' unbasic_secret=$2 unbasic_flow=encoded
  shift 2
  unbasic_ensure "$@" || :
  case $- in *e*) return 0 ;; esac
  return "$unbasic_status"
}

#: trap
# unbasic_trap does for the script what trap does, and has the tokens given back besides.
unbasic_trap() {
#: trap+zsh trap+any
  if [ "$unbasic_shell" = zsh ]; then setopt localoptions posixtraps; fi
#: trap
  if [ "$1" = -- ]; then shift; fi
  if [ $# -lt 2 ]; then set -- - "$@"; fi
  unbasic_command=$1
  shift
  unbasic_where
  for unbasic_signal in "$@"; do
    # shellcheck disable=SC2064
    case $unbasic_signal,$unbasic_command in
      EXIT,- | 0,-) unbasic_trap_exit '' ;;
      EXIT,* | 0,*) unbasic_trap_exit "$unbasic_command" ;;
      INT,- | TERM,-) unbasic_traps='' && unbasic_trap_signals "$unbasic_signal" ;;
      *) trap "$unbasic_command" "$unbasic_signal" ;;
    esac
  done
}

#: always
# unbasic_end gives the tokens back that this shell got; $? stays as it is.
unbasic_end() {
  unbasic_status=$?
  if [ -n "$unbasic_alive" ]; then
    unbasic_where
    if [ "$unbasic_here" = "$unbasic_owner" ]; then
      eval "$unbasic_alive" || :
      unbasic_alive=''
      unbasic_forget
    fi
  fi
  return "$unbasic_status"
}

# unbasic_forget, first in a background job that outlives the script, has the job get tokens of its own.
unbasic_forget() {
  unbasic_slot=$unbasic_count
  while [ "$unbasic_slot" -gt 0 ]; do
    eval "[ \"\$unbasic_until_$unbasic_slot\" = never ] || unbasic_until_$unbasic_slot=0"
    unbasic_slot=$((unbasic_slot - 1))
  done
}

# What follows is called from above only.
unbasic_ensure() {
  unbasic_base=${unbasic_base%%/JSSResource*}
  case $unbasic_base in *://*) ;; *) unbasic_base=https://$unbasic_base ;; esac
  case $unbasic_base in *://*@*) unbasic_base=${unbasic_base%%://*}://${unbasic_base##*@} ;; esac
  while [ "${unbasic_base%/}" != "$unbasic_base" ]; do unbasic_base=${unbasic_base%/}; done
  unbasic_key=$unbasic_flow$unbasic_newline$unbasic_base$unbasic_newline$unbasic_user$unbasic_newline$unbasic_secret
  unbasic_slot=1 unbasic_from=0 unbasic_until=0 unbasic_bearer=''
  while [ "$unbasic_slot" -le "$unbasic_count" ]; do
    eval "unbasic_text=\$unbasic_key_$unbasic_slot"
    if [ "$unbasic_text" = "$unbasic_key" ]; then
      eval "unbasic_from=\$unbasic_from_$unbasic_slot unbasic_until=\$unbasic_until_$unbasic_slot unbasic_bearer=\$unbasic_bearer_$unbasic_slot"
      break
    fi
    unbasic_slot=$((unbasic_slot + 1))
  done
  if [ "$unbasic_until" = never ]; then return 0; fi
  unbasic_now=$(command date +%s)
  # A clock that was set back says nothing about the token.
  if [ "$unbasic_now" -ge "$unbasic_from" ] && [ "$unbasic_now" -lt "$unbasic_until" ]; then
#: bash any
    # A subshell whose own substitutions may get a token has to have its trap before they start.
    # shellcheck disable=SC3028
    case $unbasic_shell,${BASHPID:-${BASH_SUBSHELL-}} in
      "bash,$unbasic_level" | plain,* | zsh,*) ;;
      *) unbasic_where && unbasic_hook_bash ;;
    esac
#: always
    return 0
  fi
  unbasic_until=0 unbasic_bearer='' unbasic_life=30
  "unbasic_ask_$unbasic_flow" "$@"
  unbasic_read
  if [ -n "$unbasic_bearer" ]; then
    # Renewed when a quarter of its life is left.
    unbasic_until=$((unbasic_now + unbasic_life - (unbasic_life + 3) / 4))
    unbasic_keep "$@"
  fi
  eval "unbasic_key_$unbasic_slot=\$unbasic_key unbasic_from_$unbasic_slot=$unbasic_now unbasic_until_$unbasic_slot=$unbasic_until"
  eval "unbasic_bearer_$unbasic_slot=\$unbasic_bearer"
  if [ "$unbasic_slot" -gt "$unbasic_count" ]; then unbasic_count=$unbasic_slot; fi
}

#: client auto
unbasic_ask_client() {
  unbasic_what='client ID and secret' unbasic_config="data = \"grant_type=client_credentials\"
data-urlencode = \"client_id=$(unbasic_quote "$unbasic_user")\"
data-urlencode = \"client_secret=$(unbasic_quote "$unbasic_secret")\""
  unbasic_post /api/v1/oauth/token "$@"
  if [ "$unbasic_code" = 404 ]; then unbasic_post /api/oauth/token "$@"; fi
}

#: user auto
unbasic_ask_user() {
  unbasic_what='user name and password' unbasic_config="user = \"$(unbasic_quote "$unbasic_user:$unbasic_secret")\""
  unbasic_post /api/v1/auth/token "$@"
}

#: encoded
unbasic_ask_encoded() {
  unbasic_what='user name and password' unbasic_config="header = \"Authorization: Basic $(unbasic_quote "$unbasic_secret")\""
  unbasic_post /api/v1/auth/token "$@"
}

#: always
# Secrets reach curl by its standard input: arguments are for all to see.
unbasic_post() {
  unbasic_url=$unbasic_base$1 unbasic_error=0
  shift
  unbasic_answer=$(printf '%s\n' "$unbasic_config" |
    command curl -s -g -i -X POST -H 'Accept: application/json' -w '\n%{http_code}' "$@" -K - "$unbasic_url") || unbasic_error=$?
  unbasic_code=${unbasic_answer##*"$unbasic_newline"}
}

unbasic_quote() {
  printf '%s' "$1" | LC_ALL=C command sed 's/[\\"$`]/\\&/g'
}

unbasic_read() {
  unbasic_text=$unbasic_newline\{
  unbasic_body=${unbasic_answer#*"$unbasic_text"} unbasic_head=${unbasic_answer%%"$unbasic_text"*}
  case $unbasic_code,$unbasic_body in
    2??,*'token"'*:*'"'*'"'*)
      unbasic_bearer=${unbasic_body#*'token"'*:*'"'}
      unbasic_bearer=${unbasic_bearer%%'"'*}
      unbasic_read_life
      return 0
      ;;
    408,* | 429,* | 5??,*) unbasic_text="is in trouble (HTTP $unbasic_code). The next call asks again." ;;
    400,* | 401,* | 403,*) unbasic_until=never unbasic_text="refuses the $unbasic_what (HTTP $unbasic_code). Check them; they are not tried again." ;;
    [1-9]??,*) unbasic_until=never unbasic_text="gives no token at $unbasic_url (HTTP $unbasic_code). Check the address of the server." ;;
    *) unbasic_text="does not answer (curl error $unbasic_error). Check address and network; the next call asks again." ;;
  esac
  printf '%s\n' "unbasic: $unbasic_base $unbasic_text" >&2
}

# A client's token says how many seconds it lives, a user's until when (UTC). The server's clock is in its Date header; the
# times of day suffice, as tokens live less than a day.
unbasic_read_life() {
  unbasic_text=${unbasic_body#*'"expires'*'"'*:} unbasic_date=${unbasic_head##*"$unbasic_newline"[Dd]ate: ???, ?? ??? ???? }
  case $unbasic_text in
    *'"'????-??-??T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*)
      unbasic_time "${unbasic_text#*T}"
      unbasic_life=$unbasic_seconds
      case $unbasic_date in
        [0-2][0-9]:[0-5][0-9]:[0-5][0-9]?*) unbasic_time "$unbasic_date" ;;
        *) unbasic_time "$(command date -u +%H:%M:%S)" ;;
      esac
      unbasic_life=$(((unbasic_life - unbasic_seconds + 86400) % 86400))
      ;;
    *[0-9]*)
      unbasic_life=${unbasic_text#"${unbasic_text%%[0-9]*}"}
      unbasic_life=${unbasic_life%%[!0-9]*}
      ;;
  esac
}

# Seconds of HH:MM:SS; the ones in front keep 08 from being octal, and cancel out in the difference.
unbasic_time() {
  unbasic_minute=${1#*:} unbasic_second=${1#*:*:}
  unbasic_seconds=$(((1${1%%:*} * 60 + 1${unbasic_minute%%:*}) * 60 + 1${unbasic_second%"${unbasic_second#??}"}))
}

# Notes a token, to be given back by the shell that got it: a subshell starts a list of its own.
unbasic_keep() {
  unbasic_where
  if [ "$unbasic_here" != "$unbasic_owner" ]; then unbasic_owner=$unbasic_here unbasic_alive=''; fi
  unbasic_alive="${unbasic_alive}unbasic_invalidate $((unbasic_now + unbasic_life))"
  for unbasic_text in "$unbasic_bearer" "$unbasic_base" "$@"; do
    unbasic_alive="$unbasic_alive \"$(unbasic_quote "$unbasic_text")\""
  done
  unbasic_alive=$unbasic_alive$unbasic_newline
  "unbasic_hook_$unbasic_shell"
}

unbasic_invalidate() {
  if [ "$(command date +%s)" -gt "$(($1 + 5))" ]; then return 0; fi
  unbasic_config="header = \"Authorization: Bearer $2\"" unbasic_url=$3/api/v1/auth/invalidate-token
  shift 3
  printf '%s\n' "$unbasic_config" | command curl -s -g -o /dev/null -m 10 -X POST "$@" -K - "$unbasic_url" || :
}

# The process that runs this, for $$ is the same in a subshell.
unbasic_where() {
  unbasic_here=$(exec /bin/sh -c 'printf %s "$PPID"')
#: any
  # ksh has subshells in the same process.
  case ${KSH_VERSION-} in *93*) eval 'if [ "${.sh.subshell}" != 0 ]; then unbasic_here=$unbasic_here.${.sh.subshell}; fi' ;; esac
#: always
}

# The hooks have unbasic_end run when the shell ends, besides what the script has trapped.
#: bash any
unbasic_hook_bash() {
  # shellcheck disable=SC3028
  unbasic_level=${BASHPID:-${BASH_SUBSHELL-}}
  eval 'unbasic_text=$(trap -p EXIT)'
  unbasic_text=${unbasic_text#trap -- }
  eval "unbasic_text=${unbasic_text% EXIT}"
  case $unbasic_text in -) unbasic_text='' ;; esac
  case $unbasic_here,$unbasic_text in
    "$$,"*unbasic_end*) ;;
    "$$,"*) unbasic_trap_exit "$unbasic_text" ;;
    # A subshell may show the trap of its parent: what is not surely its own or ours is let be.
    *, | *unbasic_end*) if [ "$unbasic_hooked" != "$unbasic_here" ]; then unbasic_trap_exit ''; fi ;;
  esac
}

#: zsh any
unbasic_hook_zsh() {
  eval 'trap | IFS= read -r -d "" unbasic_traps || :
    case "${zshexit_functions[*]-}" in *unbasic_end*) ;; *) zshexit_functions+=(unbasic_end) ;; esac'
  # A trap that the script set for EXIT comes back when this function ends, unless it was set as POSIX has it.
  if [ "$unbasic_hooked" != "$unbasic_here" ] && [ ! -o posixtraps ]; then
    setopt localoptions posixtraps
    unbasic_trap_exit ''
  fi
  unbasic_trap_signals INT TERM
}

#: any
unbasic_hook_plain() {
  if [ "$unbasic_hooked" = "$unbasic_here" ]; then return 0; fi
  unbasic_trap_exit ''
  unbasic_traps='' && unbasic_trap_signals INT TERM HUP
}

#: always
unbasic_trap_exit() {
  unbasic_text='unbasic_end && :'
#: zsh any trap
  unbasic_action=$1
#: always
  if [ -n "$1" ]; then unbasic_text=$unbasic_text$unbasic_newline$1$unbasic_newline$unbasic_text; fi
  # shellcheck disable=SC2064
  trap "$unbasic_text" EXIT
#: any
  # Setting a trap, ksh moves a subshell to a process of its own.
  case ${KSH_VERSION-},$unbasic_owner in
    ,*) ;;
    *,"$unbasic_here") unbasic_where && unbasic_owner=$unbasic_here ;;
    *) unbasic_where ;;
  esac
#: always
  unbasic_hooked=$unbasic_here
}

#: zsh any trap
# bash runs the trap of EXIT on signals, unless they were trapped before; others need a trap for each that has none.
unbasic_trap_signals() {
  for unbasic_signal in "$@"; do
    # shellcheck disable=SC2064
    case ${unbasic_traps-} in
      *" $unbasic_signal$unbasic_newline"*) ;;
      *) trap "unbasic_die $unbasic_signal" "$unbasic_signal" ;;
    esac
  done
}

unbasic_die() {
  unbasic_end || :
  unbasic_where
  if [ -z "${unbasic_action-}" ]; then trap - EXIT; fi
  trap - "$1"
  kill -s "$1" "${unbasic_here%.*}"
}

#: bash any
# bash puts the last command of a substitution in the place of its shell, whatever that has trapped, unless a trap was set before.
if [ "$unbasic_shell$unbasic_hooked" = bash ]; then unbasic_here=$$ && unbasic_hook_bash; fi
#: any
# A shell that cannot read its traps sets these before the script sets its own.
if [ "$unbasic_shell$unbasic_hooked" = plain ]; then unbasic_here=$$ && unbasic_hook_plain; fi
#: always
# --- end of unbasic ---
