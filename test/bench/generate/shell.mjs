import { compose } from './compose.mjs';
import { shellPart } from './shell-parts.mjs';
import { capital, NOUNS, RESOURCES, scriptName, TEAMS, VENDORS } from './words.mjs';

const SERVER = [
  'https://jamf.example.com:8443',
  'https://jss.example.org:8443',
  'https://mdm.example.net/jamf',
  'https://example.jamfcloud.com',
];
const LOG = `log() {\n  echo "$(date '+%F %T') $*" >> "$log_file"\n}`;

function head(random, title, dialect) {
  const shebang = { bash: '#!/bin/bash', sh: '#!/bin/sh', zsh: '#!/bin/zsh --no-rcs' }[dialect];
  const purpose = `${shebang}\n#\n# ${title}: ${random.pick(NOUNS)} for ${random.pick(TEAMS)}\n# Version ${random.whole(1, 4)}.${random.whole(0, 20)}`;
  return `${purpose}\n\nlog_file="/var/log/${random.pick(VENDORS)}-${random.pick(NOUNS)}.log"\n\n${LOG}`;
}

const account = (random) =>
  `api_user="\${4:-${random.pick(['apiread', 'svc_mac', 'inventory'])}}"\napi_pass="$5"\njss_url="${random.pick(SERVER)}"`;

const call = (random, options) => {
  const resource = random.pick(RESOURCES);
  return `${resource}=$(curl ${options} -H "Accept: application/xml" "$jss_url/JSSResource/${resource}/id/$id" -X GET)\nif [ -z "$${resource}" ]; then\n  log "no ${resource}"\nfi`;
};

const several = (random, create) => Array.from({ length: random.whole(1, 3) }, () => create());

// Each gives the parts of a script and how many calls of its own send Basic credentials to the Classic API.
const DIRTY = [
  (r) => {
    const special = several(r, () =>
      call(r, r.pick(['-sfku "$api_user:$api_pass"', '-s -u "$api_user":"$api_pass"', '--silent --user "$api_user:$api_pass"'])),
    );
    return { setup: [account(r), 'id="$6"'], special, expected: special.length };
  },
  (r) => {
    const use = () =>
      `computer=$(jss_get "computers/serialnumber/$serial")\necho "$computer" | xmllint --xpath '//${r.pick(NOUNS)}/text()' -`;
    const wrapper = `jss_get() {\n  /usr/bin/curl -su "$api_user:$api_pass" -H "Accept: text/xml" "$jss_url/JSSResource/$1"\n}`;
    return {
      setup: [account(r), "serial=$(ioreg -l | awk -F\\\" '/IOPlatformSerialNumber/ { print $4 }')", wrapper],
      special: several(r, use),
      expected: 1,
    };
  },
  (r) => {
    const encoded = `encoded=$(printf '%s' "$api_user:$api_pass" | base64)`;
    const special = several(r, () => call(r, '-s -H "Authorization: Basic $encoded"'));
    return { setup: [account(r), encoded, 'id="$6"'], special, expected: special.length };
  },
  (r) => {
    const field = r.pick(['department', 'building', 'room']);
    const xml = `xml=$(cat <<XML\n<computer><location><${field}>$value</${field}></location></computer>\nXML\n)`;
    const put = `curl -k -u "$api_user:$api_pass" -H "Content-Type: text/xml" -X PUT -d "$xml" "\${jss_url}/JSSResource/computers/udid/$udid"`;
    return { setup: [account(r), 'udid="$6"\nvalue="$7"'], special: [xml, put], expected: 1 };
  },
  (r) => {
    const resource = r.pick(RESOURCES);
    const loop = `for id in $(seq 1 ${r.whole(5, 500)}); do\n  curl -sS --user "\${api_user}:\${api_pass}" --request DELETE "$server/${resource}/id/$id" || log "left $id"\ndone`;
    return { setup: [account(r), 'server="${jss_url%/}/JSSResource"'], special: [loop], expected: 1 };
  },
  (r) => ({
    setup: [account(r)],
    special: [
      `wget -q --user="$api_user" --password="$api_pass" -O "/tmp/${r.pick(NOUNS)}.xml" "$jss_url/JSSResource/${r.pick(RESOURCES)}"`,
    ],
    expected: 1,
  }),
  (r, library) => {
    const special = several(r, () => call(r, '-s -u "$api_user:$api_pass"'));
    return { setup: [`. "$(dirname "$0")/lib/${library}"`, 'id="$4"'], special, expected: special.length };
  },
  (r) => ({
    dialect: r.pick(['bash', 'zsh']),
    setup: [account(r), 'options=(--silent --fail --user "$api_user:$api_pass")\noptions+=(-H "Accept: application/json")'],
    special: [`curl "\${options[@]}" "$jss_url/JSSResource/${r.pick(RESOURCES)}" > "/tmp/${r.pick(NOUNS)}.json"`],
    expected: 1,
  }),
];

