import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';

/** A rule's page without its title; undefined for a rule that has none. */
export function ruleHelp(id: string): string | undefined {
  if (!/^[a-z0-9-]+$/.test(id)) return undefined;
  try {
    const page = readFileSync(join(packageRoot(), 'rules', `${id}.md`), 'utf8');
    return page.replace(/^# .*\n+/, '').trim();
  } catch {
    return undefined;
  }
}

/** The first paragraph of prose of a page as plain text. */
export function firstParagraph(page: string): string | undefined {
  const paragraph = page.split(/\n{2,}/).find((part) => /^[A-Z]/.test(part));
  return paragraph
    ?.replaceAll(/\s+/g, ' ')
    .replaceAll(/[`*]/g, '')
    .replace(/\[([^\]]{1,200})\]\([^)]{1,300}\)/g, '$1');
}
