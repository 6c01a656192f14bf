const VALUE = /(?:[^\s'"`$\\;&|<>(){}#]|\$\w|\$\{\w+\}|'[^'\n]*'|"(?:[^"\\`$\n]|\\.|\$\w|\$\{\w+\})*")*/.source;
const ASSIGNMENT = new RegExp(`[A-Za-z_]\\w*\\+?=${VALUE}`, 'y');
const BLANKS = /[ \t]+/y;
const LINE_END = /[ \t]*(?:[ \t]#[^\n]*)?(?:\n|$)/y;
const MAX_ASSIGNMENTS = 200;

function end(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/**
 * Where blanks stand between the assignments of a line that holds nothing else, two and more. The grammar takes the next line for their
 * command, whatever it is; with semicolons in the place of the blanks it does not.
 */
export function blanksOfAssignments(text: string, at: number): number[] {
  const blanks: number[] = [];
  let offset = at;
  for (let count = 0; count < MAX_ASSIGNMENTS; count++) {
    const behind = end(ASSIGNMENT, text, offset);
    if (behind === undefined) return [];
    if (end(LINE_END, text, behind) !== undefined) return blanks;
    const next = end(BLANKS, text, behind);
    if (next === undefined) return [];
    blanks.push(behind);
    offset = next;
  }
  return [];
}