const TOKEN = `token=$(curl -s -u "$api_user:$api_pass" -X POST "$jss_url/api/v1/auth/token" | plutil -extract token raw -)`;

const CLEAN = [
  // Already migrated.
  (r) => ({
    setup: [account(r), TOKEN, 'id="$6"'],
    special: [
      ...several(r, () => call(r, '-s -H "Authorization: Bearer $token"')),
      'curl -s -H "Authorization: Bearer $token" -X POST "$jss_url/api/v1/auth/invalidate-token"',
    ],
  }),
  // Downloads, and Basic credentials for other servers.
  (r) => ({
    setup: [`base="https://downloads.${r.pick(VENDORS)}.example"`],
    special: [
      `curl -fsSL -o "/tmp/${r.pick(NOUNS)}.pkg" "$base/${r.pick(NOUNS)}/latest.pkg" && /usr/sbin/installer -pkg "/tmp/${r.pick(NOUNS)}.pkg" -target /`,
    ],
  }),
  (r) => ({
    setup: [`host="https://assets.${r.pick(VENDORS)}.example"`, 'asset_user="$4"\nasset_pass="$5"'],
    special: [`curl -s -u "$asset_user:$asset_pass" "$host/api/hardware?search=$(hostname)" | grep -o '"asset_tag":"[^"]*"'`],
  }),
  (r) => ({
    special: [`osascript -e 'display dialog "${capital(r.pick(NOUNS))} needs a restart." buttons {"Later", "Now"} default button 2'`],
  }),
];

/** A shell script. @param kind `plain`, `client` or `dirty`; @param library the file in `lib` that scripts of its folder may source */
export function shellScript(random, kind, library) {
  const dialect = random.pick(['bash', 'bash', 'bash', 'sh', 'zsh']);
  const name = scriptName(random);
  const parts = kind === 'plain' ? {} : random.pick(kind === 'dirty' ? DIRTY : CLEAN)(random, library);
  const used = parts.dialect ?? dialect;
  const text = compose(random, { ...parts, head: head(random, name, used), tail: 'exit 0' }, shellPart, random.lines());
  const extension = random.chance(0.8) ? (used === 'zsh' && random.chance(0.5) ? '.zsh' : '.sh') : '';
  return { name: `${name}${extension}`, text, expected: parts.expected ?? 0 };
}

/** What scripts of a folder source: the server, the account and, in some, a function that calls with Basic credentials. */
export function shellLibrary(random, dirty) {
  const wrapper = `classic_get() {\n  curl -sf -u "$api_user:$api_pass" "$jss_url/JSSResource/$1"\n}`;
  const text = compose(
    random,
    { head: `# Shared by the scripts of this folder.\n${account(random)}`, special: dirty ? [wrapper] : [] },
    shellPart,
    random.whole(20, 90),
  );
  return { text, expected: dirty ? 1 : 0 };
}
