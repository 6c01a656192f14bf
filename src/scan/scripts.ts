import { isBinary } from '../files/decode.ts';
import { languageOfBytes } from '../files/detect.ts';
import type { FoundFile } from '../files/discover.ts';
import { kindByName } from '../files/extensions.ts';
import { bundleNotes, isBundle } from '../files/left-out.ts';
import { mayHoldDirective } from '../findings/directives.ts';
import type { LanguageId } from '../http/call.ts';
import type { Problem } from '../languages/language.ts';
import { hasClient, mentionsJamf, searchable } from './prefilter.ts';
import { referencesIn, sourcedPaths } from './references.ts';
import type { FileWorkspace } from './workspace.ts';

/** What the bytes of a script say about it before it is parsed. */
export interface Script {
  readonly path: string;
  readonly language: LanguageId;
  readonly client: boolean;
  readonly jamf: boolean;
  /** It may hold comments that silence rules. */
  readonly directives: boolean;
  /** Names of the files that it sources or imports. */
  readonly references: readonly string[];
  /** Shell: the paths that it sources, from where they are known on. */
  readonly sources: readonly string[];
  /** What Python in a shell script imports. */
  readonly embedded: readonly string[];
  readonly size: number;
}

const NONE: readonly string[] = [];
const interned = new Map<string, string>();

/** Texts of their own: a part of a long text keeps all of it in memory. */
function owned(texts: Iterable<string>): readonly string[] {
  const result: string[] = [];
  for (const part of texts) {
    let text = interned.get(part);
    if (text === undefined) {
      text = Buffer.from(part, 'latin1').toString('latin1');
      interned.set(text, text);
    }
    result.push(text);
  }
  return result.length > 0 ? result : NONE;
}

/** Looks into a script's bytes. */
export function inspect(path: string, language: LanguageId, bytes: Buffer): Script {
  const content = searchable(bytes);
  return {
    path,
    language,
    client: hasClient(language, content),
    jamf: mentionsJamf(content),
    directives: mayHoldDirective(content),
    references: owned(referencesIn(language, content)),
    sources: language === 'shell' ? owned(sourcedPaths(content)) : NONE,
    embedded: language === 'shell' && content.includes('python') ? owned(referencesIn('python', content)) : NONE,
    size: bytes.length,
  };
}

function unfit(path: string, code: 'binary' | 'unknown-language', what: string): Problem {
  return { file: path, code, message: `${path} was not scanned: ${what}` };
}

export interface Scripts {
  readonly scripts: readonly Script[];
  readonly problems: readonly Problem[];
  /** The files asked for by name that cannot be read. */
  readonly failed: readonly string[];
}

/**
 * The scripts among the files to report on, and what keeps the others from being scanned where that could matter.
 * @param ignoreUnknown pass over named files that are no scripts in silence
 */
export function scriptsAmong(targets: readonly FoundFile[], workspace: FileWorkspace, ignoreUnknown = false): Scripts {
  const scripts: Script[] = [];
  const problems: Problem[] = [];
  const bundles: string[] = [];
  const failed: string[] = [];
  for (const { path, explicit } of targets) {
    const worthAWord = (explicit && !ignoreUnknown) || kindByName(path) !== 'unsure';
    const result = workspace.look(path);
    if (!result || 'problem' in result) {
      if (explicit && result?.problem.code !== 'too-large') failed.push(path);
      if (result && (worthAWord || !['too-large', 'outside'].includes(result.problem.code))) problems.push(result.problem);
      continue;
    }
    if (isBinary(result.bytes)) {
      if (worthAWord) problems.push(unfit(path, 'binary', 'it is binary. Scan the script that it was made from.'));
      continue;
    }
    const language = languageOfBytes(path, result.bytes);
    workspace.setLanguage(path, language);
    if (!language) {
      const what = 'it is not a shell, Python, TypeScript or JavaScript script. Give it a shebang or an extension if it is one.';
      if (explicit && !ignoreUnknown && result.bytes.length > 0) problems.push(unfit(path, 'unknown-language', what));
    } else if (language === 'typescript' && !explicit && isBundle(path, result.bytes.toString('latin1'))) bundles.push(path);
    else scripts.push(inspect(path, language, result.bytes));
  }
  return { scripts, problems: [...problems, ...bundleNotes(bundles)], failed };
}
