import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isKnown, knownFiles } from './known.mjs';
import { dataTells, textTells } from './raw.mjs';

/** An assertion that an input breaks. `kind` is what a minimised input must break as well. */
export class Failure extends Error {
  constructor(kind, message, cause) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Errors that are meant for the user, for settings that cannot be used. */
const EXPECTED = ['CONFIG_INVALID', 'RULE_INVALID', 'BASELINE_INVALID', 'GIT_FAILED'];
const DATA_FORMATS = new Set(['json', 'ndjson', 'sarif', 'gitlab', 'rdjson']);

const at = (folder, path) => Buffer.concat([Buffer.from(`${folder}/`), path]);

/** Writes the files of a case. Names that the file system refuses are left out. */
export function lay(folder, files) {
  return files.filter(({ path, content }) => {
    try {
      const target = at(folder, path);
      mkdirSync(
        dirname(target.toString('latin1')).startsWith(folder) ? Buffer.from(target.subarray(0, target.lastIndexOf(0x2f))) : folder,
        { recursive: true },
      );
      writeFileSync(target, content);
      return true;
    } catch (error) {
      if (['EILSEQ', 'EINVAL', 'ENAMETOOLONG', 'EISDIR', 'ERR_INVALID_ARG_VALUE', 'ENOTDIR'].includes(error.code)) return false;
      throw error;
    }
  });
}

async function guarded(what, run) {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (EXPECTED.includes(error?.code)) {
      const tells = textTells(error.message.replaceAll('\n', ''));
      // What main prints is made printable there; the message itself must be one line of reasonable length.
      if (error.message.length > 20_000)
        throw new Failure('message', `${what}: a message of ${error.message.length} characters ${tells ?? ''}`);
      return undefined;
    }
    throw new Failure(`throws in ${what}`, `${what} throws: ${error?.stack ?? error}`, error);
  }
}

function checkProblems({ problems }, what) {
  const bad = problems.find(({ code }) => code === 'internal');
  if (bad) throw new Failure('internal', `${what}: ${bad.message}`);
  const nameless = problems.find(({ file, message }) => typeof file !== 'string' || !message);
  if (nameless) throw new Failure('problem', `${what}: a problem without a file or a message: ${JSON.stringify(nameless)}`);
}

const dataOf = ({ findings, problems }) => JSON.stringify({ findings, problems });
const knownOf = ({ findings, problems }) =>
  JSON.stringify({ findings: findings.filter(({ file }) => isKnown(file)), problems: problems.filter(({ file }) => isKnown(file)) });

const expected = new Map();

/** What is found in the known files when they are alone. */
async function knownAlone(language, scratch, { scan }) {
  let known = expected.get(language);
  if (!known) {
    const folder = scratch();
    lay(folder, knownFiles(language));
    const result = await scan({ cwd: folder });
    if (result.findings.length === 0) throw new Error('the known script is not found at all');
    known = knownOf(result);
    expected.set(language, known);
  }
  return known;
}

async function checkReports(result, columns, { FORMAT_NAMES, loadReporter }) {
  for (const format of FORMAT_NAMES) {
    const report = await loadReporter(format);
    for (const color of format === 'pretty' ? [0, 1] : [0]) {
      const written = await guarded(format, () => report(result, { color, columns }));
      // RFC 4180 ends lines with CR LF.
      const text = format === 'csv' ? written.replaceAll('\r\n', '\n') : written;
      const tell = DATA_FORMATS.has(format) ? dataTells(text) : textTells(text, color > 0);
      if (tell) throw new Failure(`raw in ${format}`, `${format} prints ${tell}`);
      if (format === 'json') JSON.parse(text);
    }
  }
}

async function checkMigration(folder, files, options, hides, { migrate, unifiedDiff, writeMigration }) {
  const result = await guarded('migrate', () => migrate(options));
  if (!result) return;
  checkProblems(result, 'migrate');
  for (const change of result.changes) await guarded('unifiedDiff', () => unifiedDiff(change));
  const changed = new Map(result.changes.map(({ target, after }) => [target, after]));
  if (!hides && ![...changed.keys()].some((path) => path.includes('/zz-known/')))
    throw new Failure('known not migrated', 'the known script is not migrated');
  const { failures } = await guarded('writeMigration', () => writeMigration(result));
  const refused = new Set(failures.map(({ file }) => file));
  for (const { path, content } of files) {
    const target = at(folder, path);
    const after = changed.get(target.toString());
    const now = readFileSync(target);
    const wanted = after && !refused.has(path.toString()) ? after : content;
    if (!now.equals(wanted))
      throw new Failure('bytes', `${JSON.stringify(path.toString())} is not as ${after ? 'planned' : 'before'} after migrate`);
  }
  if (result.changes.length === 0) return;
  const again = await guarded('second migrate', () => migrate(options));
  if (again && failures.length === 0 && again.changes.length > 0)
    throw new Failure('second migration', `a second migration changes ${JSON.stringify(again.changes.map(({ file }) => file))}`);
}

/**
 * Lays a case out in a folder of its own and asserts what must hold of any input. Throws a Failure.
 * @param scratch makes an empty folder
 * @param library what src/index.ts exports
 */
export async function check(input, scratch, library) {
  const { loadSettings, scan } = library;
  const folder = scratch();
  const known = knownFiles(input.language);
  const files = lay(folder, [...input.files, ...known]);
  const settings = input.settings ? await guarded('loadSettings', () => loadSettings(folder)) : undefined;
  const options = { cwd: folder, maxFileSize: input.maxFileSize, settings };
  const result = await guarded('scan', () => scan(options));
  if (!result) return;
  checkProblems(result, 'scan');
  if (dataOf(result) !== dataOf((await guarded('second scan', () => scan(options))) ?? {}))
    throw new Failure('not the same', 'two scans differ');
  if (!input.hides && knownOf(result) !== (await knownAlone(input.language, scratch, library)))
    throw new Failure('forgotten', `what is found in the known script differs: ${knownOf(result).slice(0, 500)}`);
  await checkReports(result, 80, library);
  if (input.migrates) await checkMigration(folder, files, options, input.hides, library);
}
