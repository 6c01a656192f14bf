import { APPS, capital, KEYS, NOUNS, VENDORS, VERBS } from './words.mjs';

// Ordinary parts of shell scripts: none of them holds an HTTP client.
const PARTS = [
  (r) => {
    const name = `${r.pick(VERBS)}_${r.pick(NOUNS)}`;
    return `${name}() {\n  local value="$1"\n  if [ -z "$value" ]; then\n    echo "${name}: nothing to do"\n    return 0\n  fi\n  log "${name}: $value"\n}`;
  },
  (r) => {
    const app = r.pick(APPS);
    return `app="/Applications/${app}.app"\nif [ -d "$app" ]; then\n  version=$(/usr/bin/defaults read "$app/Contents/Info" CFBundleShortVersionString 2>/dev/null)\n  echo "${app} $version is installed"\nelse\n  echo "${app} is missing"\nfi`;
  },
  (r) =>
    `current_user=$(/usr/sbin/scutil <<< "show State:/Users/ConsoleUser" | /usr/bin/awk '/Name :/ { print $3 }')\nuser_id=$(/usr/bin/id -u "$current_user")\nhome=$(/usr/bin/dscl . -read "/Users/$current_user" NFSHomeDirectory | /usr/bin/awk '{ print $2 }')\n/bin/launchctl asuser "$user_id" /usr/bin/defaults write "$home/Library/Preferences/com.${r.pick(VENDORS)}.agent" ${r.pick(KEYS)} -int ${r.whole(1, 90)}`,
  (r) =>
    `for ${r.pick(NOUNS)} in ${r.pick(NOUNS)} ${r.pick(NOUNS)} ${r.pick(NOUNS)}; do\n  receipt="/Library/Receipts/com.${r.pick(VENDORS)}.${r.pick(NOUNS)}"\n  [ -e "$receipt" ] || continue\n  /bin/rm -rf "$receipt"\n  count=$((count + 1))\ndone`,
  (r) => {
    const label = `com.${r.pick(VENDORS)}.${r.pick(NOUNS)}`;
    return `/bin/cat > "/Library/LaunchDaemons/${label}.plist" <<PLIST\n<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n  <key>Label</key>\n  <string>${label}</string>\n  <key>StartInterval</key>\n  <integer>${r.whole(300, 86400)}</integer>\n  <key>ProgramArguments</key>\n  <array>\n    <string>/bin/sh</string>\n    <string>/usr/local/${r.pick(VENDORS)}/${r.pick(VERBS)}.sh</string>\n  </array>\n</dict>\n</plist>\nPLIST\n/bin/chmod 644 "/Library/LaunchDaemons/${label}.plist"\n/bin/launchctl bootstrap system "/Library/LaunchDaemons/${label}.plist"`;
  },
  (r) =>
    `case "$(/usr/bin/sw_vers -productVersion)" in\n  ${r.whole(11, 12)}.*) ring="slow" ;;\n  ${r.whole(13, 14)}.*) ring="steady" ;;\n  *) ring="fast" ;;\nesac\n/usr/bin/defaults write "/Library/Preferences/com.${r.pick(VENDORS)}.rings" ${r.pick(KEYS)} "$ring"`,
  (r) =>
    `# ${capital(r.pick(VERBS))} only when the machine is idle and on power.\nidle=$(/usr/sbin/ioreg -c IOHIDSystem | /usr/bin/awk '/HIDIdleTime/ { print int($NF / 1000000000); exit }')\nif [ "\${idle:-0}" -lt ${r.whole(60, 900)} ] || ! /usr/bin/pmset -g batt | /usr/bin/grep -q "AC Power"; then\n  log "busy, trying later"\n  exit 0\nfi`,
  (r) =>
    `tries=0\nuntil /usr/bin/pgrep -x "${r.pick(APPS)}" >/dev/null || [ "$tries" -ge ${r.whole(3, 12)} ]; do\n  tries=$((tries + 1))\n  sleep ${r.whole(1, 9)}\ndone`,
  (r) =>
    `free=$(/bin/df -g / | /usr/bin/tail -1 | /usr/bin/awk '{ print $4 }')\nif [ "$free" -lt ${r.whole(5, 40)} ]; then\n  echo "<result>${capital(r.pick(NOUNS))}: $free GB</result>"\n  exit ${r.whole(0, 3)}\nfi\necho "<result>${capital(r.pick(NOUNS))}: enough</result>"`,
  (r) => `/usr/local/bin/jamf policy -event "${r.pick(VERBS)}-${r.pick(NOUNS)}" && /usr/local/bin/jamf recon`,
  (r) => {
    const name = r.pick(NOUNS);
    return `while IFS=, read -r serial ${name} site; do\n  [ "$serial" = "serial" ] && continue\n  printf '%s\\t%s\\n' "$serial" "\${${name}:-none}" >> "/private/tmp/$site.${name}.txt"\ndone < "/Library/${capital(r.pick(VENDORS))}/${name}.csv"`;
  },
  (r) =>
    `/usr/sbin/networksetup -listallhardwareports | /usr/bin/awk '/Wi-Fi/ { getline; print $2 }' | while read -r port; do\n  /usr/sbin/networksetup -setairportpower "$port" ${r.pick(['on', 'off'])}\n  log "${r.pick(NOUNS)}: $port"\ndone`,
];

/** One ordinary part of a shell script. */
export const shellPart = (random) => random.pick(PARTS)(random);
