import type { ts } from 'ts-morph';
import type { Finding } from '../../findings/finding.ts';
import type { HttpCall } from '../../http/call.ts';
import { typescriptHelper } from '../helpers/typescript-helper.ts';
import type { CallOutcome, FilePlan, ManualReason } from '../plan.ts';
import type { PlannerInput } from '../planner.ts';
import { fallbackReason, MIGRATED_RULES, spanOf } from '../subjects.ts';
import { apisOf, type Place, placesOf, spanKey } from './attachments.ts';
import { requestOf } from './base-url.ts';
import { changeOf } from './call-change.ts';
import { Change, type HelperNeeds } from './change.ts';
import { canShare, formOf, type HelperContext, placeHelper, presentHelper, sharedForm } from './helper-place.ts';
import { Project } from './project.ts';
import { Refusal } from './refusal.ts';
import { changeTokenEndpoint } from './token-endpoint.ts';
import { removeUnused } from './unused.ts';

/** Clients whose calls give a promise that is used as one. */
const PROMISING = /^(?:fetch|[\w@/-]*fetch[\w-]*|axios|gaxios|undici|phin|bent)$/;

/** What is made of one place or one call. */
type Answer = { readonly change: Change } | { readonly reason: ManualReason };

function answer(work: () => Change): Answer {
  try {
    return { change: work() };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.reason };
    if (error instanceof RangeError)
      return { reason: { id: 'unsupported-construct', message: 'The script is nested too deeply to be changed.' } };
    throw error;
  }
}

/** The plan of one run. */
class Planning {
  private readonly input: PlannerInput;
  private readonly project: Project;
  private readonly calls: readonly HttpCall[];
  private readonly places: Map<string, Place>;
  private readonly answers = new Map<string, Answer>();
  private readonly requests: ReadonlySet<ts.Node>;
  private readonly promises: ReadonlySet<ts.Node>;
  /** All that is changed. */
  private readonly total = new Change();

  constructor(input: PlannerInput) {
    this.input = input;
    const own = new Set(input.findings.map(({ file }) => file));
    this.calls = input.calls.filter(({ language, span }) => language === 'typescript' || own.has(span.file));
    const files = new Set(input.findings.filter(({ rule }) => MIGRATED_RULES.includes(rule)).map(({ file }) => file));
    for (const { span, credentials } of this.calls) if (files.has(span.file)) for (const one of credentials) files.add(one.span.file);
    this.project = new Project([...files].sort(), input.workspace);
    this.places = placesOf(this.calls);
    const requests = this.calls.filter(({ embedded }) => embedded.length === 0);
    this.requests = this.nodesOf(requests);
    this.promises = this.nodesOf(requests.filter(({ client, span }) => PROMISING.test(client) || this.isRequestPromise(client, span.file)));
  }

  private nodesOf(calls: readonly HttpCall[]): ReadonlySet<ts.Node> {
    return new Set(
      calls.flatMap(({ span }) => {
        const node = this.project.nodeAt(span);
        return node ? [requestOf(node), node] : [];
      }),
    );
  }

