import { commandLineClients, readCommandLine } from '../../../http/clients.ts';
import type { BranchArm, HttpCall } from '../../../http/call.ts';
import type { EmbeddedText } from '../../../values/embedded.ts';
import { sequenceKey, type Span, text, unknown, type Value } from '../../../values/value.ts';
import { documentText, scriptTexts } from '../embedding.ts';
import type { ShellProject } from '../project.ts';
import type { Block, Command, FunctionDefinition, Point, Redirect, ShellScript, Statement, Word } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import { dialectOf } from '../syntax/parse.ts';
import { type Frame, plainText } from '../values/frames.ts';
import type { Evaluator } from '../values/evaluator.ts';
import { programOf } from '../values/program.ts';
import { branchesAt } from './branches.ts';
import { type InnerLanguage, type InnerScript, innerScripts } from './runners.ts';
import { WrittenFiles } from './written-files.ts';

/** A script of another language found inside a shell script. */
export interface ForeignScript {
  readonly text: EmbeddedText;
  readonly language: Exclude<InnerLanguage, 'shell'>;
  readonly file: string;
  readonly embedded: readonly string[];
  readonly branches: readonly BranchArm[];
}

/** The callers that a command is read for, each on its own. */
type Contexts = () => readonly (Frame | undefined)[];

const MAX_CONTEXTS = 24;
/** Words without which a Python or JavaScript text sends nothing: others are not worth loading a parser for. */
const SENDS = /https?|curl|wget|fetch|requests|urllib|axios|authorization/i;
const MAX_CALLS_PER_SPAN = 40;
const MAX_EMBEDDING = 4;
/** First words that can lead to a call: clients, programs that run other programs, and nothing else. */
const LEADS = /^(?:sudo|doas|env|command|builtin|exec|time|nice|ionice|nohup|setsid|stdbuf|g?timeout|caffeinate|xargs|parallel|watch|chronic|retry|arch|noglob|nocorrect|-|!|chroot|launchctl|find|eval|trap|sh|bash|zsh|ksh|dash|ash|rbash|ssh|su|runuser|osascript|python[\d.]*|pypy[\d.]*|managed_python[\d.]*|node|nodejs|bun|deno)$/;

/** Finds the HTTP calls of shell scripts, embedded ones included. */
export class ShellExtractor {
  readonly calls: HttpCall[] = [];
  readonly foreignScripts: ForeignScript[] = [];
  /** Places of commands that were read, for the reconciliation with what a search would show. */
  readonly read: Span[] = [];
  private readonly project: ShellProject;
  private readonly evaluator: Evaluator;
  private readonly perSpan = new Map<string, Set<string>>();
  private readonly embeddedDone = new Set<string>();
  private readonly written: WrittenFiles;
  private readonly outerBranches: readonly BranchArm[];

  constructor(project: ShellProject, outerBranches: readonly BranchArm[] = []) {
    this.project = project;
    this.evaluator = project.evaluator;
    this.written = new WrittenFiles(project);
    this.outerBranches = outerBranches;
  }

  /** Reads a script: its own commands, its functions for each of their callers, and the scripts inside it. */
  script(script: ShellScript, frame?: Frame): void {
    this.block(script.block, () => [frame]);
  }

  private block(block: Block, contexts: Contexts): void {
    block.statements.forEach((statement, index) => this.statement(statement, { block, index }, contexts));
  }

  private statement(statement: Statement, point: Point, contexts: Contexts): void {
    if (statement.kind === 'command' && !statement.declares) this.command(statement, point, contexts);
    const inner = statement.kind === 'function' ? this.contextsOf(statement) : contexts;
    for (const child of childBlocks(statement)) this.block(child, inner);
  }

  /** The callers of a function, found when a command first needs them. */
  private contextsOf(definition: FunctionDefinition): Contexts {
    let frames: readonly (Frame | undefined)[] | undefined;
    return () => (frames ??= this.framesOf(definition, 0));
  }

