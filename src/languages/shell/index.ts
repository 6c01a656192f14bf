import type { SourceFile } from '../../files/source.ts';
import type { Credential, HttpCall, Sighting } from '../../http/call.ts';
import type { Value } from '../../values/value.ts';
import type { Extraction, Language, Problem, Workspace } from '../language.ts';
import { loadGrammar } from '../tree-sitter/engine.ts';
import { type ForeignScript, ShellExtractor } from './calls/extractor.ts';
import { withForeign } from './embedding.ts';
import { BudgetExceeded, ShellProject } from './project.ts';
import { unreadSightings } from './sightings.ts';
import type { ShellScript } from './syntax/ir.ts';

/** Finds the calls of Python and JavaScript that shell scripts hold. */
async function foreignCalls(scripts: readonly ForeignScript[], workspace: Workspace): Promise<HttpCall[]> {
  const calls: HttpCall[] = [];
  for (const script of scripts) {
    const found =
      script.language === 'python'
        ? await (await import('../python/embedded.ts')).embeddedPythonCalls(script.text, script.embedded, workspace, script.file)
        : await (await import('../typescript/embedded.ts')).embeddedJavaScriptCalls(script.text, script.embedded, workspace, script.file);
    for (const call of found.calls) {
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

function credentialWith({ user, password, encoded, ...rest }: Credential, foreign: ReadonlyMap<string, Value>): Credential {
  return {
    ...rest,
    user: user && withForeign(user, foreign),
    password: password && withForeign(password, foreign),
    encoded: encoded && withForeign(encoded, foreign),
  };
}

function budgetProblem(file: string): Problem {
  return {
    file,
    code: 'parse-budget',
    message: `${file} takes too much work to evaluate; calls in it may be missing. Split it, or look through it by hand.`,
  };
}

async function extract(files: readonly SourceFile[], workspace: Workspace): Promise<Extraction> {
  const grammar = await loadGrammar('bash');
  const project = new ShellProject(grammar, workspace);
  const scripts: ShellScript[] = files.map((file) => project.add(file));
  project.link();
  const extractor = new ShellExtractor(project);
  const problems: Problem[] = [];
  for (const script of scripts) {
    project.startBudget();
    try {
      extractor.script(script);
    } catch (error) {
      if (!(error instanceof BudgetExceeded || error instanceof RangeError)) throw error;
      problems.push(budgetProblem(script.file));
    }
  }
  const calls = [...extractor.calls, ...(await foreignCalls(extractor.foreignScripts, workspace))];
  const sightings: Sighting[] = scripts.flatMap((script) => unreadSightings(script, calls));
  return { calls, sightings, problems };
}

/** Shell scripts: sh, bash, zsh and ksh. */
export const shell: Language = { id: 'shell', extract };
