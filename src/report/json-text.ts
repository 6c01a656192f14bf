/** What JSON.stringify leaves as it is, but a terminal may obey: DEL, the C1 controls, and what turns the direction of text or separates lines. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A value as JSON that is safe to print: a control character in a name or a text reaches no terminal as itself. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