  /** The calls of a function, each with the calls of the function it stands in. */
  private framesOf(definition: FunctionDefinition, depth: number): (Frame | undefined)[] {
    const frames: (Frame | undefined)[] = [];
    for (const call of this.project.callSites(definition)) {
      if (frames.length >= MAX_CONTEXTS) break;
      const around = enclosing(call.point);
      const outers = around && depth < 2 && around !== definition ? this.framesOf(around, depth + 1) : [undefined];
      for (const outer of outers) {
        const frame = this.project.enter(definition, call, outer);
        if (frame && frames.length < MAX_CONTEXTS) frames.push(frame);
      }
    }
    return frames.length > 0 ? frames : [undefined];
  }

  private command(command: Command, point: Point, contexts: Contexts): void {
    const first = plainText(command.words[0]);
    if (first !== undefined) {
      const name = first.slice(first.lastIndexOf('/') + 1);
      if (name === 'cat' || name === 'tee') this.documents(command.redirects, point);
      if (!commandLineClients.has(name) && (!LEADS.test(name) || !this.mayWrap(command))) return;
    } else if (!this.mayLead(command, point)) return;
    for (const frame of this.isAmbiguous(command, point) ? contexts() : [undefined]) this.inContext(command, point, frame);
  }

  /** Whether a wrapper's own words leave room for a program that matters: a look at the plain words, without evaluation. */
  private mayWrap(command: Command): boolean {
    const fields = command.words.slice(0, 12).map((word) => ({ value: plain(word), span: NOWHERE }));
    const program = programOf(fields);
    return program === undefined || commandLineClients.has(program.name) || LEADS.test(program.name);
  }

  /** Whether the program of a command whose name is an expansion can be one that matters. */
  private mayLead(command: Command, point: Point): boolean {
    if (!command.words[0]) return false;
    return this.evaluator.argumentLists([command.words[0]], point, undefined).some((list) => {
      const program = programOf(list);
      return program !== undefined && (commandLineClients.has(program.name) || LEADS.test(program.name));
    });
  }

  /** Whether what a command gets depends on who calls: only then is it read once for each caller. */
  private isAmbiguous(command: Command, point: Point): boolean {
    const lists = this.evaluator.argumentLists(command.words, point, undefined);
    return lists.length !== 1 || lists[0]!.some((field) => field.value.alternatives.length !== 1);
  }

  private inContext(command: Command, point: Point, frame: Frame | undefined): void {
    const { script } = point.block;
    const lists = this.evaluator.argumentLists(command.words, point, frame);
    for (const list of lists) {
      const program = programOf(list);
      if (!program) continue;
      const stdin = this.standardInput(command, point, frame);
      const span = script.locate(command.start, Math.max(command.words.at(-1)?.end ?? command.end, command.start));
      if (commandLineClients.has(program.name)) {
        const callSpan: Span = program.word.span.file === span.file && program.word.span.start >= span.start ? { ...span, start: program.word.span.start } : span;
        this.call(program.name, program.args, callSpan, stdin, point, frame);
        continue;
      }
      for (const inner of innerScripts(program, stdin, span)) this.inner(inner, point, frame);
    }
  }

  private standardInput(command: Command, point: Point, frame: Frame | undefined): Value | undefined {
    const own = this.evaluator.standardInput(command.redirects, point, frame);
    if (own) return own;
    const parent = point.block.parent;
    if (parent?.statement?.kind !== 'group' || parent.statement.form !== 'pipeline') return undefined;
    const position = parent.statement.members.indexOf(point.block);
    const before = parent.statement.members[position - 1];
    if (!before) return undefined;
    const span = point.block.script.locate(command.start, command.end);
    return this.evaluator.output(before, frame, span);
  }

