import { bytes } from './mutations.mjs';
import { ODD, soup } from './tokens.mjs';

const KEYS = [
  'extends',
  'include',
  'exclude',
  'rules',
  'severity',
  'failOn',
  'maxFileSize',
  'servers',
  'clients',
  'endpoints',
  'ruleFolders',
  'baseline',
  'migration',
  'auth',
  'helper',
  '$schema',
  '__proto__',
  'constructor',
  'toString',
  'x',
  'classic-basic-auth',
];
const VALUES = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'error',
  'off',
  '**',
  '!(+(a|b)*)',
  '[',
  '**/**/**/**/**/*a*b*c*d',
  '{a,b}{a,b}{a,b}{a,b}',
  '{1..1000000}',
  '../../../etc',
  '/',
  '.',
  './unbasic.config.json',
  '\u001b[2J',
  '\u0000',
  '\ud800',
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  ['a'],
  ['../x'],
  ['(a+)+$'],
  'a'.repeat(10_000),
];

function value(random, depth) {
  if (depth > 0 && random.once(3)) {
    return random.once(2)
      ? random.list(random.below(4), () => value(random, depth - 1))
      : Object.fromEntries(random.list(random.below(4), () => [random.pick(KEYS), value(random, depth - 1)]));
  }
  return random.pick(VALUES);
}

/** Aliases that hold aliases: a few lines that would unfold to billions. */
function yamlBomb(random) {
  const width = 2 + random.below(10);
  const lines = [`a0: &a0 [${'x,'.repeat(width)}]`];
  for (let level = 1; level < 3 + random.below(60); level++) lines.push(`a${level}: &a${level} [${`*a${level - 1},`.repeat(width)}]`);
  return `${lines.join('\n')}\ninclude: *a${lines.length - 1}\n`;
}

const YAML = [
  yamlBomb,
  (random) => `${'- '.repeat(random.size(1, 20_000))}x\n`,
  (random) => `${'['.repeat(random.size(1, 100_000))}`,
  (random) => `${'{a: '.repeat(random.size(1, 20_000))}`,
  (random) => `include: &a [*a]\nexclude: *a\n<<: *a\n${'? '.repeat(random.size(1, 5000))}`,
  () => 'include: !!js/function "function(){}"\nexclude: !!binary x\n--- \n--- \n',
  (random) => `${random.pick(KEYS)}: ${random.pick(['|', '>', '"', "'", '&', '*', '!', '%', '@'])}${random.pick(ODD)}\n`,
  (random) => `${random.list(5000, (index) => `k${index}: ${index}`).join('\n')}\n`,
  (random) => JSON.stringify(value(random, 4)),
];

function json(random) {
  const object = Object.fromEntries(random.list(1 + random.below(5), () => [random.pick(KEYS), value(random, 3)]));
  const text = JSON.stringify(object, null, random.below(3));
  switch (random.below(8)) {
    case 0:
      return text.slice(0, random.below(text.length));
    case 1:
      return `${'['.repeat(random.size(10, 200_000))}`;
    case 2:
      return `\ufeff${text}`;
    case 3:
      return text.replace('{', `{"__proto__": {"include": ["x"]},`);
    default:
      return text;
  }
}

const rule = (random) =>
  [
    `id: ${random.pick(['x', 'classic-basic-auth', '__proto__', '../x', '\u001b[2J', "''"])}`,
    `severity: ${random.pick(['error', 'warning', 'fatal', '[]'])}`,
    `message: ${random.pick(['x {resource}', '{{{{', '"\\e[2J"', '{__proto__}', '[]'])}`,
    `when: ${random.pick(['{}', '{ endpoint: classic }', '{ any: [{ all: [{ not: {} }] }] }', `${'{ all: [ '.repeat(200)}`, 'x', '&a [*a]'])}`,
    '',
  ].join('\n');

const list = (random, entries) => random.list(random.size(1, 400), () => entries[random.below(entries.length)]).join('\n');

/** Files of settings as an untrusted repository may hold them. */
export function settings(random) {
  const files = [];
  const add = (path, content) =>
    files.push({ path: Buffer.from(path), content: Buffer.isBuffer(content) ? content : Buffer.from(content) });
  switch (random.below(9)) {
    case 0:
    case 1:
      add('unbasic.config.json', random.once(5) ? bytes(random, 'shell') : json(random));
      break;
    case 2:
    case 3:
      add('unbasic.config.yaml', random.once(5) ? bytes(random, 'shell') : random.pick(YAML)(random));
      break;
    case 4:
      add('package.json', random.once(4) ? bytes(random, 'shell') : `{"unbasic":${json(random)}}`);
      break;
    case 5:
      add(
        'unbasic.config.json',
        JSON.stringify({
          rules: {},
          ruleFolders: ['my-rules'],
          extends: random.pick(['./unbasic.config.json', './b.json', ['./b.json', './b.json']]),
        }),
      );
      add('b.json', JSON.stringify({ extends: random.pick(['./unbasic.config.json', './b.json', './c.yaml', '/dev/zero', '..']) }));
      add('c.yaml', random.pick(YAML)(random));
      add('my-rules/x.yml', random.once(3) ? random.pick(YAML)(random) : rule(random));
      add('my-rules/x.md', soup(random, 'shell'));
      break;
    case 6:
      add(
        'unbasic.baseline.txt',
        random.once(2)
          ? bytes(random, 'shell')
          : list(random, [
              'x',
              '# c',
              'a/b.sh  classic-basic-auth  0123456789abcdef',
              '',
              '\u001b[2J',
              '../../x',
              'classic-basic-auth a',
              ' '.repeat(5000),
              '0'.repeat(5000),
            ]),
      );
      break;
    case 7:
      add(
        'CODEOWNERS',
        list(random, [
          '* @a',
          '**/**/**/** @b',
          '/a/ @c @d',
          '[',
          '\\',
          '!x',
          '# c',
          ' ',
          `${'a*'.repeat(60)}b @e`,
          '\u001b[2J @f',
          '*\\ @g',
          `${'**/'.repeat(40)}x @h`,
        ]),
      );
      break;
    default:
      add(
        '.gitignore',
        list(random, [
          '*',
          '!*',
          '**',
          '/',
          'a/**/b',
          '[a',
          '\\',
          `${'a*'.repeat(40)}b`,
          '!zz-known',
          `${'**/'.repeat(40)}x`,
          '\u0000',
          ' ',
        ]),
      );
  }
  return files;
}

const COMMENTS = [
  'unbasic-ignore',
  'unbasic-ignore-file',
  'unbasic-ignore classic-basic-auth: why',
  'unbasic-ignore-file classic-basic-auth: why',
  'unbasic-ignore x, y: z',
  'unbasic-ignore :',
  'unbasic-ignore a,,b:',
];

/** A script full of comments that silence rules, well formed and not. */
export function directives(random, language) {
  const sign = language === 'typescript' ? '//' : '#';
  const call = {
    shell: 'curl -u a:b https://j/JSSResource/a',
    python: "requests.get('https://j/JSSResource/a', auth=('a', 'b'))",
    typescript: "fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic eA==' } });",
  }[language];
  const tails = [
    '',
    ' -- why',
    ': x',
    ' __proto__',
    ' classic-basic-auth, x',
    ` ${'x,'.repeat(2000)}`,
    '\u001b[2J',
    ` ${'-'.repeat(3000)}`,
  ];
  return random
    .list(random.size(1, 500), () =>
      random.once(3) ? call : `${random.once(4) ? call : ''} ${sign} ${random.pick(COMMENTS)}${random.pick(tails)}`,
    )
    .join('\n');
}
