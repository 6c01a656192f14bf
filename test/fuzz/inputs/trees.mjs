import { mutated } from './mutations.mjs';
import { soup } from './tokens.mjs';

const CALLS = {
  shell: (i) => `curl -u "$u${i}:$p" "$base/JSSResource/computers/$x${i}"`,
  python: (i) => `requests.get(base + '/JSSResource/computers/%s' % x${i}, auth=(u, p))`,
  typescript: (i) => `fetch(base + '/JSSResource/computers/' + x${i}, { headers: { Authorization: 'Basic ' + k } });`,
};
const EXTENSION = { shell: 'sh', python: 'py', typescript: 'ts' };
const LINKS = {
  shell: (to) => `. ./m${to}.sh; source "$(dirname "$0")/m${to}.sh"`,
  python: (to) => `import m${to}\nfrom m${to} import *\nfrom .m${to} import x${to}, base, api as api${to}`,
  typescript: (to) =>
    `export * from './m${to}';\nimport * as n${to} from './m${to}';\nimport { base as b${to}, api } from './m${to}.js';\nrequire('./m${to}');`,
};
const DEFINES = {
  shell: (i, to) =>
    `base="$base${i}"; x${i}=$x${to}; api() { api${to} "$@"; ${CALLS.shell(i)}; }; api${i}() { api "$1"; api${to} "$1"; }; api${to} a`,
  python: (i, to) =>
    `base = m${to}.base\nx${i} = m${to}.x${to}\ndef api(a): return m${to}.api(a + x${i})\nclass C(m${to}.C): pass\napi('a')`,
  typescript: (i, to) =>
    `export const base = n${to}.base;\nexport const x${i} = n${to}.x${to};\nexport function api(a) { return n${to}.api(a + x${i}); }\nexport class C extends n${to}.C {}\nexport default n${to}.default;\napi('a');`,
};
const HEADS = { shell: '#!/bin/bash', python: 'import requests', typescript: "import axios from 'axios';" };

/** Files that use each other in circles and fans. */
export function cycles(random, language) {
  const count = random.size(1, random.once(6) ? 120 : 12);
  const fan = random.once(4) ? Math.min(count, 12) : 1 + random.below(2);
  return random.list(count, (index) => {
    const targets = random.list(fan, () => (random.once(3) ? random.below(count) : (index + 1) % count));
    const parts = targets.flatMap((to) => [LINKS[language](to), DEFINES[language](index, to)]);
    if (random.once(10)) parts.push(soup(random, language));
    return {
      path: Buffer.from(`a/m${index}.${EXTENSION[language]}`),
      content: Buffer.from([HEADS[language], ...parts, CALLS[language](index), ''].join('\n')),
    };
  });
}

/** Enough files for a thread of their own, some of them changed fixtures. */
export function many(random, language) {
  const count = 41 + random.below(20);
  return random.list(count, (index) => ({
    path: Buffer.from(`a/s${index}.${EXTENSION[language]}`),
    content: Buffer.from(random.once(3) ? mutated(random, language) : `${HEADS[language]}\n${CALLS[language](index)}\n`),
  }));
}
