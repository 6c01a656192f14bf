/** What a message may speak of. A placeholder without a value is left out, and so is a part in square brackets that holds one. */
export const PLACEHOLDERS = [
  'client',
  'method',
  'resource',
  'base',
  'protocol',
  'via',
  'option',
  'user',
  'what',
  'path',
  'url',
  'since',
  'date',
  'replacement',
  'note',
] as const;

export type Placeholder = (typeof PLACEHOLDERS)[number];
export type MessageValues = Partial<Record<Placeholder, string | undefined>>;

const PART = /\[([^[\]]*)\]|\{([a-z]+)\}/gi;

/** The placeholders of a template that there are none of: for validation. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);
  return names.filter((name) => !(PLACEHOLDERS as readonly string[]).includes(name));
}

/** Fills a template: `"{client} sends credentials[ ({option})] to /JSSResource/{resource}"`. */
export function formatMessage(template: string, values: MessageValues): string {
  const value = (name: string): string => values[name as Placeholder] ?? '';
  return template.replace(PART, (_, optional: string | undefined, name: string | undefined) => {
    if (name !== undefined) return value(name);
    const names = [...optional!.matchAll(/\{([a-z]+)\}/gi)].map((match) => match[1]!);
    if (names.some((inner) => value(inner) === '')) return '';
    return optional!.replace(/\{([a-z]+)\}/gi, (__, inner: string) => value(inner));
  });
}
