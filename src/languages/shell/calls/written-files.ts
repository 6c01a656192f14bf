import { concat, sequenceKey, text, union, type Value } from '../../../values/value.ts';
import type { ShellProject } from '../project.ts';
import { resolveSourced } from '../sourced-paths.ts';
import type { Point, ShellScript } from '../syntax/ir.ts';
import type { Frame } from '../values/frames.ts';
import { type Content, collectWrites, type Write } from './writes.ts';

/** One text that a script gives a file: a here-document, or lines printed one after another. */
export interface WrittenText {
  /** The path as far as it is known; undefined for a text that goes to standard output. */
  readonly path: Value | undefined;
  readonly contents: readonly Content[];
}

/** The files that a script writes out of texts it holds: scripts that it leaves behind or runs, what `curl -K file` later reads. */
export class WrittenFiles {
  private readonly project: ShellProject;
  private readonly texts = new WeakMap<ShellScript, readonly WrittenText[]>();

  constructor(project: ShellProject) {
    this.project = project;
  }

  /** All texts that a script writes. `>>` adds to the text that was written to the same path before. */
  of(script: ShellScript): readonly WrittenText[] {
    const known = this.texts.get(script);
    if (known) return known;
    const texts: { path: Value | undefined; contents: Content[] }[] = [];
    const latest = new Map<string, { contents: Content[] }>();
    this.texts.set(script, texts);
    for (const write of collectWrites(script.block)) {
      const path = write.target && this.project.evaluator.word(write.target, write.point, undefined);
      const key = path ? path.alternatives.map(sequenceKey).join('\u0001') : '';
      const before = write.appends && path ? latest.get(key) : undefined;
      if (before) before.contents.push(...write.contents);
      else {
        const written = { path, contents: [...write.contents] };
        texts.push(written);
        latest.set(key, written);
      }
    }
    return texts;
  }

  /** The texts that the script writes to the file that `path` names. */
  at(path: Value, script: ShellScript): WrittenText[] {
    const wanted = new Set(path.alternatives.map(sequenceKey));
    return this.of(script).filter((written) =>
      written.path?.alternatives.some((sequence) => sequence.length > 0 && wanted.has(sequenceKey(sequence))),
    );
  }

  /** The content of the file that `path` names, when the script writes it or the repository holds it. */
  content(path: Value, point: Point, frame: Frame | undefined): Value | undefined {
    const values = this.at(path, point.block.script).map((written) => this.value(written.contents, frame));
    if (values.length > 0) return union(values);
    const { workspace } = this.project;
    const [found] = resolveSourced(path, point.block.script.file, workspace);
    const source = found === undefined ? undefined : workspace.read(found);
    return (
      source && {
        alternatives: [[{ kind: 'text', text: source.text, span: { file: source.path, start: 0, end: source.text.length }, exact: true }]],
        truncated: false,
      }
    );
  }

  /** What a file holds after its contents were written one after another. */
  value(contents: readonly Content[], frame: Frame | undefined): Value {
    const { evaluator } = this.project;
    const lines = contents.map(({ words, document, point }) => {
      if (document) return evaluator.word(document, point, frame);
      const fields = evaluator.argumentLists(words, point, frame)[0] ?? [];
      return evaluator.printed(fields.map((field) => field.value)) ?? text('');
    });
    return concat(lines.flatMap((line) => [line, text('\n')]));
  }
}

export type { Content, Write };
