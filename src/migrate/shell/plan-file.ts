import type { SourceFile } from '../../files/source.ts';
import type { Finding } from '../../findings/finding.ts';
import { classifyUrl } from '../../http/url.ts';
import type { CallSite } from '../../languages/shell/calls/extractor.ts';
import type { ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import type { CallOutcome, Edit, FilePlan, ManualReason } from '../plan.ts';
import type { PlannerInput } from '../planner.ts';
import { spanOf } from '../subjects.ts';
import { type CallRewrite, rewriteCall } from './call.ts';
import { childOf, rewriteForParent } from './child.ts';
import { manual } from './credentials.ts';
import { deadBranchAround, removeDeadBranch } from './dead-branch.ts';
import { rewriteExported } from './exported-function.ts';
import { isUsedElsewhere } from './option-variable.ts';
import { reuseOwnToken } from './own-token.ts';
import { type HelperSource, readsStatus, scriptEdits } from './script-edits.ts';
import type { ShellSites } from './sites.ts';
import { statementsOf } from './surroundings.ts';
import { rewriteTokenEndpoint } from './token-endpoint.ts';
import { toFile, type Unit, unitOf } from './unit.ts';

type Answer =
  | { readonly rewrite: CallRewrite; readonly unit: Unit }
  /** Edits of the file. */
  | { readonly edits: readonly Edit[]; readonly level: 'safe' | 'suggested' }
  | { readonly reason: ManualReason };

/** Plans the changes of one shell script. */
export class ShellFilePlan {
  private readonly source: SourceFile;
  private readonly input: PlannerInput;
  private readonly sites: ShellSites;
  private readonly units = new Map<ShellScript, Unit | ManualReason>();

  private readonly isRefused: boolean;
  /** Edits of files that source this one, once it is planned. */
  readonly elsewhere = new Map<string, readonly Edit[]>();

  /** @param isRefused whether no shell takes the script as it is */
  constructor(source: SourceFile, input: PlannerInput, sites: ShellSites, isRefused: boolean) {
    this.isRefused = isRefused;
    this.source = source;
    this.input = input;
    this.sites = sites;
  }

  /** @param helper how the helper comes into a script of its own; one that a script writes always carries it */
  plan(helper: HelperSource): FilePlan {
    const { path: file } = this.source;
    const findings = this.input.findings.filter((finding) => finding.file === file);
    const answers = new Map<Finding, Answer>();
    for (const finding of findings) {
      const answer = this.answer(finding);
      if (answer) answers.set(finding, answer);
    }
    this.refuseSharedVariables(answers);
    const byUnit = new Map<Unit, Map<Finding, CallRewrite>>();
    for (const [finding, answer] of answers) {
      if (!('rewrite' in answer) || !this.isWanted(answer.rewrite)) continue;
      const rewrites = byUnit.get(answer.unit) ?? new Map();
      byUnit.set(answer.unit, rewrites.set(finding, answer.rewrite));
    }
    const separate = [...answers.values()].flatMap((answer) => ('edits' in answer && this.isLevel(answer.level) ? answer.edits : []));
    const edits: Edit[] = [...new Map(separate.map((edit) => [`${edit.start} ${edit.end}`, edit])).values()];
    for (const [unit, rewrites] of byUnit) {
      const distinct = [...new Map([...rewrites.values()].map((rewrite) => [rewrite.edits[0]?.start, rewrite])).values()];
      const own = unit.script.embedded.length === 0;
      const { project } = this.sites;
      const mayChange = (other: ShellScript): boolean => own && other.embedded.length === 0 && this.input.files.includes(other.file);
      const planned = scriptEdits(unit, distinct, project, this.input.options, own ? helper : { kind: 'inline' }, mayChange);
      const made = toFile(unit, planned.own);
      if (made) {
        edits.push(...made);
        for (const [other, inserted] of planned.elsewhere) this.elsewhere.set(other, inserted);
      }
      if (!made)
        for (const finding of rewrites.keys())
          answers.set(finding, {
            reason: manual('unsupported-construct', 'The text that becomes the script is put together from pieces.'),
          });
    }
    return {
      file,
      language: 'shell',
      edits,
      outcomes: [...answers].map(([finding, answer]) => this.outcome(finding, answer)),
      together: [],
    };
  }

  /** Options that other commands use too keep their credentials: then the calls that are to be changed do as well. */
  private refuseSharedVariables(answers: Map<Finding, Answer>): void {
    for (let refused = true; refused; ) {
      refused = false;
      const rewrites = [...answers.values()].flatMap((answer) =>
        'rewrite' in answer && this.isWanted(answer.rewrite) ? [answer.rewrite] : [],
      );
      for (const [finding, answer] of answers) {
        if (!('rewrite' in answer) || !answer.rewrite.variable) continue;
        const { path, assignment } = answer.rewrite.variable;
        const own = rewrites.filter(({ variable }) => variable?.assignment === assignment);
        const changed = new Set<Statement>(own.map(({ site }) => site.command));
        const names = new Set(own.flatMap(({ variable }) => variable!.path));
        const statements = statementsOf(answer.unit.script.block);
        if (![...names].some((name) => isUsedElsewhere(name, changed, names, statements))) continue;
        answers.set(finding, {
          reason: manual('unsupported-construct', `The credentials stand in $${path.at(-1)}, which other commands use too.`),
        });
        refused = true;
      }
    }
  }

  private isWanted({ certain }: CallRewrite): boolean {
    return this.isLevel(certain ? 'safe' : 'suggested');
  }

  private isLevel(level: 'safe' | 'suggested'): boolean {
    return level === 'safe' || this.input.options.level === 'suggested';
  }

  private outcome(finding: Finding, answer: Answer): CallOutcome {
    const { rule, method, endpoint } = finding;
    const common = { rule, span: spanOf(finding, this.source), method: method ?? undefined, resource: endpoint?.resource ?? '' };
    if ('reason' in answer) return { ...common, level: 'manual', reason: answer.reason };
    return { ...common, level: 'edits' in answer ? answer.level : answer.rewrite.certain ? 'safe' : 'suggested' };
  }

  private answer(finding: Finding): Answer | undefined {
    const span = spanOf(finding, this.source);
    const sites = this.sites.at(span.file, span.start, span.end);
    if (finding.rule === 'legacy-token-endpoint') return this.tokenEndpoint(finding, sites);
    if (finding.rule !== 'classic-basic-auth') return undefined;
    if (finding.language !== 'shell')
      return { reason: manual('other-language', `The call is made by ${finding.language} inside a shell script.`) };
    const [site] = sites;
    if (this.isRefused) return { reason: manual('parse-error-nearby', 'The script has a syntax error as it is; mend that first.') };
    if (finding.guarded) return this.guarded(site);
    if (!site) return { reason: manual('unsupported-construct', 'The command that makes the call could not be found again.') };
    return this.rewrite(site, sites);
  }

  /** A legacy branch beside a bearer twin goes when it can be told that it never runs. */
  private guarded(site: CallSite | undefined): Answer {
    const dead = site?.point.block.script.embedded.length === 0 ? deadBranchAround(site.point) : undefined;
    const edit = site && dead && removeDeadBranch(dead, site.point.block.script);
    if (edit) return { edits: [edit], level: 'suggested' };
    const message = dead
      ? 'The call is a legacy branch that never runs; take the branch away.'
      : 'The call is the legacy branch of a condition whose other branch already uses a token.';
    return { reason: manual('guarded-branch', message) };
  }

  private rewrite(site: CallSite, sites: readonly CallSite[]): Answer {
    const { script } = site.point.block;
    const { start, end } = site.command;
    if (isUnclear(script, start, end))
      return { reason: manual('parse-error-nearby', 'The lines around the call could not be read in full.') };
    const file = this.sites.project.load(this.source.path);
    const child = childOf(script, this.source.text, file);
    const unit = child?.unit ?? this.unit(script, file);
    if ('id' in unit) return { reason: unit };
    const { project } = this.sites;
    project.startBudget();
    if (unit.script.embedded.length === 0) {
      const tokens = { sites: this.sites.in(script), project, endpoints: this.input.rules.endpoints };
      const edits = reuseOwnToken(site, unit, tokens, this.input.options.bearerStyle);
      if (edits) return { edits, level: 'suggested' };
    }
    const own = rewriteCall(site, unit, project, this.input.options);
    if ('id' in own) return { reason: own };
    const rewrite = child && file ? rewriteForParent(own, child, file) : rewriteExported(own, project);
    if ('id' in rewrite) return { reason: rewrite };
    const owner = child && file ? this.unit(file, file) : unit;
    if ('id' in owner) return { reason: owner };
    if (readsStatus(rewrite))
      return { reason: manual('unsupported-construct', 'The command reads PIPESTATUS, which a statement in front of it would change.') };
    const others = this.otherServers(sites);
    if (others === 'token' || others === 'other') {
      const what = others === 'token' ? 'asks for tokens' : 'goes to other servers';
      return { reason: manual('dynamic-url', `The same command also ${what}; give the calls of the Classic API a command of their own.`) };
    }
    return { rewrite: { ...rewrite, certain: rewrite.certain && others === undefined }, unit: owner };
  }

  /** What else than Jamf Pro's APIs the same command can address. */
  private otherServers(sites: readonly CallSite[]): 'token' | 'other' | 'unknown' | undefined {
    const apis = new Set(sites.flatMap(({ call }) => classifyUrl(call.url, this.input.rules.endpoints).map(({ api }) => api)));
    return (['token', 'other', 'unknown'] as const).find((api) => apis.has(api));
  }

  private unit(script: ShellScript, file: ShellScript | undefined): Unit | ManualReason {
    let unit = this.units.get(script);
    if (!unit) this.units.set(script, (unit = unitOf(script, this.source.text, file)));
    return unit;
  }

  private tokenEndpoint(finding: Finding, sites: readonly CallSite[]): Answer | undefined {
    return rewriteTokenEndpoint(finding, sites, this.source, this.input.rules.endpoints);
  }
}

/** Whether the statement of the script's own level that holds a range, or what follows it, was not read in full. */
function isUnclear({ block, unread, hasErrors }: ShellScript, start: number, end: number): boolean {
  if (!hasErrors) return false;
  const outer = block.statements.findLast((statement) => statement.start <= start && end <= statement.end) ?? { start, end };
  return unread.some(([from, to]) => from < outer.end && outer.start < to);
}
