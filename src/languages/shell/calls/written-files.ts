import { sequenceKey, type Value } from '../../../values/value.ts';
import type { ShellProject } from '../project.ts';
import { resolveSourced } from '../sourced-paths.ts';
import type { Block, Point, Redirect, ShellScript, Word } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import { type Frame, plainText } from '../values/frames.ts';

interface Write {
  readonly target: Word;
  readonly content: Word | undefined;
  readonly words: readonly Word[];
  readonly point: Point;
}

/** The files that a script writes out of texts it holds: what `curl -K file` or `-H @file` later reads. */
export class WrittenFiles {
  private readonly project: ShellProject;
  private readonly writes = new WeakMap<ShellScript, Write[]>();

  constructor(project: ShellProject) {
    this.project = project;
  }

  /** The content of the file that `path` names, when the script writes it or the repository holds it. */
  content(path: Value, point: Point, frame: Frame | undefined): Value | undefined {
    const { evaluator, workspace } = this.project;
    const wanted = new Set(path.alternatives.map(sequenceKey));
    for (const write of this.writesOf(point.block.script)) {
      const target = evaluator.word(write.target, write.point, frame);
      if (!target.alternatives.some((sequence) => wanted.has(sequenceKey(sequence)))) continue;
      if (write.content) return evaluator.word(write.content, write.point, frame);
      const fields = evaluator.argumentLists(write.words, write.point, frame)[0];
      if (fields) return evaluator.printed(fields.map((field) => field.value));
    }
    const [found] = resolveSourced(path, point.block.script.file, workspace);
    const source = found === undefined ? undefined : workspace.read(found);
    return source && { alternatives: [[{ kind: 'text', text: source.text, span: { file: source.path, start: 0, end: source.text.length }, exact: true }]], truncated: false };
  }

  private writesOf(script: ShellScript): Write[] {
    let known = this.writes.get(script);
    if (!known) this.writes.set(script, (known = collectWrites(script.block)));
    return known;
  }
}

function output(redirects: readonly Redirect[]): Word | undefined {
  return redirects.find((redirect) => redirect.kind === 'output' && redirect.word)?.word;
}

function collectWrites(block: Block): Write[] {
  const writes: Write[] = [];
  block.statements.forEach((statement, index) => {
    const point = { block, index };
    if (statement.kind === 'command') {
      const target = output(statement.redirects);
      const document = statement.redirects.find((redirect) => redirect.kind === 'here-document' || redirect.kind === 'here-string');
      const program = plainText(statement.words[0]);
      if (target && document?.word && program === 'cat') writes.push({ target, content: document.word, words: [], point });
      else if (program === 'tee' && document?.word && statement.words[1]) writes.push({ target: statement.words[1], content: document.word, words: [], point });
      else if (target && (program === 'echo' || program === 'printf')) writes.push({ target, content: undefined, words: statement.words, point });
    }
    for (const child of childBlocks(statement)) writes.push(...collectWrites(child));
  });
  return writes;
}
