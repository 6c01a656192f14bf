import type { BranchArm, HttpCall } from '../../../http/call.ts';
import { isCommandLineClient, readCommandLine } from '../../../http/clients.ts';
import type { EmbeddedText } from '../../../values/embedded.ts';
import { type Span, sequenceKey, type Value } from '../../../values/value.ts';
import { documentText, type InnerLanguage, scriptTexts } from '../embedding.ts';
import type { ShellProject } from '../project.ts';
import type { Block, Command, FunctionDefinition, Point, ShellScript, Statement } from '../syntax/ir.ts';
import { childBlocks } from '../syntax/lower.ts';
import { dialectOf } from '../syntax/parse.ts';
import type { Evaluator } from '../values/evaluator.ts';
import type { Field } from '../values/fields.ts';
import { type Frame, functionAround, plainText } from '../values/frames.ts';
import { isWrapper, type Program, programOf } from '../values/program.ts';
import { isAppleScript, shellInAppleScript } from './applescript.ts';
import { Branches } from './branches.ts';
import { relatedPlaces } from './related.ts';
import { type InnerScript, innerScripts, readsScriptFile, runsScripts, scriptFile } from './runners.ts';
import { type Content, plainFields } from './writes.ts';
import { WrittenFiles } from './written-files.ts';
import { writtenLanguage } from './written-language.ts';

/** A script of another language found inside a shell script. */
export interface ForeignScript {
  readonly text: EmbeddedText;
  readonly language: Exclude<InnerLanguage, 'shell'>;
  readonly file: string;
  readonly embedded: readonly string[];
  readonly branches: readonly BranchArm[];
}

/** A call together with the command that makes it. */
export interface CallSite {
  readonly call: HttpCall;
  readonly command: Command;
  readonly point: Point;
  readonly program: Program;
}

/** The callers that a command is read for, each on its own. */
type Contexts = () => readonly (Frame | undefined)[];

const MAX_CONTEXTS = 24;
/** Words without which a Python or JavaScript text sends nothing: others are not worth loading a parser for. */
const SENDS = /https?|curl|wget|fetch|requests|urllib|axios|authorization/i;
const MAX_CALLS_PER_SPAN = 40;
const MAX_EMBEDDING = 4;
/** Whether a program can lead to a call: a client, a program that runs other programs, or one that runs scripts. */
function leads(name: string): boolean {
  return isCommandLineClient(name) || isWrapper(name) || runsScripts(name);
}

type Role = 'runs' | 'wrapper' | 'other';

/** What a program can be for a call: `runs` for a client or what reads a script file, `wrapper` for one that depends on its words. */
function roleNamed(name: string): Role {
  if (isCommandLineClient(name) || readsScriptFile(name)) return 'runs';
  return leads(name) ? 'wrapper' : 'other';
}

/** Finds the HTTP calls of shell scripts, embedded ones included. */
export class ShellExtractor {
  readonly calls: HttpCall[] = [];
  readonly foreignScripts: ForeignScript[] = [];
  private readonly project: ShellProject;
  private readonly evaluator: Evaluator;
  /** By the program's path. Which clients there are depends on the settings, so this lives no longer than they do. */
  private readonly roles = new Map<string, Role>();
  private readonly perSpan = new Map<string, Set<string>>();
  private readonly embeddedDone = new Set<string>();
  private readonly written: WrittenFiles;
  private readonly branchFinder: Branches;
  private readonly outerBranches: readonly BranchArm[];

  private readonly onCall: ((site: CallSite) => void) | undefined;

  constructor(project: ShellProject, outerBranches: readonly BranchArm[] = [], onCall?: (site: CallSite) => void) {
    this.project = project;
    this.evaluator = project.evaluator;
    this.written = new WrittenFiles(project);
    this.branchFinder = new Branches((definition) => project.callSites(definition));
    this.outerBranches = outerBranches;
    this.onCall = onCall;
  }

  /** Reads a script: its own commands, its functions for each of their callers, and the scripts inside it. */
  script(script: ShellScript, frame?: Frame): void {
    if (script.embedded.length === 0 && isAppleScript(script.text)) {
      this.appleScript(script);
      return;
    }
    this.block(script.block, () => [frame]);
    this.writtenScripts(script);
  }

  /** An AppleScript saved as a shell script. */
  private appleScript(script: ShellScript): void {
    const span = script.locate(0, script.text.length);
    const whole: Value = { alternatives: [[{ kind: 'text', text: script.text, span, exact: true }]], truncated: false };
    const point = { block: script.block, index: 0 };
    for (const value of shellInAppleScript(whole))
      this.inner({ value, span, language: 'shell', how: 'osascript', inherits: false }, point, undefined);
  }

  private block(block: Block, contexts: Contexts): void {
    const { statements } = block;
    for (let index = 0; index < statements.length; index++) this.statement(statements[index]!, block, index, contexts);
  }

