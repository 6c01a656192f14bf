import { multiplied } from './inputs/multiplied.mjs';
import { bytes, encoded, mutated } from './inputs/mutations.mjs';
import { oddName, plainName } from './inputs/names.mjs';
import { nested } from './inputs/nesting.mjs';
import { directives, settings } from './inputs/settings.mjs';
import { ODD, soup } from './inputs/tokens.mjs';
import { trap } from './inputs/traps.mjs';
import { cycles, many } from './inputs/trees.mjs';
import { knownScript } from './known.mjs';
import { Random } from './random.mjs';

export const LANGUAGES = ['shell', 'python', 'typescript'];
export const TARGETS = [...LANGUAGES, 'config', 'migrate', 'names', 'tree', 'cli'];

const DEFAULT_LIMIT = 2 * 1024 * 1024;

/** The kinds of one hostile script, each as often as it is named. */
const SCRIPTS = {
  soup: (random, language) => encoded(random, soup(random, language)),
  mutation: (random, language) => encoded(random, mutated(random, language)),
  bytes,
  nesting: (random, language) => Buffer.from(nested(random, language)),
  trap: (random, language) => Buffer.from(trap(random, language, random.once(6) ? 5_000_000 : random.once(3) ? 600_000 : 40_000)),
  multiplied: (random, language) => Buffer.from(multiplied(random, language)),
  directives: (random, language) => Buffer.from(directives(random, language)),
};
const WEIGHED = [
  'soup',
  'soup',
  'soup',
  'mutation',
  'mutation',
  'mutation',
  'mutation',
  'bytes',
  'nesting',
  'nesting',
  'trap',
  'trap',
  'trap',
  'multiplied',
  'multiplied',
  'directives',
];

/** A script that certainly has something to report and to migrate, with odd characters where they end up in reports. */
function reported(random, language) {
  const odd = () => random.pick(ODD).replaceAll(/[\r\n]/g, '');
  const text = knownScript(language);
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines[at] = `${lines[at]}${language === 'typescript' ? ' // ' : ' # '}${odd()}${odd()}`;
  const path = random.once(2) ? `computers${odd()}` : 'computers';
  return Buffer.from(lines.join('\n').replace('JSSResource/computers', `JSSResource/${path}`));
}

function script(random, language, path = plainName(random, language)) {
  const kind = random.pick(WEIGHED);
  return { kind, file: { path, content: SCRIPTS[kind](random, language) } };
}

/**
 * The case of one iteration: `files` as paths and bytes, and what is to be done with them. The same seed, iteration and target give
 * the same case. `hides` says that the files may rightly change what is found in others.
 */
export function caseOf(seed, iteration, wanted) {
  const random = Random.of(seed, iteration);
  const target = wanted === 'all' ? random.pick([...LANGUAGES, ...LANGUAGES, 'names', 'config', 'tree', 'migrate', 'cli']) : wanted;
  const language = LANGUAGES.includes(target) ? target : random.pick(['shell', 'shell', 'python', 'typescript']);
  const base = {
    seed,
    iteration,
    target,
    language,
    hides: false,
    migrates: random.once(3),
    cli: target === 'cli',
    git: random.once(12),
    maxFileSize: DEFAULT_LIMIT,
  };
  switch (target) {
    case 'config': {
      const files = [...settings(random), { path: plainName(random, language), content: reported(random, language) }];
      return { ...base, kind: 'settings', files, hides: true, settings: true, cli: random.once(6) };
    }
    case 'names': {
      const files = random.list(1 + random.below(4), () => ({
        path: oddName(random, language),
        content: random.once(3) ? script(random, language).file.content : reported(random, language),
      }));
      return { ...base, kind: 'names', files, cli: random.once(5) };
    }
    case 'tree': {
      const kind = random.once(5) ? 'many' : 'cycles';
      return { ...base, kind, files: kind === 'many' ? many(random, language) : cycles(random, language) };
    }
    case 'migrate': {
      const kind = random.pick(['mutation', 'mutation', 'mutation', 'soup', 'reported']);
      const content = kind === 'reported' ? reported(random, language) : SCRIPTS[kind](random, language);
      return { ...base, kind, migrates: true, files: [{ path: plainName(random, language), content }] };
    }
    case 'cli': {
      const { kind, file } = script(random, language, oddName(random, language, random.pick(['a', ''])));
      return { ...base, kind, files: [file, { path: oddName(random, language), content: reported(random, language) }] };
    }
    default: {
      const { kind, file } = script(random, language);
      const large = file.content.length > DEFAULT_LIMIT && random.once(2);
      const migrates = base.migrates && file.content.length < 100_000;
      return { ...base, kind, migrates, files: [file], cli: random.once(40), maxFileSize: large ? 8 * 1024 * 1024 : DEFAULT_LIMIT };
    }
  }
}
