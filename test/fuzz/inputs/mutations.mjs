import { scriptsOf } from '../corpus.mjs';
import { ODD, TOKENS } from './tokens.mjs';

const stretch = (random, text) => {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.size(1, 400))];
};

const MUTATIONS = [
  (random, text) => text.slice(0, random.below(text.length + 1)),
  (random, text) => text.slice(random.below(text.length + 1)),
  (random, text) => {
    const [start, end] = stretch(random, text);
    return text.slice(0, start) + text.slice(end);
  },
  (random, text) => {
    const [start, end] = stretch(random, text);
    return text.slice(0, end) + text.slice(start, end).repeat(random.size(1, 60)) + text.slice(end);
  },
  (random, text, language) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + (random.once(2) ? random.pick(ODD) : random.pick(TOKENS[language])) + text.slice(at);
  },
  (random, text, language) => {
    const other = random.pick(scriptsOf(language));
    const [start, end] = stretch(random, other);
    const at = random.below(text.length + 1);
    return text.slice(0, at) + other.slice(start, end) + text.slice(at);
  },
  (random, text) => {
    const at = random.below(text.length + 1);
    return `${text.slice(0, at)}${String.fromCharCode(32 + random.below(95))}${text.slice(at + 1)}`;
  },
  (random, text) => {
    const lines = text.split('\n');
    const from = random.below(lines.length);
    const [line] = lines.splice(from, 1);
    lines.splice(random.below(lines.length + 1), 0, line);
    return lines.join('\n');
  },
  (random, text) => text.replaceAll('\n', random.pick(['\r', '\r\n', '\u2028', '\n\r', ' '])),
  (random, text) => text.replaceAll(random.pick(['"', "'", '(', ')', '{', '}', ' ', '$']), random.pick(['', '"', "'", '(', '}', '\\'])),
];

/** A fixture's script, changed a few times. */
export function mutated(random, language) {
  let text = random.pick(scriptsOf(language));
  for (let round = random.below(6); round >= 0; round--) text = random.pick(MUTATIONS)(random, text, language);
  return text.slice(0, 400_000);
}

/** Random bytes, sometimes with a fixture around them. */
export function bytes(random, language) {
  const noise = Buffer.from(random.list(random.size(1, 4000), () => random.below(256)));
  if (random.once(3)) return noise;
  const text = Buffer.from(random.pick(scriptsOf(language)));
  const at = random.below(text.length + 1);
  return Buffer.concat([text.subarray(0, at), random.once(2) ? noise.map((byte) => byte || 1) : noise, text.subarray(at)]);
}

/** The bytes of a text, in one of the encodings that scripts come in, with and without byte order marks. */
export function encoded(random, text) {
  switch (random.below(16)) {
    case 0:
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 1:
      return Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text, 'utf16le').swap16()]);
    case 2:
      return Buffer.from(text, 'utf16le');
    case 3:
      return Buffer.from(text, 'latin1');
    case 4:
      return Buffer.from(`\ufeff${text}`);
    case 5:
      return Buffer.concat([Buffer.from([0xff, 0xfe, 0, 0]), Buffer.from(text)]);
    default:
      return Buffer.from(text);
  }
}
