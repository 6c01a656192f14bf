import { describe, expect, test } from 'vitest';
import { covered, extractText, summary } from '../extract.ts';

const CALL = 'curl -u a:b https://j.example/JSSResource/sites';
const FOUND = [`https://j.example/JSSResource/sites basic`];

async function found(script: string): Promise<string[]> {
  return (await extractText(script)).calls.map(summary);
}

describe('runs a script out of its arguments or its input', () => {
  test.each<[string, string]>([
    ['eval, one text', `eval "${CALL}"`],
    ['eval, several words', `eval ${CALL}`],
    ['sh -c', `sh -c '${CALL}'`],
    ['bash -lc', `/bin/bash -lc '${CALL}'`],
    ['zsh with a long option', `/bin/zsh --no-rcs -c '${CALL}'`],
    ['bash -o option -c', `bash -o pipefail -c '${CALL}'`],
    ['sh with a here-string', `sh <<< '${CALL}'`],
    ['sh -s with arguments', `sh -s "$1" <<'E'\n${CALL}\nE`],
    ['a pipe', `echo '${CALL}' | sh`],
    ['a pipe into sudo', `echo '${CALL}' | sudo -u root bash`],
    ['ssh with a command', `ssh -p 22 -o A=b host '${CALL}'`],
    ['ssh with words', `ssh host ${CALL}`],
    ['ssh with a here-document', `ssh host <<E\n${CALL}\nE`],
    ['ssh with a shell in a text', `ssh host 'bash -s' <<'E'\n${CALL}\nE`],
    ['ssh with a shell and sudo', `ssh host sudo /bin/sh <<'E'\n${CALL}\nE`],
    ['su -c', `su - someone -c '${CALL}'`],
    ['su with a here-document', `su - someone <<'E'\n${CALL}\nE`],
    ['trap', `trap '${CALL}' EXIT`],
    ['at', `echo '${CALL}' | at midnight`],
    ['a script file in a substitution', `bash <(echo '${CALL}')`],
    ['osascript -e', `osascript -e 'do shell script "${CALL}"'`],
    ['osascript with a here-document', `osascript <<'E'\ndo shell script "${CALL}"\nE`],
    ['sudo sh -c', `sudo -H sh -c '${CALL}'`],
    ['launchctl, sudo and sh', `launchctl asuser 501 sudo -iu someone sh -c '${CALL}'`],
    ['xargs sh -c', `echo 1 | xargs -I{} sh -c '${CALL}'`],
    ['find -exec sh -c', `find . -exec sh -c '${CALL}' \\;`],
    ['a file that was written before', `f=$(mktemp)\ncat > "$f" <<'E'\n${CALL}\nE\nbash "$f"`],
    ['a file that was written and is executed', `cat > "$f" <<'E'\n${CALL}\nE\nchmod +x "$f"; "$f"`],
    ['a file that was written and is sourced', `echo '${CALL}' > "$f"\n. "$f"`],
    ['one inside the other', `ssh host "sudo sh -c '${CALL}'"`],
  ])('%s', async (_, script) => {
    const { calls } = await extractText(script);
    expect(calls.map(summary)).toEqual(FOUND);
    expect(covered(script, calls[0]!)).toBe(CALL);
  });
});

describe('runs nothing', () => {
  test.each<[string, string]>([
    ['a script file of its own', `bash ./run.sh '${CALL}'`],
    ['the words behind a script', `sh script '${CALL}'`],
    ['a trap taken back', 'trap - EXIT'],
    ['a name to ssh', `ssh -u '${CALL}'`],
    ['text into a pager', `echo '${CALL}' | less`],
    ['text into a file without a shell', `cat > notes.txt <<'E'\n${CALL}\nE`],
    ['text to a log', `logger '${CALL}'`],
    ['an AppleScript dialog', `osascript -e 'display dialog "${CALL}"'`],
    ['an AppleScript comment', `osascript -e '-- do shell script "${CALL}"'`],
    ['an AppleScript block comment', `osascript <<'E'\n(* do shell script "${CALL}" *)\nE`],
    ['a commented eval', `# eval "${CALL}"`],
    ['a text that is printed', `cmd="${CALL}"; echo "$cmd"`],
    ['nothing known', 'eval "$1"; sh -c "$2"; ssh "$host" "$cmd"'],
    ['nothing at all', 'eval; sh; ssh; su; osascript; at'],
  ])('%s', async (_, script) => {
    expect(await found(script)).toEqual([]);
  });
});

describe('positions of texts in texts', () => {
  test.each<[string, string, string]>([
    ['escaped quotes', 'eval "curl -u \\"$a:$b\\" https://j.example/x"', 'curl -u \\"$a:$b\\" https://j.example/x'],
    ['values in single quotes', `ssh host "curl -u '$a:$b' '$h/JSSResource/x' | cat"`, `curl -u '$a:$b' '$h/JSSResource/x'`],
    ['quotes closed and opened', `sh -c 'curl -u '"$a:$b"' https://j.example/x; true'`, `curl -u '"$a:$b"' https://j.example/x`],
    ['a text in a variable', `cmd="curl -u $a:$b https://j.example/x"\neval "$cmd"`, 'curl -u $a:$b https://j.example/x'],
    ['an escaped variable', 'cat > x.sh <<E\ncurl -u "$a:$b" "\\$url/x" -s\nE', 'curl -u "$a:$b" "\\$url/x" -s'],
  ])('%s', async (_, script, range) => {
    const { calls } = await extractText(script);
    expect(calls.map((call) => covered(script, call))).toEqual([range]);
  });

  test('a value in single quotes is a value, no text', async () => {
    const { calls } = await extractText(`ssh host "curl -u '$a:$b' https://j.example/x"`);
    expect(calls[0]!.credentials[0]!.password?.alternatives[0]).toMatchObject([{ kind: 'unknown', name: 'b' }]);
  });
});
