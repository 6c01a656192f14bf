import type { CallSite } from '../../languages/shell/calls/extractor.ts';
import type { Evaluator } from '../../languages/shell/values/evaluator.ts';
import type { Edit, ManualReason, MigrationOptions } from '../plan.ts';
import { connectionWords, serverBase } from './base.ts';
import { credentialWords, manual, rewriteCredentials } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import { type OptionVariable, rewriteOptionVariable, type VariableRewrite } from './option-variable.ts';
import { statementsOf } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { variablesOf } from './words.ts';

/** How one call is changed. Offsets are those of its script. */
export interface CallRewrite {
  readonly site: CallSite;
  readonly edits: readonly Edit[];
  /** The statement that makes sure of a token. */
  readonly statement: string;
  /** The variables that the statement reads. */
  readonly names: ReadonlySet<string>;
  readonly encoded: boolean;
  /** The variable that the credentials are taken out of. */
  readonly variable: OptionVariable | undefined;
  /** True where nothing had to be inferred. */
  readonly certain: boolean;
}

/** The words behind the client's name. Undefined where the command itself does not show them. */
function wordsBehindClient({ command, program, point }: CallSite): typeof command.words | undefined {
  const name = command.words.findIndex((word) => {
    const span = point.block.script.locate(word.start, word.end);
    return span.start <= program.word.span.start && program.word.span.end <= span.end;
  });
  return name < 0 ? undefined : command.words.slice(name + 1);
}

function credentialsElsewhere({ options }: WrittenCommandLine): ManualReason {
  const has = (pattern: RegExp): boolean => options.some(({ name }) => pattern.test(name));
  if (has(/^netrc/)) return manual('credentials-unknown', 'curl reads the credentials from a netrc file, which the script does not see.');
  if (has(/^config$/)) return manual('credentials-unknown', 'curl reads the credentials from a configuration.');
  return manual('unsupported-construct', 'The credentials do not stand at the call.');
}

/** Works out how a call is changed; or why it is not. */
export function rewriteCall(site: CallSite, unit: Unit, evaluator: Evaluator, options: MigrationOptions): CallRewrite | ManualReason {
  if (site.call.client !== 'curl') return manual('unsupported-client', `Calls of ${site.call.client} are found, not changed.`);
  const words = wordsBehindClient(site);
  if (!words) return manual('unsupported-construct', 'The command is put together in a variable.');
  const line = readCurlWords(words);
  const statements = statementsOf(unit.script.block);
  const rewrite =
    rewriteCredentials(line, options.bearerStyle, unit) ??
    rewriteOptionVariable(line, options.bearerStyle, unit, statements) ??
    credentialsElsewhere(line);
  if ('id' in rewrite) return rewrite;
  const base = serverBase(line, unit, evaluator, site.point);
  if ('id' in base) return base;
  const connection = connectionWords(line, unit);
  const credentials = credentialWords(rewrite.credentials, unit);
  const encoded = rewrite.credentials.kind === 'encoded';
  return {
    site,
    edits: rewrite.edits,
    statement: [encoded ? 'unbasic_token_base64' : 'unbasic_token', base.word, credentials.words, ...connection.words].join(' '),
    names: variablesOf([...base.parts, ...credentials.parts, ...connection.parts]),
    encoded,
    variable: 'variable' in rewrite ? (rewrite as VariableRewrite).variable : undefined,
    certain: base.plain && line.expansions.length === 0 && site.program.wrappers.length === 0,
  };
}