  private isRequestPromise(client: string, file: string): boolean {
    return client === 'request' && /['"]request-promise/.test(this.input.workspace.read(file)?.text ?? '');
  }

  /** What is made of a place; the same for all calls that get their credentials there. Its edits count once they are asked for. */
  private answerFor(place: Place): Answer {
    const key = spanKey(place.span);
    let known = this.answers.get(key);
    if (!known) {
      known = answer(() => {
        this.project.evaluator.refill('file');
        const context = {
          project: this.project,
          data: this.input.rules.endpoints,
          requests: this.requests,
          promises: this.promises,
          bearerStyle: this.input.options.bearerStyle,
        };
        return this.kept(changeOf(place, context));
      });
      this.answers.set(key, known);
    }
    return known;
  }

  /** Adds a change to the whole, as far as its level is asked for. */
  private kept(change: Change): Change {
    const strangers = [...change.edits.keys()].filter((file) => !this.input.targets.has(file));
    if (strangers.length > 0)
      throw new Refusal('shared-file', `The change reaches into ${strangers[0]}, which is not among the files to migrate.`);
    if (!change.suggested || this.input.options.level === 'suggested') this.total.include(change);
    return change;
  }

  private outcomeOf(finding: Finding): CallOutcome | undefined {
    const { rule, method, endpoint, guarded } = finding;
    const source = this.input.workspace.read(finding.file);
    const span = spanOf(finding, source);
    const base = { rule, span, method: method ?? undefined, resource: endpoint?.resource ?? '' };
    const manual = (reason: ManualReason): CallOutcome => ({ ...base, level: 'manual', reason });
    const calls = this.calls.filter((call) => spanKey(call.span) === spanKey(span));
    if (calls.length === 0) return manual(this.outOfReach(finding));
    if (rule === 'legacy-token-endpoint') {
      const made = answer(() => {
        const change = new Change();
        changeTokenEndpoint(calls, change, this.input.workspace, this.input.rules.endpoints);
        return this.kept(change);
      });
      return 'reason' in made ? manual(made.reason) : { ...base, level: made.change.suggested ? 'suggested' : 'safe' };
    }
    const places = calls.flatMap(({ credentials }) =>
      credentials.filter(({ scheme }) => scheme === 'basic').map((one) => this.places.get(spanKey(one.span))!),
    );
    const isClassic = rule === 'classic-basic-auth';
    // What is no Classic call changes only with one that is.
    if (!isClassic && !places.some((place) => place.calls.some((call) => apisOf(call, this.input.rules.endpoints).has('classic'))))
      return undefined;
    const answers = [...new Set(places)].map((place) => this.answerFor(place));
    const refused = answers.find((one) => 'reason' in one);
    if (refused && 'reason' in refused) return manual(isClassic ? refused.reason : fallbackReason(rule));
    if (answers.length === 0) return undefined;
    const suggested = guarded || !isClassic || answers.some((one) => 'change' in one && one.change.suggested);
    return { ...base, level: suggested ? 'suggested' : 'safe' };
  }

  /** Why a call is left that stands in a text of another language, or that another program makes. */
  private outOfReach({ rule, embedded, client }: Finding): ManualReason {
    const message =
      embedded.length > 0
        ? `The call is made by ${client ?? 'another program'} in a text that the script hands to a shell.`
        : fallbackReason(rule).message;
    return embedded.length > 0 && rule === 'classic-basic-auth' ? { id: 'inside-eval', message } : fallbackReason(rule);
  }

  /** The plans of all files that change or of which something is said. */
  plans(): FilePlan[] {
    const { input, total } = this;
    const outcomes = new Map<string, CallOutcome[]>();
    for (const finding of input.findings) {
      if (!MIGRATED_RULES.includes(finding.rule)) continue;
      const outcome = this.outcomeOf(finding);
      if (outcome) outcomes.set(finding.file, [...(outcomes.get(finding.file) ?? []), outcome]);
    }
    for (const file of [...total.edits.keys()]) removeUnused(file, total, this.project);
    const created = this.placeHelpers();
    const files = [...new Set([...outcomes.keys(), ...total.edits.keys()])].sort();
    const plans = files.map(
      (file): FilePlan => ({
        file,
        language: 'typescript',
        edits: total.edits.get(file) ?? [],
        outcomes: outcomes.get(file) ?? [],
        together: this.together(file, outcomes.get(file) ?? []),
      }),
    );
    return created
      ? [...plans.map((plan) => (this.usesShared(plan.file) ? { ...plan, together: [...plan.together, created.file] } : plan)), created]
      : plans;
  }

  private readonly sharing = new Set<string>();

  private usesShared(file: string): boolean {
    return this.sharing.has(file);
  }

  /** The files that hold parts of the changes for a file's calls, and those whose changes reach into it. */
  private together(file: string, outcomes: readonly CallOutcome[]): string[] {
    const others = new Set<string>();
    for (const made of this.answers.values()) {
      if (!('change' in made)) continue;
      const touched = [...made.change.edits.keys()];
      if (touched.includes(file)) for (const other of touched) others.add(other);
    }
    for (const { span } of outcomes) {
      for (const call of this.calls.filter((one) => spanKey(one.span) === spanKey(span))) {
        for (const credential of call.credentials) {
          const made = this.answers.get(spanKey(credential.span));
          if (made && 'change' in made) for (const other of made.change.edits.keys()) others.add(other);
        }
      }
    }
    others.delete(file);
    return [...others].filter((other) => this.total.edits.has(other)).sort();
  }

  /** Puts helpers into the files that need them; gives the plan of the file that they share where it is to be made. */
  private placeHelpers(): FilePlan | undefined {
    const { input, project, total } = this;
    const { auth, helper: shared } = input.options;
    const context: HelperContext = { project, auth, shared };
    const common: { needs: HelperNeeds; forms: Set<ReturnType<typeof formOf>> } = { needs: {}, forms: new Set() };
    for (const [file, needs] of [...total.helpers].sort(([left], [right]) => (left < right ? -1 : 1))) {
      const { root } = project.program.unit(file)!;
      const form = formOf(file, root, project);
      const isShared = canShare(file, form, context);
      placeHelper(file, needs, total, isShared, context);
      if (!isShared) continue;
      this.sharing.add(file);
      common.forms.add(form);
      common.needs = { encoded: common.needs.encoded || needs.encoded, https: common.needs.https || needs.https };
    }
    if (shared === undefined || this.sharing.size === 0) return undefined;
    const text = input.workspace.has(shared) ? input.workspace.read(shared)?.text : undefined;
    const present = text === undefined ? undefined : presentHelper(text);
    const encoded = common.needs.encoded || present?.needs.encoded;
    const https = common.needs.https || present?.needs.https;
    if (present && encoded === present.needs.encoded && https === present.needs.https) return undefined;
    const replacement = typescriptHelper({ auth, form: sharedForm(shared, common.forms), shared: true, encoded, https });
    const edit = present
      ? { start: present.start, end: present.end, replacement: replacement.trimEnd() }
      : { start: 0, end: 0, replacement };
    return { file: shared, language: 'typescript', edits: [edit], outcomes: [], together: [], ...(present ? {} : { create: true }) };
  }
}

/** Plans the changes of TypeScript and JavaScript files. */
export function planFiles(input: PlannerInput): FilePlan[] {
  if (!input.findings.some(({ rule }) => MIGRATED_RULES.includes(rule))) return [];
  return new Planning(input).plans();
}