  private call(program: string, args: Parameters<typeof readCommandLine>[1], span: Span, stdin: Value | undefined, point: Point, frame: Frame | undefined): void {
    this.project.tick();
    const result = readCommandLine(program, args, { stdin, readFile: (path) => this.written.content(path, point, frame) });
    for (const request of result?.requests ?? []) {
      const key = JSON.stringify([request.method, keyOf(request.url), request.credentials.map((credential) => [credential.scheme, credential.option, keyOf(credential.user), keyOf(credential.password), keyOf(credential.encoded)])]);
      const place = `${span.file} ${span.start} ${span.end}`;
      let seen = this.perSpan.get(place);
      if (!seen) this.perSpan.set(place, (seen = new Set()));
      if (seen.has(key) || seen.size >= MAX_CALLS_PER_SPAN) continue;
      seen.add(key);
      this.calls.push({
        language: 'shell',
        client: result!.client,
        span,
        ...request,
        branches: [...this.outerBranches, ...branchesAt(point, frame)],
        embedded: point.block.script.embedded,
        related: [],
      });
    }
  }

  private inner(inner: InnerScript, point: Point, frame: Frame | undefined): void {
    const { script } = point.block;
    for (const source of scriptTexts(inner.value, inner.span)) this.run(source, inner.language, inner.how, inner.inherits ? point : undefined, script, point, frame);
  }

  private run(source: EmbeddedText, language: InnerLanguage, how: string, outer: Point | undefined, script: ShellScript, point: Point, frame: Frame | undefined): void {
    if (script.embedded.length >= MAX_EMBEDDING || source.text.trim() === '') return;
    const embedded = [...script.embedded, how];
    const place = source.locate(0, source.text.length);
    const key = `${place.file} ${place.start} ${place.end} ${how} ${frame?.id ?? ''} ${[...source.foreign.values()].map(keyOf).join('\u0001')} ${source.text}`;
    if (this.embeddedDone.has(key)) return;
    this.embeddedDone.add(key);
    if (language !== 'shell') {
      if (!SENDS.test(source.text)) return;
      this.foreignScripts.push({ text: source, language, file: script.file, embedded, branches: [...this.outerBranches, ...branchesAt(point, frame)] });
      return;
    }
    this.project.tick();
    const inner = this.project.parse(source, { file: script.file, dialect: dialectOf(source.text, how === 'zsh' ? 'x.zsh' : 'x.bash'), outer, embedded });
    if (!outer) this.project.index(inner);
    this.script(inner, outer ? frame : undefined);
  }

  /** Here-documents that write a script to a file. */
  private documents(redirects: readonly Redirect[], point: Point): void {
    const document = redirects.find((redirect) => redirect.kind === 'here-document');
    if (!document?.word) return;
    const { script } = point.block;
    const body = script.text.slice(document.word.start, document.word.end);
    const language = writtenLanguage(body, redirects, script);
    if (!language) return;
    const source = documentText(document.word, point, undefined, this.evaluator);
    this.run(source, language, 'here-document', undefined, script, point, undefined);
  }
}

const NOWHERE: Span = { file: '', start: 0, end: 0 };

function plain(word: Word): Value {
  const content = plainText(word);
  return content === undefined ? unknown('word', 'computed') : text(content);
}

function enclosing(point: Point): FunctionDefinition | undefined {
  for (let parent = point.block.parent; parent; parent = parent.block.parent) if (parent.statement?.kind === 'function') return parent.statement;
  return undefined;
}

/** The language of a script that a here-document writes, by its first line or by the name of the file it is written to. */
function writtenLanguage(body: string, redirects: readonly Redirect[], script: ShellScript): InnerLanguage | undefined {
  const shebang = /^\s*#!(.*)/.exec(body)?.[1];
  if (shebang !== undefined) return /python/.test(shebang) ? 'python' : /node|JavaScript/.test(shebang) ? 'javascript' : /sh\b/.test(shebang) ? 'shell' : undefined;
  const target = redirects.find((redirect) => redirect.kind === 'output')?.word;
  const name = target ? script.text.slice(target.start, target.end).replace(/["']/g, '') : '';
  if (/\.(?:sh|bash|zsh|ksh|command|tool)$/.test(name)) return 'shell';
  if (/\.py$/.test(name)) return 'python';
  return /\.[cm]?[jt]s$/.test(name) ? 'javascript' : undefined;
}

function keyOf(value: Value | undefined): string {
  return value ? value.alternatives.map(sequenceKey).join('\u0001') : '';
}
