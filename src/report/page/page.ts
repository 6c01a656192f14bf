import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../audit/audit.ts';
import { packageRoot } from '../../files/package-root.ts';
import { tool } from '../tool.ts';
import { findingsSection } from './findings.ts';
import { howSection, resourcesSection } from './how.ts';
import { Html, html } from './html.ts';
import { overview, problemsSection, progressSection, timelineSection } from './overview.ts';
import type { Section } from './parts.ts';
import { roleSection } from './role-section.ts';
import { scriptsSection, whereSection } from './where.ts';
import { endpointsSection, manualSection } from './work.ts';

/** The style, in the order in which its parts are to stand. */
const STYLES = ['base.css', 'layout.css', 'tables.css', 'controls.css', 'media.css'];
const SCRIPT = 'page-script.js';

/** A file of the page, beside this module or where the build puts it. */
function asset(name: string): string {
  const beside = new URL(`./${name}`, import.meta.url);
  return readFileSync(existsSync(beside) ? beside : join(packageRoot(), 'dist', 'page', name), 'utf8');
}

/** In a tagged template the bundler would call a helper for it, from a package of its own. */
const SCRIPT_END = '</script>';

function hash(content: string): string {
  return `'sha256-${createHash('sha256').update(content, 'utf8').digest('base64')}'`;
}

function sectionHtml({ id, title, count, body }: Section): Html {
  return html`
<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}${count !== undefined && html` <span class="count">${count}</span>`}</h2>${body}</section>`;
}

/**
 * The whole report as one file: no request leaves it, and its policy lets nothing run but its own script.
 * @param date the day that ages are counted to; undefined in a report that holds none
 */
export function pageHtml(audit: Audit, date: string | undefined): string {
  const style = STYLES.map(asset).join('\n');
  const script = asset(SCRIPT);
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
  const sections = [
    progressSection(audit),
    whereSection(audit),
    howSection(audit),
    resourcesSection(audit),
    manualSection(audit),
    endpointsSection(audit),
    roleSection(audit.role),
    timelineSection(audit),
    scriptsSection(audit, date ?? ''),
    findingsSection(audit),
    problemsSection(audit),
  ].filter((section) => section !== undefined);
  const { version } = tool();
  const contents = sections.map(
    ({ id, title, count }) =>
      html`<li><a href="#${id}">${title}${count !== undefined && html` <span class="count">${count}</span>`}</a></li>`,
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(policy.replaceAll('"', ''))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Basic authentication in Jamf Pro scripts</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><h1>Basic authentication in Jamf Pro scripts</h1>${overview(audit)}</header>
<div class="frame">
<nav aria-label="Contents"><ul>${contents}</ul></nav>
<main id="main">${sections.map(sectionHtml)}
</main>
</div>
<footer><p>Made by unbasic ${version}${date !== undefined && ` · as of ${date}`}. No password is in this report; variables’ names are.</p></footer>
${new Html(`<script>${script}${SCRIPT_END}`)}
</body>
</html>
`;
  return page.text;
}
