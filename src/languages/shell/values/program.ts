import { skeleton, sliceSequence } from '../../../values/text.ts';
import { literal, mapAlternatives, type Sequence, type Value } from '../../../values/value.ts';
import type { Field } from './fields.ts';

/** A command behind its wrappers: the program's base name and its arguments. */
export interface Program {
  readonly name: string;
  /** The program as written: `/usr/bin/curl`. */
  readonly path: string;
  readonly word: Field;
  readonly args: readonly Field[];
  /** Wrappers in front, outermost first: `sudo`, `xargs`. */
  readonly wrappers: readonly string[];
}

/** Programs that run the command in their arguments: options that take a value, and how many operands come before it. */
const WRAPPERS: Readonly<
  Record<string, { readonly valued: string; readonly long?: readonly string[]; readonly operands?: number; readonly assignments?: boolean }>
> = {
  sudo: { valued: 'CghpRrTtUuD', long: ['--user', '--group', '--prompt', '--host', '--chdir', '--role', '--type'], assignments: true },
  doas: { valued: 'uC' },
  env: { valued: 'uCSP', long: ['--unset', '--chdir'], assignments: true },
  command: { valued: '' },
  builtin: { valued: '' },
  exec: { valued: 'a' },
  time: { valued: 'fo' },
  nice: { valued: 'n' },
  ionice: { valued: 'cnp' },
  nohup: { valued: '' },
  setsid: { valued: '' },
  stdbuf: { valued: 'ioe' },
  timeout: { valued: 'ks', long: ['--signal', '--kill-after'], operands: 1 },
  gtimeout: { valued: 'ks', operands: 1 },
  caffeinate: { valued: 'tw' },
  xargs: { valued: 'aEIJLnPRsd', long: ['--arg-file', '--max-args', '--max-procs', '--replace', '--delimiter'] },
  parallel: { valued: 'jNI', long: ['--jobs'] },
  watch: { valued: 'n', long: ['--interval'] },
  chronic: { valued: '' },
  retry: { valued: 'tdm' },
  arch: { valued: '' },
  noglob: { valued: '' },
  nocorrect: { valued: '' },
  '-': { valued: '' },
  '!': { valued: '' },
  chroot: { valued: '', operands: 1 },
  coproc: { valued: '' },
  flock: { valued: 'wE', long: ['--timeout', '--conflict-exit-code'], operands: 1 },
  screen: { valued: 'cehpSsTt' },
  torsocks: { valued: '' },
  proxychains: { valued: 'f' },
  proxychains4: { valued: 'f' },
  unbuffer: { valued: '' },
  gtime: { valued: 'fo' },
  // They look the program up, as `command -v` does: it gets no arguments, and what they print is named after it.
  whence: { valued: '' },
};

/** Whether a program runs the command in its arguments: `sudo`, `xargs`, `find`. */
export function isWrapper(name: string): boolean {
  return Object.hasOwn(WRAPPERS, name) || name === 'launchctl' || name === 'find';
}

function known(value: Value): string | undefined {
  for (const sequence of value.alternatives) {
    const content = literal(sequence);
    if (content !== undefined) return content;
  }
  return undefined;
}

function afterWrapper(name: string, args: readonly Field[]): readonly Field[] {
  const wrapper = WRAPPERS[name]!;
  let operands = wrapper.operands ?? 0;
  let at = 0;
  while (at < args.length) {
    const content = known(args[at]!.value);
    if (content === undefined) break;
    if (name === 'command' && /^-[vV]$/.test(content)) return [];
    if (content === '--') {
      at++;
      break;
    }
    if (wrapper.assignments && /^(?:[A-Za-z_]\w*=|-$)/.test(content)) at++;
    else if (content.startsWith('--')) at += wrapper.long?.includes(content) ? 2 : 1;
    else if (/^-./.test(content))
      at +=
        wrapper.valued.includes(content[1]!) && content.length === 2
          ? 2
          : wrapper.valued.includes(content.at(-1)!) &&
              !/[^A-Za-z]/.test(content.slice(1)) &&
              ![...content.slice(1, -1)].some((letter) => wrapper.valued.includes(letter))
            ? 2
            : 1;
    else if (operands > 0) {
      operands--;
      at++;
    } else break;
  }
  return filledIn(name, args.slice(0, at), args.slice(at));
}

