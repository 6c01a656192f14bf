const lines = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join('\n');

const SHELL = [
  (n) => `${lines(n, (i) => `u=${i}`)}\ncurl -u "$u:$p" "$h/JSSResource/$u"`,
  (n) => `${lines(n, (i) => `[ $c ] && u=${i}`)}\ncurl -u "$u:$p" "$h/JSSResource/$u"`,
  (n) => `u=h\n${lines(n, () => 'u=$u$u')}\ncurl -u "$u:$p" "$h/JSSResource/$u"`,
  (n) => `u=h\n${lines(n, () => 'u="$u/x"')}\ncurl -u "$u:$p" "$h/JSSResource/$u"`,
  (n) =>
    `${lines(n, (i) => `if [ $c ]; then v${i}=a; else v${i}=b; fi`)}\ncurl -u "$u:$p" "https://j/JSSResource/${lines(n, (i) => `$v${i}`).replaceAll('\n', '')}"`,
  (n) =>
    `${lines(n, (i) => `f${i}() { f${(i * 7 + 1) % n} "$@"; f${(i * 11 + 3) % n} "$1" "$2"; }`)}\nf0 a\nf1() { curl -u "$1:$2" "$3/JSSResource/$4"; }`,
  (n) =>
    `${lines(n, (i) => `f${i}() { f${i + 1} "$@" x; f${i + 1} y "$@"; }`)}\nf${n}() { curl -u "$1:$2" "$3/JSSResource/$4"; }\nf0 a b c d`,
  (n) => `${lines(n, (i) => `v${i}="$v${i + 1}$v${i + 1}"`)}\nv${n}=x\ncurl -u "$v0" https://j/JSSResource/$v0`,
  (n) => `${lines(n, (i) => `curl -u "$u:$p" https://j/JSSResource/a${i}`)}`,
  (n) => `curl ${'-H "a: $a" '.repeat(n)} -u $u https://j/JSSResource/a`,
  (n) => `curl -u a:b https://j/JSSResource/${'{a,b}'.repeat(n)}`,
  (n) => `curl -u a:b "https://j/JSSResource/${'[1-9]'.repeat(n)}"`,
  (n) => `a=(${'$x '.repeat(n)})\ncurl -u u:p "\${a[@]}" https://j/JSSResource/a`,
  (n) => `api() { curl -u "$u:$p" "https://j/JSSResource/$1"; }\n${lines(n, (i) => `api a${i}`)}`,
  (n) => `case $x in ${lines(n, (i) => `a${i}) u=${i};;`)} esac\ncurl -u "$u:$p" https://j/JSSResource/$u`,
  (n) =>
    `for a in ${lines(n, (i) => `a${i}`).replaceAll('\n', ' ')}; do for b in $a $a; do curl -u "$a:$b" "https://j/JSSResource/$a$b"; done; done`,
  (n) =>
    `${lines(n, (i) => `alias a${i}='a${i + 1} '`)}\nalias a${n}=a0\na0 -u x https://j/JSSResource/a\ncurl -u x https://j/JSSResource/a`,
  (n) =>
    `${lines(n, (i) => `cat <<E${i} > f${i}.sh\nsh f${i + 1}.sh\nE${i}`)}\ncat <<E > f${n}.sh\nsh f0.sh; curl -u x https://j/JSSResource/a\nE\nsh f0.sh`,
  (n) => `eval "${'eval \\"'.repeat(Math.min(n, 200))}curl -u x https://j/JSSResource/a${'\\"'.repeat(Math.min(n, 200))}"`,
  (n) => `${lines(n, (i) => `source ./f${i}.sh`)}\ncurl -u x https://j/JSSResource/a`,
  (n) => `curl -u x https://j/JSSResource/a ${'\\\n'.repeat(n)} x`,
  (n) => `x=${'${x:-'.repeat(n)}${'}'.repeat(n)}; curl -u $x https://j/JSSResource/$x`,
  (n) => `IFS=,; set -- ${'a,b '.repeat(n)}; while [ $1 ]; do curl -u "$1:$2" https://j/JSSResource/$3; shift; done`,
];

