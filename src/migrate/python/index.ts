import { byCodeUnit } from '../../files/paths.ts';
import type { SourceFile } from '../../files/source.ts';
import type { Finding, FixLevel } from '../../findings/finding.ts';
import type { HttpCall } from '../../http/call.ts';
import { classifySequence } from '../../http/url.ts';
import type { CallOutcome, Edit, FilePlan, ManualReason } from '../plan.ts';
import type { Planner, PlannerInput } from '../planner.ts';
import { fallbackReason, MIGRATED_RULES, spanOf } from '../subjects.ts';
import { type Attachment, attachmentKey, attachmentsOf, spanKey } from './attachment.ts';
import { planAuth } from './auth.ts';
import { planCurl } from './curl.ts';
import { planHandler, planHeader } from './header.ts';
import { helperEdits, takesHelperNames } from './insertion.ts';
import { planLegacyToken } from './legacy.ts';
import { type Change, manual, type Planned, Scripts } from './script.ts';
import { parsePython } from './tree.ts';

/** A finding that wants an answer, with its calls. */
interface Subject {
  readonly finding: Finding;
  readonly calls: readonly HttpCall[];
}

function hasBasic({ credentials }: HttpCall): boolean {
  return credentials.some(({ scheme }) => scheme === 'basic');
}

/** The calls at a finding's place that it speaks of. */
function callsOf(finding: Finding, atPlace: readonly HttpCall[], { rules }: PlannerInput): HttpCall[] {
  const wanted = finding.rule === 'legacy-token-endpoint' ? ['token'] : finding.rule === 'classic-basic-auth' ? ['classic'] : undefined;
  const matches = (call: HttpCall): boolean =>
    !wanted || call.url.alternatives.some((url) => wanted.includes(classifySequence(url, rules.endpoints).api));
  return atPlace.filter((call) => matches(call) && (finding.rule === 'legacy-token-endpoint' || hasBasic(call)));
}

function subjectsOf(input: PlannerInput): Subject[] {
  const atPlace = new Map<string, HttpCall[]>();
  for (const call of input.calls) {
    const key = spanKey(call.span);
    const list = atPlace.get(key);
    if (list) list.push(call);
    else atPlace.set(key, [call]);
  }
  return input.findings
    .filter(({ rule }) => MIGRATED_RULES.includes(rule))
    .map((finding) => {
      const span = spanOf(finding, input.workspace.read(finding.file));
      return { finding, calls: callsOf(finding, atPlace.get(spanKey(span)) ?? [], input) };
    });
}

function planAttachment(scripts: Scripts, attachment: Attachment, input: PlannerInput): Planned {
  const { credential, calls } = attachment;
  if (credential.via === 'netrc' || credential.via === 'config-file')
    return manual('credentials-unknown', 'The credentials stand in a file of the client, not in the script.');
  if (calls[0]!.language === 'shell' || attachment.client === 'curl') return planCurl(scripts, attachment, input.options);
  switch (credential.via) {
    case 'authorization-header':
      return planHeader(scripts, attachment);
    case 'auth-argument':
    case 'session': {
      if (attachment.client === 'httplib2') return manual('unsupported-client', 'Credentials of httplib2 are not changed.');
      const auth = planAuth(scripts, attachment);
      if ('changes' in auth) return auth;
      // An object of the script's own that puts the header on the request.
      const header = planHeader(scripts, attachment, { atCalls: false });
      return 'changes' in header ? header : auth;
    }
    case 'handler':
      return planHandler(scripts, attachment);
    case 'url-userinfo':
      return manual('unsupported-construct', 'The user name and the password are part of the address.');
    default:
      return manual('unsupported-client', `Calls by ${attachment.client} are not changed.`);
  }
}

/** What becomes of one finding, before levels are considered. */
function planSubject({ finding, calls }: Subject, planned: ReadonlyMap<string, Planned>, scripts: Scripts, input: PlannerInput): Planned {
  const { rule } = finding;
  if (rule === 'unparsed-call' || rule === 'jamf-pro-api-basic-auth') return { reason: fallbackReason(rule) };
  if (calls.length === 0) return { reason: fallbackReason(rule) };
  if (rule === 'legacy-token-endpoint') return planLegacyToken(scripts, calls, input.rules);
  const changes: Change[] = [];
  for (const call of calls) {
    for (const credential of call.credentials) {
      if (credential.scheme !== 'basic') continue;
      const own = planned.get(attachmentKey(call, credential));
      if (!own || 'reason' in own) return own ?? { reason: fallbackReason(rule) };
      changes.push(...own.changes);
    }
  }
  const takes = changes.map(({ file }) => scripts.get(file)).some((script) => script && takesHelperNames(script));
  if (takes) return manual('unsupported-construct', 'The script gives names of its own to what the helper needs (`_time`, `_json` …).');
  if (rule === 'possible-basic-auth') {
    const asksForToken = calls.some(({ url }) =>
      url.alternatives.some((one) => classifySequence(one, input.rules.endpoints).api === 'token'),
    );
    if (asksForToken || !changes.every(({ decides }) => decides)) return { reason: fallbackReason(rule) };
    return { changes: changes.map((change) => ({ ...change, level: 'suggested' })) };
  }
  return { changes };
}