/** What stands for an input of `xargs -I X` or `parallel` in the words of the command. */
function marker(name: string, options: readonly Field[]): string | undefined {
  if (name === 'parallel' || name === 'find') return '{}';
  if (name !== 'xargs') return undefined;
  for (let at = 0; at < options.length; at++) {
    const content = known(options[at]!.value) ?? '';
    if (/^-[IJ]$/.test(content)) return options[at + 1] && known(options[at + 1]!.value);
    if (/^-[IJ]./.test(content)) return content.slice(2);
    if (/^(?:-i|--replace)$/.test(content)) return '{}';
    const long = /^(?:-i|--replace=)(.+)$/.exec(content);
    if (long) return long[1];
  }
  return undefined;
}

const MAX_MARKERS = 8;

/** The words of a command with its marker taken by what runs it: an input that cannot be known. */
function filledIn(name: string, options: readonly Field[], words: readonly Field[]): readonly Field[] {
  const mark = marker(name, options);
  if (!mark) return words;
  const fill = (sequence: Sequence, budget: number): Sequence => {
    const at = budget > 0 ? skeleton(sequence).indexOf(mark) : -1;
    if (at < 0) return sequence;
    const { span } = sliceSequence(sequence, at, at + mark.length)[0]!;
    const rest = fill(sliceSequence(sequence, at + mark.length), budget - 1);
    return [...sliceSequence(sequence, 0, at), { kind: 'unknown', name: `input of ${name}`, cause: 'input', span }, ...rest];
  };
  return words.map((field) => ({ ...field, value: mapAlternatives(field.value, (sequence) => fill(sequence, MAX_MARKERS)) }));
}

/** `launchctl asuser 501 curl …` runs the rest. */
function afterLaunchctl(args: readonly Field[]): readonly Field[] | undefined {
  const verb = args[0] && known(args[0].value);
  return verb === 'asuser' || verb === 'bsexec' ? args.slice(2) : undefined;
}

/** `find … -exec curl … \;` */
function afterFind(args: readonly Field[]): readonly Field[] | undefined {
  const at = args.findIndex((field) => /^-(?:exec|execdir|ok)$/.test(known(field.value) ?? ''));
  if (at < 0) return undefined;
  const end = args.findIndex((field, position) => position > at && /^(?:;|\+)$/.test(known(field.value) ?? ''));
  return filledIn('find', [], args.slice(at + 1, end < 0 ? undefined : end));
}

/** Finds the program that a list of words runs, behind any wrappers; undefined when its name is not known. */
export function programOf(fields: readonly Field[]): Program | undefined {
  let rest: readonly Field[] = fields;
  const wrappers: string[] = [];
  for (let step = 0; step < 12; step++) {
    const word = rest[0];
    if (!word) return undefined;
    const path = known(word.value) ?? suffix(word.value);
    if (path === undefined) return undefined;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const args = rest.slice(1);
    const inner = Object.hasOwn(WRAPPERS, name)
      ? afterWrapper(name, args)
      : name === 'launchctl'
        ? afterLaunchctl(args)
        : name === 'find'
          ? afterFind(args)
          : undefined;
    if (!inner || inner.length === 0) return { name, path, word, args, wrappers };
    if (RUNS_TEXT.test(name) && inner[0]!.value.alternatives.some(isCommandText)) return { name, path, word, args: inner, wrappers };
    wrappers.push(name);
    rest = inner;
  }
  return undefined;
}

/** Wrappers that also take a whole command line as one argument. */
const RUNS_TEXT = /^(?:parallel|watch)$/;

function isCommandText(sequence: Sequence): boolean {
  return sequence.some((piece) => piece.kind === 'text' && /\S[ \t]/.test(piece.text));
}

/** `$BIN/curl`: an unknown folder in front of a known name; `$CURL`, `$(which curl)`: unknown but named like the program. */
function suffix(value: Value): string | undefined {
  for (const sequence of value.alternatives) {
    const last = sequence.at(-1);
    if (last?.kind === 'text' && /\/[\w.-]+$/.test(last.text)) return last.text;
    if (sequence.length === 1 && last?.kind === 'unknown' && last.cause !== 'script-parameter') {
      const client = /(?:^|[^a-z])(curl|wget)|(curl|wget)(?![a-z])/i.exec(last.name);
      if (client) return (client[1] ?? client[2])!.toLowerCase();
    }
  }
  return undefined;
}