  private roleOf(path: string): Role {
    let role = this.roles.get(path);
    if (!role) {
      role = roleNamed(path.slice(path.lastIndexOf('/') + 1));
      this.roles.set(path, role);
    }
    return role;
  }

  private statement(statement: Statement, block: Block, index: number, contexts: Contexts): void {
    if (statement.kind === 'command' && !statement.declares) {
      const first = plainText(statement.words[0]);
      if (first === undefined || this.roleOf(first) !== 'other') this.command(statement, first, { block, index }, contexts);
    }
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
      const around = functionAround(call.point);
      const outers = around && depth < 2 && around !== definition ? this.framesOf(around, depth + 1) : [undefined];
      for (const outer of outers) {
        const frame = this.project.enter(definition, call, outer);
        if (frame && frames.length < MAX_CONTEXTS) frames.push(frame);
      }
    }
    return frames.length > 0 ? frames : [undefined];
  }

  /** @param first the command's name, where it stands in the text */
  private command(command: Command, first: string | undefined, point: Point, contexts: Contexts): void {
    if (first !== undefined) {
      if (this.roleOf(first) === 'wrapper' && !this.mayWrap(command)) return;
    } else if (!this.mayLead(command, point)) return;
    const lists = this.evaluator.argumentLists(command.words, point, undefined);
    for (const frame of isAmbiguous(lists) ? contexts() : [undefined])
      this.inContext(command, point, frame, frame ? this.evaluator.argumentLists(command.words, point, frame) : lists);
  }

  /** Whether a wrapper's own words leave room for a program that matters: a look at the plain words, without evaluation. */
  private mayWrap(command: Command): boolean {
    const program = programOf(plainFields(command.words.slice(0, 12)));
    return program === undefined || leads(program.name);
  }

  /** Whether the program of a command whose name is an expansion can be one that matters, or a script that was written before. */
  private mayLead(command: Command, point: Point): boolean {
    if (!command.words[0]) return false;
    return this.evaluator.argumentLists([command.words[0]], point, undefined).some((list) => {
      const program = programOf(list);
      return (
        (program !== undefined && leads(program.name)) ||
        (list[0] !== undefined && this.written.at(list[0].value, point.block.script).length > 0)
      );
    });
  }

  /** @param lists the argument lists that the command can get there */
  private inContext(command: Command, point: Point, frame: Frame | undefined, lists: readonly Field[][]): void {
    const { script } = point.block;
    for (const list of lists) {
      const fields = withoutBrace(list, script);
      const program = programOf(fields);
      this.scriptFiles(command, program, fields, point, frame);
      if (!program) continue;
      const stdin = this.standardInput(command, point, frame);
      if (isCommandLineClient(program.name)) {
        this.call(program, command, callSpan(command, program, script), stdin, point, frame);
        continue;
      }
      const span = script.locate(command.start, Math.max(command.words.at(-1)?.end ?? command.end, command.start));
      for (const inner of innerScripts(program, stdin, span)) this.inner(inner, point, frame);
    }
  }

  /** A script file that the script itself has written before it runs it, and `bash <(…)`. */
  private scriptFiles(
    command: Command,
    program: Program | undefined,
    fields: readonly Field[],
    point: Point,
    frame: Frame | undefined,
  ): void {
    const file = program ? (scriptFile(program) ?? (readsScriptFile(program.name) ? undefined : program.word)) : fields[0];
    if (!file || (program && leads(program.name) && !readsScriptFile(program.name))) return;
    const how = program && readsScriptFile(program.name) ? program.name : 'written file';
    const printed = this.substituted(file.value, command, point, frame);
    if (printed)
      this.inner({ value: printed, span: file.span, language: 'shell', how, inherits: how === 'source' || how === '.' }, point, frame);
    for (const written of this.written.at(file.value, point.block.script))
      this.runWritten(written.contents, 'shell', how, point.block.script);
  }

  /** What `<(…)` in a command's words prints. */
  private substituted(path: Value, command: Command, point: Point, frame: Frame | undefined): Value | undefined {
    const piece = path.alternatives.length === 1 && path.alternatives[0]!.length === 1 ? path.alternatives[0]![0]! : undefined;
    if (piece?.kind !== 'unknown' || !piece.span) return undefined;
    for (const word of command.words) {
      for (const part of word.parts) {
        if (part.kind !== 'process') continue;
        const span = point.block.script.locate(part.start, part.end);
        if (span.start === piece.span.start && span.end === piece.span.end) return this.evaluator.output(part.body, frame, span);
      }
    }
    return undefined;
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

  private call(program: Program, command: Command, span: Span, stdin: Value | undefined, point: Point, frame: Frame | undefined): void {
    this.project.tick();
    const readFile = (path: Value): Value | undefined =>
      this.substituted(path, command, point, frame) ?? this.written.content(path, point, frame);
    const result = readCommandLine(program.name, program.args, { stdin, readFile });
    for (const request of result?.requests ?? []) {
      const key = JSON.stringify([
        request.method,
        keyOf(request.url),
        request.credentials.map((credential) => [
          credential.scheme,
          credential.option,
          keyOf(credential.user),
          keyOf(credential.password),
          keyOf(credential.encoded),
        ]),
      ]);
      const place = `${span.file} ${span.start} ${span.end}`;
      let seen = this.perSpan.get(place);
      if (!seen) this.perSpan.set(place, (seen = new Set()));
      if (seen.has(key) || seen.size >= MAX_CALLS_PER_SPAN) continue;
      seen.add(key);
      const call: HttpCall = {
        language: 'shell',
        client: result!.client,
        span,
        ...request,
        branches: this.branches(point, frame),
        embedded: point.block.script.embedded,
        related: relatedPlaces(request.credentials, span.file),
      };
      this.calls.push(call);
      this.onCall?.({ call, command, point, program });
    }
  }

  private branches(point: Point, frame: Frame | undefined): BranchArm[] {
    return [...this.outerBranches, ...this.branchFinder.at(point, frame)];
  }

  private inner(inner: InnerScript, point: Point, frame: Frame | undefined): void {
    const { script } = point.block;
    for (const source of scriptTexts(inner.value, inner.span, inner.language))
      this.run(source, inner.language, inner.how, inner.inherits ? point : undefined, script, point, frame);
  }

  private run(
    source: EmbeddedText,
    language: InnerLanguage,
    how: string,
    outer: Point | undefined,
    script: ShellScript,
    point: Point,
    frame: Frame | undefined,
  ): void {
    if (script.embedded.length >= MAX_EMBEDDING || source.text.trim() === '') return;
    const embedded = [...script.embedded, how];
    const place = source.locate(0, source.text.length);
    const key = `${place.file} ${place.start} ${place.end} ${how} ${frame?.id ?? ''} ${[...source.foreign.values()].map(keyOf).join('\u0001')} ${source.text}`;
    if (this.embeddedDone.has(key)) return;
    this.embeddedDone.add(key);
    if (language !== 'shell') {
      if (!SENDS.test(source.text)) return;
      this.foreignScripts.push({ text: source, language, file: script.file, embedded, branches: this.branches(point, frame) });
      return;
    }
    this.project.tick();
    const inner = this.project.parse(source, {
      file: script.file,
      dialect: dialectOf(source.text, how === 'zsh' ? 'x.zsh' : 'x.bash'),
      outer,
      embedded,
    });
    if (!outer) this.project.index(inner);
    this.script(inner, outer ? frame : undefined);
  }

  /** Scripts that a script writes into files, known by their first line or by the name of the file. */
  private writtenScripts(script: ShellScript): void {
    for (const { path, contents } of this.written.of(script)) {
      const [first] = contents;
      if (!first) continue;
      const words = first.document ? [first.document] : first.words.slice(1);
      const start = words.map((word) => script.text.slice(word.start, word.end)).join(' ');
      const language = writtenLanguage(start, path);
      if (language) this.runWritten(contents, language, first.document ? 'here-document' : 'written file', script);
    }
  }

  private runWritten(contents: readonly Content[], language: InnerLanguage, how: string, script: ShellScript): void {
    const { document, point } = contents[0]!;
    if (document && contents.length === 1) {
      this.run(documentText(document, point, undefined, this.evaluator, language), language, how, undefined, script, point, undefined);
      return;
    }
    const statement = point.block.statements[point.index]!;
    this.inner(
      {
        value: this.written.value(contents, undefined),
        span: script.locate(statement.start, statement.end),
        language,
        how,
        inherits: false,
      },
      point,
      undefined,
    );
  }
}