function changeKey({ file, edits }: Change): string {
  return `${file}\u0000${edits.map(({ start, end, replacement }) => `${start}-${end}-${replacement}`).join('\u0000')}`;
}

function levelOf(changes: readonly Change[], finding: Finding): Exclude<FixLevel, 'manual'> {
  const sure = finding.confidence === 'certain' && !finding.guarded;
  return sure && changes.every(({ level }) => level === 'safe') ? 'safe' : 'suggested';
}

interface Decision {
  readonly subject: Subject;
  readonly planned: Planned;
}

function outcomeOf({ subject, planned }: Decision, input: PlannerInput): CallOutcome {
  const { finding } = subject;
  const span = spanOf(finding, input.workspace.read(finding.file));
  const common = { rule: finding.rule, span, method: finding.method ?? undefined, resource: finding.endpoint?.resource ?? '' };
  if ('reason' in planned) return { ...common, level: 'manual', reason: planned.reason };
  return { ...common, level: levelOf(planned.changes, finding) };
}

/** A legacy branch is changed with the rest of what gets its credentials at the same place, or stays. */
function guarded(decisions: readonly Decision[]): Decision[] {
  const plain = new Set<string>();
  for (const { subject, planned } of decisions)
    if (!subject.finding.guarded && 'changes' in planned) for (const change of planned.changes) plain.add(changeKey(change));
  const reason: ManualReason = {
    id: 'guarded-branch',
    message: 'The same call is made with a token on another branch. Whether this one can still run is not known.',
  };
  return decisions.map((decision) => {
    const { subject, planned } = decision;
    if (!subject.finding.guarded || 'reason' in planned) return decision;
    return planned.changes.every((change) => plain.has(changeKey(change))) ? decision : { subject, planned: { reason } };
  });
}

async function plan(input: PlannerInput): Promise<readonly FilePlan[]> {
  const subjects = subjectsOf(input);
  if (subjects.length === 0) return [];
  const scripts = new Scripts(input.workspace);
  const files = new Set<string>();
  for (const { finding, calls } of subjects) {
    files.add(finding.file);
    for (const call of calls) {
      files.add(call.span.file);
      for (const { span } of call.credentials) files.add(span.file);
      for (const url of call.url.alternatives) for (const piece of url) if (piece.span) files.add(piece.span.file);
    }
  }
  await scripts.load([...files].sort(byCodeUnit));

  const exchanged = subjects.filter(({ finding }) => finding.rule === 'classic-basic-auth' || finding.rule === 'possible-basic-auth');
  const attachments = attachmentsOf([...new Set(exchanged.flatMap(({ calls }) => calls))], input.calls, input.rules.endpoints);
  const planned = new Map([...attachments].map(([key, attachment]) => [key, planAttachment(scripts, attachment, input)]));
  const decisions = guarded(subjects.map((subject) => ({ subject, planned: planSubject(subject, planned, scripts, input) })));
  return filePlans(decisions, scripts, input);
}

function filePlans(decisions: readonly Decision[], scripts: Scripts, input: PlannerInput): FilePlan[] {
  const outcomes = new Map<string, CallOutcome[]>();
  const together = new Map<string, Set<string>>();
  const changes = new Map<string, Map<string, Change>>();
  const clients = new Map<string, Set<string>>();
  for (const decision of decisions) {
    const { subject, planned } = decision;
    const { file } = subject.finding;
    const outcome = outcomeOf(decision, input);
    outcomes.set(file, [...(outcomes.get(file) ?? []), outcome]);
    if ('reason' in planned || (outcome.level === 'suggested' && input.options.level === 'safe')) continue;
    for (const change of planned.changes) {
      changes.set(change.file, (changes.get(change.file) ?? new Map<string, Change>()).set(changeKey(change), change));
      clients.set(change.file, (clients.get(change.file) ?? new Set<string>()).add(subject.calls[0]?.client ?? ''));
      if (change.file !== file) together.set(file, (together.get(file) ?? new Set<string>()).add(change.file));
    }
  }
  const plans: FilePlan[] = [];
  for (const file of [...new Set([...outcomes.keys(), ...changes.keys()])].sort(byCodeUnit)) {
    const own = [...(changes.get(file)?.values() ?? [])];
    const parts = own.flatMap((change) => change.parts);
    const edits: Edit[] = own.flatMap((change) => change.edits);
    const script = scripts.get(file);
    if (script && parts.length > 0) {
      const own = { clients: clients.get(file) ?? new Set<string>(), auth: input.options.auth };
      edits.push(...helperEdits(script, edits, parts, own));
    }
    plans.push({
      file,
      language: 'python',
      edits: distinct(edits),
      outcomes: outcomes.get(file) ?? [],
      together: [...(together.get(file) ?? [])].sort(byCodeUnit),
    });
  }
  return plans;
}

/** Two changes of one place may share an edit. */
function distinct(edits: readonly Edit[]): Edit[] {
  return [...new Map(edits.map((edit) => [`${edit.start}-${edit.end}-${edit.replacement}`, edit])).values()];
}

async function syntaxErrors(source: SourceFile): Promise<number> {
  return (await parsePython(source.path, source.text)).errors;
}

/** Migrates Python 2 and 3. */
export const pythonPlanner: Planner = { plan, syntaxErrors };
