const SHELL = (index: number): string => `#!/bin/bash
jss="https://jamf.example.com:8443"
name=$(curl -sku "$4:$5" "$jss/JSSResource/computers/id/${index}" | xmllint --xpath '//general/name/text()' -)
echo "$name"
`;

const PYTHON = (index: number): string => `#!/usr/bin/env python3
import sys
import requests

url, user, password = sys.argv[1:4]
reply = requests.get("https://jamf.example.com/JSSResource/mobiledevices/id/${index}", auth=(user, password))
print(reply.text)
`;

const TYPESCRIPT = (index: number): string => `const [user, password] = process.argv.slice(2);
const headers = { Authorization: \`Basic \${Buffer.from(\`\${user}:\${password}\`).toString('base64')}\` };
const reply = await fetch('https://jamf.example.com/JSSResource/policies/id/${index}', { headers });
console.log(await reply.text());
`;

const MODES = [0o644, 0o755, 0o600, 0o4755];

export interface Script {
  readonly content: string;
  readonly mode: number;
}

/** How many scripts of each language a repository has. */
export interface Numbers {
  readonly shell: number;
  readonly python: number;
  readonly typescript: number;
}

/** A repository's scripts in several folders, all of them to be migrated but for one. */
export function scripts(numbers: Numbers): Map<string, Script> {
  const files = new Map<string, Script>();
  const add = (file: string, content: string): void => {
    files.set(file, { content, mode: MODES[files.size % MODES.length]! });
  };
  for (let index = 0; index < numbers.shell; index++)
    add(index % 3 === 0 ? `enroll-${index}.sh` : `shell/part-${index % 3}/enroll-${index}.sh`, SHELL(index));
  for (let index = 0; index < numbers.python; index++) add(`python/report-${index}.py`, PYTHON(index));
  for (let index = 0; index < numbers.typescript; index++)
    add(index % 2 === 0 ? `watch-${index}.mts` : `node/watch-${index}.mts`, TYPESCRIPT(index));
  add('shell/clean.sh', '#!/bin/sh\necho jamf\n');
  add('README.md', 'curl -u "$user:$password" https://jamf.example.com/JSSResource/computers\n');
  return files;
}
