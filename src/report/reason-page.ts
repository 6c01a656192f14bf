import { readFileSync } from 'node:fs';
import { isReasonId, reasonPage } from '../migrate/reasons.ts';

export interface ReasonText {
  readonly title: string;
  /** What the page says it means: one paragraph of Markdown without links. */
  readonly meaning: string;
}

/** What stands on the page of a reason why a call is left to a person; the id alone where there is none. */
export function reasonText(id: string): ReasonText {
  const unknown = { title: id, meaning: '' };
  if (!isReasonId(id)) return unknown;
  try {
    const page = readFileSync(reasonPage(id), 'utf8');
    const title = /^# (.+)$/m.exec(page)?.[1] ?? id;
    const meaning = /^## What it means\n+([^\n]+)/m.exec(page)?.[1] ?? '';
    return { title, meaning: meaning.replace(/\[([^\]]{1,200})\]\([^)]{1,300}\)/g, '$1').replaceAll('`', '') };
  } catch {
    return unknown;
  }
}
