import type { CallSite } from '../../languages/shell/calls/extractor.ts';
import type { ShellProject } from '../../languages/shell/project.ts';
import type { Part } from '../../languages/shell/syntax/ir.ts';
import type { Edit, ManualReason, MigrationOptions } from '../plan.ts';
import { connectionWords, serverBase } from './base.ts';
import { type CredentialRewrite, credentialWords, manual, methodEdits, rewriteCredentials } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import { type Leftover, traceEncoded } from './encoded.ts';
import { rewriteHeaderVariable } from './header-variable.ts';
import { assignmentsOf } from './lasting.ts';
import { type OptionVariable, rewriteOptionVariable } from './option-variable.ts';
import { wordsBehindClient } from './sites.ts';
import { statementsOf } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { rewriteUserinfo } from './userinfo.ts';
import { isRepeatable, variablesOf } from './words.ts';

/** How one call is changed. Offsets are those of its script. */
export interface CallRewrite {
  readonly site: CallSite;
  readonly edits: readonly Edit[];
  /** What stands in front of the statement; empty as a rule. */
  readonly before: string;
  /** The statement that makes sure of a token. */
  readonly statement: string;
  /** The same for a server that is named by another word. */
  readonly statementFor: (server: string) => string;
  /** The parts that name the server; the others' variables are in `otherNames`. */
  readonly server: readonly Part[];
  readonly otherNames: ReadonlySet<string>;
  /** False where a command runs in it. */
  readonly repeatable: boolean;
  /** The variables that the statement reads. */
  readonly names: ReadonlySet<string>;
  readonly encoded: boolean;
  /** True where shells that the script starts use the token too. */
  readonly exported: boolean;
  /** The variable that the credentials are taken out of. */
  readonly variable: OptionVariable | undefined;
  /** Variables that may be of no use any more. */
  readonly leftovers: readonly Leftover[];
  /** True where nothing had to be inferred. */
  readonly certain: boolean;
}

function credentialsElsewhere({ options }: WrittenCommandLine): ManualReason {
  const has = (pattern: RegExp): boolean => options.some(({ name }) => pattern.test(name));
  if (has(/^netrc/)) return manual('credentials-unknown', 'curl reads the credentials from a netrc file, which the script does not see.');
  if (has(/^config$/)) return manual('credentials-unknown', 'curl reads the credentials from a configuration.');
  return manual('unsupported-construct', 'The credentials do not stand at the call.');
}

interface Written extends CredentialRewrite {
  readonly variable?: OptionVariable | undefined;
  readonly leftovers?: readonly Leftover[] | undefined;
}

/** The credentials at the call, in a variable that it expands, or in its URL. */
function writtenCredentials(line: WrittenCommandLine, site: CallSite, unit: Unit, options: MigrationOptions): Written | ManualReason {
  const [client] = site.command.words;
  return (
    rewriteCredentials(line, options.bearerStyle, unit) ??
    rewriteOptionVariable(line, client?.parts[0]?.kind === 'parameter' ? client : undefined, options.bearerStyle, unit, site.point) ??
    rewriteHeaderVariable(line, options.bearerStyle, unit, site.point) ??
    rewriteUserinfo(line, options.bearerStyle, unit) ??
    credentialsElsewhere(line)
  );
}

const LOGIN_COMMAND = /=["']?(?:\$\(|`)\s*(?:\/\S{0,200}\/)?(?:whoami|logname|id\s+-(?:un|u\s+-n)|stat\s+-f\s*["']?%Su)\b/;

/** Whether credentials without a colon are the name of whoever runs the script: a user without a password. */
function isLoginName(parts: readonly Part[], { script }: Unit): boolean {
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter') return false;
  const { found } = assignmentsOf(only.parameter.name, statementsOf(script.block));
  return found.some(({ assignment }) => LOGIN_COMMAND.test(script.text.slice(assignment.start, assignment.end)));
}

/** Works out how a call is changed; or why it is not. */
export function rewriteCall(site: CallSite, unit: Unit, project: ShellProject, options: MigrationOptions): CallRewrite | ManualReason {
  if (site.call.client !== 'curl') return manual('unsupported-client', `Calls of ${site.call.client} are found, not changed.`);
  const words = wordsBehindClient(site);
  if (!words) return manual('unsupported-construct', 'The command is put together in a variable.');
  const line = readCurlWords(words);
  const written = writtenCredentials(line, site, unit, options);
  if ('id' in written) return written;
  if (written.credentials.kind === 'joined' && isLoginName(written.credentials.parts, unit))
    return manual('credentials-unknown', 'curl asks for the password of this call.');
  const traced =
    written.credentials.kind === 'encoded'
      ? traceEncoded(written.credentials.parts, site.point, unit.script.text, statementsOf(unit.script.block))
      : undefined;
  const base = serverBase(line, unit, project, site.point);
  if ('id' in base) return base;
  const lines = [line, ...(written.variable?.lines ?? [])];
  const connections = lines.map((own) => connectionWords(own, unit));
  const chosen = traced?.credentials ?? written.credentials;
  const credentials = credentialWords(chosen, unit);
  const encoded = chosen.kind === 'encoded';
  const others = [...credentials.parts, ...connections.flatMap((connection) => connection.parts)];
  const parts = [...base.parts, ...others];
  const connectionOptions = [...new Set(connections.flatMap((connection) => connection.words))];
  const statementFor = (server: string): string =>
    [encoded ? 'unbasic_token_base64' : 'unbasic_token', server, credentials.words, ...connectionOptions].join(' ');
  return {
    site,
    edits: [...written.edits, ...methodEdits(line, words)],
    before: credentials.before,
    statement: statementFor(base.word),
    statementFor,
    server: base.parts,
    otherNames: variablesOf(others),
    names: variablesOf(parts),
    repeatable: isRepeatable(parts),
    encoded,
    exported: false,
    variable: written.variable,
    leftovers: [...(written.leftovers ?? []), ...(traced?.leftovers ?? [])],
    certain: base.plain && line.expansions.length === 0 && site.program.wrappers.length === 0,
  };
}
