import { wellFormed } from './clean-text.ts';

/** What XML 1.0 cannot hold, not even escaped. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** What XML can hold, but a terminal that shows it may obey. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As references, or a parser would make spaces of them.
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A text as an attribute's value or as an element's content. */
export function xmlText(text: string): string {
  return wellFormed(text)
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"\t\n\r]/g, (character) => ESCAPES[character]!)
    .replace(OBEYED, (character) => `&#${character.charCodeAt(0)};`);
}

export type XmlAttributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its children, indented; attributes that are undefined are left out. */
export function xmlElement(name: string, attributes: XmlAttributes, children: readonly string[] = []): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const head = `<${name}${given.map(([key, value]) => ` ${key}="${xmlText(String(value))}"`).join('')}`;
  if (children.length === 0) return `${head}/>`;
  return `${head}>\n${children.map((child) => child.replace(/^/gm, '  ')).join('\n')}\n</${name}>`;
}

/** A comment. Two hyphens cannot stand in one. */
export function xmlComment(text: string): string {
  return `<!-- ${text.replaceAll('--', '- -')} -->`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}