/** Whether what a command gets depends on who calls: only then is it read once for each caller. */
function isAmbiguous(lists: readonly (readonly Field[])[]): boolean {
  return lists.length !== 1 || lists[0]!.some((field) => field.value.alternatives.length !== 1);
}

/** From the client's name to its last argument, as far as both stand in the command itself. */
function callSpan(command: Command, program: Program, script: ShellScript): Span {
  const whole = script.locate(command.start, Math.max(command.words.at(-1)?.end ?? command.end, command.start));
  const inside = ({ span }: Field): boolean => span.file === whole.file && span.start >= whole.start && span.end <= whole.end;
  const fields = [program.word, ...program.args];
  if (!fields.every(inside)) return whole;
  return { ...whole, start: program.word.span.start, end: Math.max(...fields.map(({ span }) => span.end)) };
}

/** In zsh a brace closes a block even where no semicolon stands in front of it. */
function withoutBrace(fields: readonly Field[], script: ShellScript): readonly Field[] {
  const last = fields.at(-1);
  if (script.dialect !== 'zsh' || !last || fields.length < 2) return fields;
  const only = last.value.alternatives[0];
  return only?.length === 1 && only[0]!.kind === 'text' && only[0]!.text === '}' && last.span.end - last.span.start === 1
    ? fields.slice(0, -1)
    : fields;
}

function keyOf(value: Value | undefined): string {
  return value ? value.alternatives.map(sequenceKey).join('\u0001') : '';
}
