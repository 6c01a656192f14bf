import { besideFile, vendoredFile } from './beside.mjs';
import { pythonLibrary, pythonScript } from './python.mjs';
import { Random } from './random.mjs';
import { shellLibrary, shellScript } from './shell.mjs';
import { typescriptLibrary, typescriptScript } from './typescript.mjs';
import { TEAMS, VENDORS } from './words.mjs';

/** How scripts share out among languages, as far as those are asked for. */
const LANGUAGES = {
  shell: { weight: 60, script: shellScript, library: shellLibrary, path: (name) => `lib/${name}.sh`, shared: (name) => `${name}.sh` },
  python: { weight: 30, script: pythonScript, library: pythonLibrary, path: (name) => `${name}.py`, shared: (name) => name },
  typescript: { weight: 10, script: typescriptScript, library: typescriptLibrary, path: (name) => `${name}.mjs`, shared: (name) => name },
};

export const LANGUAGE_NAMES = Object.keys(LANGUAGES);

/** Files in one folder, on average. */
const FOLDER = 24;
/** The share of files that are no scripts, and of scripts that hold an HTTP client and no finding. */
const BESIDE = 0.12;
const VENDORED = 0.03;
const CLIENT = 0.1;

function chosen(random, languages) {
  const total = languages.reduce((sum, language) => sum + LANGUAGES[language].weight, 0);
  let left = random.next() * total;
  for (const language of languages) {
    left -= LANGUAGES[language].weight;
    if (left < 0) return language;
  }
  return languages.at(-1);
}

function* folderFiles(folder, count, random, languages, dirty) {
  const names = new Set();
  const free = (path) => {
    const [, stem, extension] = /^(.*?)((?:\.[^./]*)?)$/.exec(path);
    let name = path;
    for (let number = 2; names.has(name); number++) name = `${stem}-${number}${extension}`;
    names.add(name);
    return `${folder}/${name}`;
  };
  const libraries = new Map();
  const shared = `${random.pick(VENDORS)}_common`;
  for (let left = count; left > 0; left--) {
    const language = chosen(random, languages);
    const { script, library, path, shared: sharedName } = LANGUAGES[language];
    if (random.chance(BESIDE) && left < count) {
      const [name, content] = besideFile(random);
      yield { path: free(name), content, expected: 0 };
    } else if (random.chance(VENDORED)) {
      const [name, content] = vendoredFile(random, left);
      yield { path: free(name), content, expected: 0 };
    } else if (libraries.has(language)) {
      const kind = random.chance(dirty) ? 'dirty' : random.chance(CLIENT / (1 - dirty || 1)) ? 'client' : 'plain';
      const made = script(random, kind, sharedName(shared));
      yield { path: free(made.name), content: made.text, expected: made.expected, language };
    } else {
      libraries.set(language, true);
      const made = library(random, random.chance(dirty));
      yield { path: free(path(shared)), content: made.text, expected: made.expected, language };
    }
  }
}

/**
 * The files of a repository of scripts, one by one: `{path, content, expected, language}`, `expected` being how many calls in it send Basic
 * credentials to the Classic API. The same arguments give the same files.
 * @param dirty the share of scripts with such calls
 */
export function* repositoryFiles({ files, seed = 'unbasic', languages = LANGUAGE_NAMES, dirty = 0.1 }) {
  for (let made = 0, number = 0; made < files; number++) {
    const random = new Random(`${seed}/${number}`);
    const count = Math.min(files - made, random.whole(FOLDER / 2, FOLDER * 1.5));
    yield* folderFiles(`${TEAMS[number % TEAMS.length]}/${number}-${random.pick(VENDORS)}`, count, random, languages, dirty);
    made += count;
  }
}
