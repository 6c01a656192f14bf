import type { SourceFile } from '../../files/source.ts';
import type { Credential, HttpCall, Sighting } from '../../http/call.ts';
import type { Value } from '../../values/value.ts';
import { isTooComplex, TOO_COMPLEX, tooComplex } from '../budget.ts';
import type { Extraction, Language, Workspace } from '../language.ts';
import { type Grammar, withGrammar } from '../tree-sitter/engine.ts';
import { sightingsInText } from '../unread-text.ts';
import { type ForeignScript, ShellExtractor } from './calls/extractor.ts';
import { withForeign } from './embedding.ts';
import { ShellProject } from './project.ts';
import { unreadSightings } from './sightings.ts';
import type { ShellScript } from './syntax/ir.ts';

/** Finds the calls of Python and JavaScript that shell scripts hold. */
async function foreignCalls(scripts: readonly ForeignScript[], workspace: Workspace, tooComplex: Set<string>): Promise<HttpCall[]> {
  const calls: HttpCall[] = [];
  for (const script of scripts) {
    for (const call of await callsIn(script, workspace, tooComplex)) {
      const { foreign } = script.text;
      calls.push({
        ...call,
        url: withForeign(call.url, foreign),
        credentials: call.credentials.map((credential) => credentialWith(credential, foreign)),
        branches: [...script.branches, ...call.branches],
      });
    }
  }
  return calls;
}

async function callsIn({ language, text, embedded, file }: ForeignScript, workspace: Workspace, tooComplex: Set<string>) {
  try {
    const found =
      language === 'python'
        ? await (await import('../python/embedded.ts')).embeddedPythonCalls(text, embedded, workspace, file)
        : await (await import('../typescript/embedded.ts')).embeddedJavaScriptCalls(text, embedded, workspace, file);
    for (const problem of found.problems) if (problem.code === TOO_COMPLEX) tooComplex.add(file);
    return found.calls;
  } catch (error) {
    if (!isTooComplex(error)) throw error;
    tooComplex.add(file);
    return [];
  }
}

function credentialWith({ user, password, encoded, ...rest }: Credential, foreign: ReadonlyMap<string, Value>): Credential {
  return {
    ...rest,
    user: user && withForeign(user, foreign),
    password: password && withForeign(password, foreign),
    encoded: encoded && withForeign(encoded, foreign),
  };
}

interface Extracted {
  readonly project: ShellProject;
  readonly scripts: ReadonlyMap<SourceFile, ShellScript | undefined>;
  readonly extractor: ShellExtractor;
}

function extractWith(grammar: Grammar, files: readonly SourceFile[], workspace: Workspace): Extracted {
  const project = new ShellProject(grammar, workspace);
  const scripts = new Map<SourceFile, ShellScript | undefined>(files.map((file) => [file, project.add(file)]));
  project.link();
  const extractor = new ShellExtractor(project);
  for (const script of scripts.values()) {
    if (!script) continue;
    project.startBudget();
    project.attempt(script.file, () => extractor.script(script));
  }
  return { project, scripts, extractor };
}

async function extract(files: readonly SourceFile[], workspace: Workspace): Promise<Extraction> {
  const { project, scripts, extractor } = await withGrammar('bash', (grammar) => extractWith(grammar, files, workspace));
  const calls = [...extractor.calls, ...(await foreignCalls(extractor.foreignScripts, workspace, project.tooComplex))];
  const sightings = [...scripts].flatMap(([file, script]): Sighting[] =>
    script && !project.tooComplex.has(file.path) ? unreadSightings(script, calls) : sightingsInText(file, 'shell', calls),
  );
  return { calls, sightings, problems: [...project.tooComplex].map(tooComplex) };
}

/** Shell scripts: sh, bash, zsh and ksh. */
export const shell: Language = { id: 'shell', extract };
