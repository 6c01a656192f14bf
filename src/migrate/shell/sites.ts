import type { HttpCall } from '../../http/call.ts';
import type { Workspace } from '../../languages/language.ts';
import { type CallSite, ShellExtractor } from '../../languages/shell/calls/extractor.ts';
import { ShellProject } from '../../languages/shell/project.ts';
import type { ShellScript } from '../../languages/shell/syntax/ir.ts';
import { loadGrammar } from '../../languages/tree-sitter/engine.ts';

/** The commands that make the calls of the given files. */
export interface ShellSites {
  /** Those at the place of a call: several where the command can have several lists of arguments. */
  at(file: string, start: number, end: number): readonly CallSite[];
  /** All of a script. */
  in(script: ShellScript): readonly CallSite[];
  readonly project: ShellProject;
}

function keyOf({ file, start, end }: HttpCall['span']): string {
  return `${file} ${start} ${end}`;
}

/** Reads the scripts once more, keeping for each call the command that makes it. */
export async function shellSites(files: readonly string[], workspace: Workspace): Promise<ShellSites> {
  const project = new ShellProject(await loadGrammar('bash'), workspace);
  const scripts = files.map((file) => project.load(file)).filter((script): script is ShellScript => script !== undefined);
  project.link();
  const sites = new Map<string, CallSite[]>();
  const byScript = new Map<ShellScript, CallSite[]>();
  const extractor = new ShellExtractor(project, [], (site) => {
    const { script } = site.point.block;
    byScript.set(script, [...(byScript.get(script) ?? []), site]);
    const key = keyOf(site.call.span);
    const list = sites.get(key);
    if (list) list.push(site);
    else sites.set(key, [site]);
  });
  for (const script of scripts) {
    project.startBudget();
    // Where that is too much, the scan has listed the file as a problem; what was read of it before still counts.
    project.attempt(script.file, () => extractor.script(script));
  }
  return { project, in: (script) => byScript.get(script) ?? [], at: (file, start, end) => sites.get(keyOf({ file, start, end })) ?? [] };
}

/** The words behind the client's name. Undefined where the command itself does not show them. */
export function wordsBehindClient({ command, program, point }: CallSite): typeof command.words | undefined {
  const name = command.words.findIndex((word) => {
    const span = point.block.script.locate(word.start, word.end);
    return span.start <= program.word.span.start && program.word.span.end <= span.end;
  });
  return name < 0 ? undefined : command.words.slice(name + 1);
}
