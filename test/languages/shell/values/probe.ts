import { sourceFromText } from '../../../../src/files/source.ts';
import type { Workspace } from '../../../../src/languages/language.ts';
import { ShellProject } from '../../../../src/languages/shell/project.ts';
import type { Block, Point, ShellScript } from '../../../../src/languages/shell/syntax/ir.ts';
import { childBlocks } from '../../../../src/languages/shell/syntax/lower.ts';
import { plainText } from '../../../../src/languages/shell/values/frames.ts';
import { loadGrammar } from '../../../../src/languages/tree-sitter/engine.ts';
import { display } from '../../../../src/values/text.ts';

export type Files = Readonly<Record<string, string>>;

const grammar = await loadGrammar('bash');

/** A project whose workspace is a few files held in memory. */
export function projectOf(files: Files): { readonly project: ShellProject; readonly scripts: readonly ShellScript[] } {
  const paths = Object.keys(files);
  const workspace: Workspace = {
    paths,
    has: (path) => paths.includes(path),
    read: (path) => (files[path] === undefined ? undefined : sourceFromText(path, files[path])),
    languageOf: () => 'shell',
  };
  const project = new ShellProject(grammar, workspace);
  const scripts = paths.map((path) => project.add(sourceFromText(path, files[path]!))!);
  project.link();
  return { project, scripts };
}

/** The places where a command of this name stands, in the order of the text. */
export function placesOf(block: Block, name: string): Point[] {
  return block.statements.flatMap((statement, index) => [
    ...(statement.kind === 'command' && plainText(statement.words[0]) === name ? [{ block, index }] : []),
    ...childBlocks(statement).flatMap((child) => placesOf(child, name)),
  ]);
}

/**
 * What the words behind the marker command `probe` can be, over all its places and all callers: each alternative as it is
 * displayed, unknowns in braces, arguments separated by ` | `, `()` for none at all. Sorted, without repetition.
 */
export function probeFiles(files: Files): string[] {
  const { project, scripts } = projectOf(files);
  const found = new Set<string>();
  for (const point of scripts.flatMap((script) => placesOf(script.block, 'probe'))) {
    const command = point.block.statements[point.index]!;
    if (command.kind !== 'command') continue;
    for (const list of project.evaluator.argumentLists(command.words.slice(1), point, undefined)) {
      if (list.length === 0) found.add('()');
      const lines = list.reduce<string[]>(
        (heads, field, position) =>
          heads.flatMap((head) => field.value.alternatives.map((sequence) => `${head}${position === 0 ? '' : ' | '}${display(sequence)}`)),
        list.length === 0 ? [] : [''],
      );
      for (const line of lines) found.add(line);
    }
  }
  return [...found].sort();
}

/** `probeFiles` for one bash script. */
export function probe(script: string): string[] {
  return probeFiles({ 'script.bash': script });
}

/** `probeFiles` for one zsh script. */
export function probeZsh(script: string): string[] {
  return probeFiles({ 'script.zsh': script });
}
