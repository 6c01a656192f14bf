import type { Role } from '../../role/role.ts';
import { placesText, questionText, useText } from '../role-text.ts';
import { html } from './html.ts';
import type { Section } from './parts.ts';

/** The API role to create, and what a person has to decide first. */
export function roleSection(role: Role | null): Section | undefined {
  if (!role || role.calls === 0) return undefined;
  const rows = role.privileges.map(
    ({ name, inferred, notes, uses }) => html`
<tr><th scope="row">${name}${inferred && html` <span class="tag">inferred</span>`}</th><td>${uses.map(
      (use) => html`<div><code>${useText(use, 'classic')}</code> <span class="quiet">${placesText(use.places)}</span></div>`,
    )}${notes.map((note) => html`<div class="quiet">${note}</div>`)}</td></tr>`,
  );
  const questions = role.questions.map(
    (question) =>
      html`<li><code>${questionText(question)}</code> <span class="quiet">${placesText(question.places)}</span><br>${question.message}</li>`,
  );
  const hasInferred = role.privileges.some(({ inferred }) => inferred);
  const body = html`
<p>Settings › API roles and clients › API Roles › New. The least that the scripts need, calls that use a token already included. <code>unbasic role --format json</code> prints it as the body for <code>POST /api/v1/api-roles</code>.</p>
${
  rows.length > 0 &&
  html`<table class="grid"><caption class="hidden">Privileges</caption><thead><tr><th scope="col">Privilege</th><th scope="col">For</th></tr></thead><tbody>${rows}
</tbody></table>`
}
${hasInferred && html`<p class="quiet">Inferred: worked out from names, or seen in practice alone. Try the role, and compare with <code>GET /api/v1/api-role-privileges</code> on your server.</p>`}
${questions.length > 0 && html`<h3>For you to decide</h3><ul class="plain">${questions}</ul>`}`;
  return { id: 'role', title: 'The API role to create', count: role.privileges.length, body };
}