const PYTHON = [
  (n) => `${lines(n, (i) => `u = ${i}`)}\nrequests.get('https://j/JSSResource/%s' % u, auth=(u, u))`,
  (n) => `${lines(n, (i) => `if c: u = '${i}'`)}\nrequests.get('https://j/JSSResource/' + u, auth=(u, u))`,
  (n) => `u = 'a'\n${lines(n, () => 'u = u + u')}\nrequests.get('https://j/JSSResource/' + u, auth=(u, u))`,
  (n) => `u = []\n${lines(n, () => 'u = [u, u]')}\nrequests.get('https://j/JSSResource/', auth=u)`,
  (n) =>
    `${lines(n, (i) => `v${i} = 'a' if c${i} else 'b'`)}\nrequests.get('https://j/JSSResource/' + ${lines(n, (i) => `v${i}`).replaceAll('\n', ' + ')}, auth=(u, p))`,
  (n) =>
    `${lines(n, (i) => `def f${i}(a): return f${(i * 7 + 1) % n}(a) + f${(i * 11 + 3) % n}(a + 'x')`)}\nrequests.get(f0('https://j/JSSResource/'), auth=(u, p))`,
  (n) =>
    `${lines(n, (i) => `def f${i}(*a, **k): f${i + 1}(*a, **k); f${i + 1}(1, *a, **k)`)}\ndef f${n}(a, b): requests.get('https://j/JSSResource/' + a, auth=(a, b))\nf0('a', 'b')`,
  (n) =>
    `${lines(n, (i) => `class C${i}(C${i + 1}): pass`)}\nclass C${n}(C0):\n    def get(self, p): return requests.get('https://j/JSSResource/' + p, auth=self.auth)\nC0().get('a')`,
  (n) => `${lines(n, (i) => `requests.get('https://j/JSSResource/a${i}', auth=(u, p))`)}`,
  (n) => `def api(p): return requests.get('https://j/JSSResource/' + p, auth=(u, p))\n${lines(n, (i) => `api('a${i}')`)}`,
  (n) =>
    `d = {${lines(n, (i) => `'k${i}': 'v${i}',`)}}\nfor a in d:\n  for b in d:\n    requests.get('https://j/JSSResource/' + d[a] + d[b], auth=(a, b))`,
  (n) => `x = ${"'a' + ".repeat(n)}'b'\nrequests.get('https://j/JSSResource/' + x, auth=(u, p))`,
  (n) => `x = '${'%s'.repeat(n)}' % (${'u, '.repeat(n)})\nrequests.get('https://j/JSSResource/' + x, auth=(u, p))`,
  (n) =>
    `x = '{}'.format(${"'{}'.format(".repeat(Math.min(n, 150))}1${')'.repeat(Math.min(n, 150))})\nrequests.get('https://j/JSSResource/' + x, auth=(u, p))`,
  (n) => `x = 'a' * ${n}000000\nrequests.get('https://j/JSSResource/' + x, auth=(u, p))`,
  (n) => `while True:\n  while x:\n    for i in range(${n}0000):\n      requests.get('https://j/JSSResource/%d' % i, auth=(u, p))`,
];

const TYPESCRIPT = [
  (n) => `let u;\n${lines(n, (i) => `u = '${i}';`)}\nfetch('https://j/JSSResource/' + u, H);`,
  (n) => `let u = '';\n${lines(n, (i) => `if (c${i}) u += '${i}';`)}\nfetch('https://j/JSSResource/' + u, H);`,
  (n) => `let u = 'a';\n${lines(n, () => 'u = u + u;')}\nfetch('https://j/JSSResource/' + u, H);`,
  (n) =>
    `${lines(n, (i) => `const v${i} = c${i} ? 'a' : 'b';`)}\nfetch(\`https://j/JSSResource/${lines(n, (i) => `\${v${i}}`).replaceAll('\n', '')}\`, H);`,
  (n) =>
    `${lines(n, (i) => `function f${i}(a) { return f${(i * 7 + 1) % n}(a) + f${(i * 11 + 3) % n}(a + '/x'); }`)}\nfetch(f0('https://j/JSSResource'), H);`,
  (n) =>
    `${lines(n, (i) => `function f${i}(...a) { f${i + 1}(...a); f${i + 1}('x', ...a); }`)}\nfunction f${n}(a) { fetch('https://j/JSSResource/' + a, H); }\nf0('a');`,
  (n) =>
    `${lines(n, (i) => `class C${i} extends C${i + 1} {}`)}\nclass C${n} extends C0 { get(p) { return fetch('https://j/JSSResource/' + p, H); } }\nnew C0().get('a');`,
  (n) => `${lines(n, (i) => `fetch('https://j/JSSResource/a${i}', H);`)}`,
  (n) => `const api = (p) => fetch('https://j/JSSResource/' + p, H);\n${lines(n, (i) => `api('a${i}');`)}`,
  (n) => `const o = {${lines(n, (i) => `k${i}: { ...o, a: o.k${(i + 1) % n} },`)}};\nfetch('https://j/JSSResource/' + o.k0, o);`,
  (n) => `${lines(n, (i) => `const o${i} = { ...o${i + 1}, ...o${i + 1} };`)}\nconst o${n} = H;\nfetch('https://j/JSSResource/', o0);`,
  (n) => `const x = ${"'a' + ".repeat(n)}'b';\nfetch('https://j/JSSResource/' + x, H);`,
  (n) => `const x = 'a'${".replace('a', 'aa')".repeat(n)};\nfetch('https://j/JSSResource/' + x, H);`,
  (n) => `fetch('https://j/JSSResource/' + 'a'.repeat(${n}00000), H);`,
  (n) => `p${'.then((a) => fetch("https://j/JSSResource/" + a, H))'.repeat(n)};`,
  (n) =>
    `const x = [${'a, '.repeat(n)}].map((a) => [${'a, '.repeat(20)}].map((b) => a + b)).join('/');\nfetch('https://j/JSSResource/' + x, H);`,
];

const HEADS = {
  shell: '#!/bin/bash\n',
  python: 'import requests\n',
  typescript: "const H = { headers: { Authorization: 'Basic ' + btoa(user + ':' + password) } };\n",
};

/** Scripts whose values, callers or cycles multiply. */
export function multiplied(random, language) {
  const make = random.pick({ shell: SHELL, python: PYTHON, typescript: TYPESCRIPT }[language]);
  const count = random.once(12) ? 100_000 : random.size(2, random.once(3) ? 8000 : 400);
  return (HEADS[language] + make(count)).slice(0, 1_900_000);
}
