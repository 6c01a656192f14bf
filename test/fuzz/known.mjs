const KNOWN = {
  shell: `#!/bin/bash
user="$4"
pass="$5"
server="https://jamf.example.com:8443"
fetch() {
  curl -s -u "$user:$pass" "$server/JSSResource/computers/id/$1"
}
fetch 12
`,
  python: `import requests
import sys

server = 'https://jamf.example.com:8443'
user, password = sys.argv[1], sys.argv[2]


def fetch(number):
    return requests.get(server + '/JSSResource/computers/id/%s' % number, auth=(user, password))


fetch(12)
`,
  typescript: `const server = 'https://jamf.example.com:8443';
const key = Buffer.from(process.env.JAMF_USER + ':' + process.env.JAMF_PASSWORD).toString('base64');

export async function load(number) {
  return fetch(server + '/JSSResource/computers/id/' + number, { headers: { Authorization: 'Basic ' + key } });
}
`,
};
const FOLDER = 'zz-known';
const NAMES = { shell: `${FOLDER}/inventory.sh`, python: `${FOLDER}/inventory.py`, typescript: `${FOLDER}/inventory.mjs` };

/** A script with one finding that is known. */
export const knownScript = (language) => KNOWN[language];

/** The files that lie beside every hostile one: of its language, and a shell script. */
export function knownFiles(language) {
  return [...new Set(['shell', language])].map((one) => ({ path: Buffer.from(NAMES[one]), content: Buffer.from(KNOWN[one]) }));
}

export const isKnown = (path) => path.startsWith(`${FOLDER}/`);
