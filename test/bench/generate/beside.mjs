import { capital, KEYS, NOUNS, TEAMS, VENDORS } from './words.mjs';

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806000000', 'hex');

function image(random) {
  const bytes = Buffer.alloc(random.whole(400, 12_000));
  PNG.copy(bytes);
  for (let at = PNG.length; at < bytes.length; at++) bytes[at] = Math.floor(random.next() * 256);
  return bytes;
}

const entry = (random) => `\t<key>${random.pick(KEYS)}</key>\n\t<string>${random.pick(TEAMS)}</string>\n`;

// What lies beside scripts: never one itself.
const KINDS = [
  (r) => [
    'README.md',
    `# ${capital(r.pick(TEAMS))}\n\nScripts for the ${r.pick(NOUNS)}.\n\n    curl -u user:password https://jamf.example.com/JSSResource/computers\n\n${`- ${capital(r.pick(NOUNS))}: ${r.pick(TEAMS)}\n`.repeat(r.whole(3, 40))}`,
  ],
  (r) => [
    `com.${r.pick(VENDORS)}.${r.pick(NOUNS)}.plist`,
    `<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n${Array.from({ length: r.whole(3, 60) }, () => entry(r)).join('')}</dict>\n</plist>\n`,
  ],
  (r) => [
    `${r.pick(NOUNS)}.json`,
    `${JSON.stringify(Object.fromEntries(Array.from({ length: r.whole(5, 80) }, (_, n) => [`${r.pick(NOUNS)}${n}`, r.pick(TEAMS)])), null, 2)}\n`,
  ],
  (r) => [`${r.pick(NOUNS)}.png`, image(r)],
];

/** A file that is no script: its name and its content. */
export const besideFile = (random) => random.pick(KINDS)(random);

/** A package of other people: scanners leave it out. */
export function vendoredFile(random, index) {
  const lines = Array.from(
    { length: random.whole(20, 300) },
    (_, n) => `exports.${random.pick(NOUNS)}${n} = function () { return ${random.whole(1, 9999)}; };`,
  );
  return [`node_modules/${random.pick(VENDORS)}-${index}/index.js`, `'use strict';\n${lines.join('\n')}\n`];
}
