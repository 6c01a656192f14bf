import type { Role, RolePlace, RolePrivilege, RoleQuestion, RoleUse } from '../role/role.ts';
import { jsonText } from './json-text.ts';
import { printable } from './printable.ts';
import type { ReportOptions } from './reporter.ts';
import { plural } from './summary.ts';
import { type Theme, themeOf } from './theme.ts';
import { reportWidth, wrap } from './wrap.ts';

/** Places that are named for one use; the others are counted. */
const MAX_PLACES = 3;

/** `a.sh:3, b.sh:7 and 4 more`. */
export function placesText(places: readonly RolePlace[]): string {
  const named = places.slice(0, MAX_PLACES).map(({ file, line }) => `${file}:${line}`);
  const more = places.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** `GET /JSSResource/computers/id/{}`. */
export function useText({ method, resource }: Pick<RoleUse, 'method' | 'resource'>, api: 'classic' | 'other'): string {
  return `${method === '?' ? '' : `${method} `}${api === 'classic' ? '/JSSResource/' : '/'}${resource}`.trim();
}

/** What a question is about: a URL that is not known has none to show. */
export function questionText(question: RoleQuestion): string {
  if (question.kind === 'unknown-url') return question.method === '?' ? 'A call' : `A ${question.method} call`;
  return useText(question, question.kind === 'jamf-pro-api' ? 'other' : 'classic');
}

function privilegeLines({ name, inferred, notes, uses }: RolePrivilege, width: number, theme: Theme): string[] {
  const head = `  ${theme.strong(name)}${inferred ? `  ${theme.severity.warning('inferred')}` : ''}`;
  const detail = [...uses.map((use) => `${useText(use, 'classic')} (${placesText(use.places)})`), ...notes];
  return [head, ...detail.flatMap((text) => wrap(printable(text), width - 6).map((row) => theme.dim(`      ${row}`)))];
}

function questionLines(question: RoleQuestion, width: number, theme: Theme): string[] {
  const rows = wrap(printable(`${questionText(question)} (${placesText(question.places)})`), width - 4);
  return [...rows.map((row) => `  ${row}`), ...wrap(question.message, width - 6).map((row) => theme.dim(`      ${row}`))];
}

/** A role for people: its privileges with the calls that need them, and what a person has to decide. */
export function roleText({ privileges, questions, calls, scripts }: Role, options: Pick<ReportOptions, 'color' | 'columns'>): string {
  const theme = themeOf(options.color);
  const width = reportWidth(options.columns);
  if (calls === 0) return 'No call that needs a privilege was found.\n';
  const lines = [
    theme.strong(`The API role that ${plural(calls, 'call')} in ${plural(scripts, 'script')} need`),
    '',
    ...privileges.flatMap((privilege) => privilegeLines(privilege, width, theme)),
    ...(privileges.length === 0 ? ['  No privilege could be worked out.'] : []),
    '',
  ];
  if (privileges.some(({ inferred }) => inferred)) {
    const told =
      'inferred: no page of Jamf that is known to unbasic says so. Try the role, and compare with GET /api/v1/api-role-privileges.';
    lines.push(...wrap(told, width - 2).map((row) => `  ${row}`), '');
  }
  if (questions.length > 0) {
    lines.push(theme.strong('For you to decide'), '', ...questions.flatMap((question) => questionLines(question, width, theme)), '');
  }
  if (privileges.length > 0) {
    lines.push(theme.strong('Next'));
    lines.push('  unbasic role --format json > role.json');
    lines.push(`  curl --oauth2-bearer "$token" --header 'Content-Type: application/json' --data @role.json "$url/api/v1/api-roles"`);
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The body for `POST /api/v1/api-roles`. */
export function roleJson({ privileges }: Pick<Role, 'privileges'>, displayName: string): string {
  return `${jsonText({ displayName, privileges: privileges.map(({ name }) => name) }, 2)}\n`;
}
