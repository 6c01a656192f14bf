const PIECES = [
  'a',
  'scan',
  '\n',
  '\r',
  '\t',
  ' ',
  '"',
  "'",
  '`',
  '$x',
  '$(id)',
  '\\',
  '*',
  '?',
  '[a]',
  '{a,b}',
  '#',
  '%',
  '%0A',
  '&',
  ';',
  '|',
  '<b>',
  ':',
  ',',
  '=cmd',
  '+',
  '@',
  '!',
  '~',
  '-',
  '--help',
  '-rf',
  '..',
  '\u0001',
  '\u0007',
  '\u001b[31m',
  '\u001b]8;;https:',
  '\u001b]52;c;eA==\u0007',
  '\u007f',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u2028',
  'é',
  'e\u0301',
  '😀',
  'İ',
  '::error::x',
  '](x)',
  '@everyone',
  'con',
  '__proto__',
  'constructor',
  'toString',
];
const RAW = [[0xff], [0xfe, 0xff], [0xc3], [0xed, 0xa0, 0x80], [0x80], [0xe2, 0x82]];
const EXTENSIONS = { shell: ['.sh', '.zsh', '.bash', ''], python: ['.py'], typescript: ['.ts', '.js', '.mjs', '.tsx', '.cjs'] };

/** A file's name in bytes: odd characters, leading dashes, bytes that are no UTF-8. */
export function oddName(random, language, folder = 'a') {
  const parts = [];
  for (let piece = random.below(4); piece >= 0; piece--) {
    parts.push(random.once(8) ? Buffer.from(random.pick(RAW)) : Buffer.from(random.pick(PIECES).replaceAll('/', '')));
  }
  const name = Buffer.concat(parts).subarray(0, 200);
  const safe = /^\.{0,2}$/.test(name.toString('latin1')) ? Buffer.from('x') : name;
  return Buffer.concat([Buffer.from(folder === '' ? '' : `${folder}/`), safe, Buffer.from(random.pick(EXTENSIONS[language]))]);
}

/** An unremarkable name. */
export function plainName(random, language, stem = 'hostile') {
  return Buffer.from(`a/${stem}${random.pick(EXTENSIONS[language])}`);
}
