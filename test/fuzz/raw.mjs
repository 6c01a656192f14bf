/** Controls, C1 among them, and what turns the direction of text: nothing of it may reach a terminal. */
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const COLOURS = /\u001b\[[0-9;]*m/g;

const named = (character) => `U+${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

function tell(text) {
  const found = RAW.exec(text);
  return found ? `${named(found[0])} raw, in ${JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 60))}` : undefined;
}

/** What a text for people holds that it must not; undefined when nothing. @param coloured whether colours are allowed */
export function textTells(text, coloured = false) {
  return tell(coloured ? text.replaceAll(COLOURS, '') : text);
}

/** The same for data. */
export function dataTells(text) {
  return tell(text);
}
