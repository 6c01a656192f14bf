import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Whether the command lines of other processes can be read here. */
export const CAN_SEE_PROCESSES = existsSync('/proc/self/stat');

const STEP_MILLISECONDS = 10;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}

/** The command lines of a session's processes, by process id. */
function commandLines(session: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const id of readdirSync('/proc')) {
    // A process is not older than its session.
    if (!/^\d+$/.test(id) || Number(id) < session) continue;
    // pid (name) state parent group session
    const fields = read(`/proc/${id}/stat`)
      .replace(/^.*\) /s, '')
      .split(' ');
    if (Number(fields[3]) === session) found.set(id, read(`/proc/${id}/cmdline`).replaceAll('\0', ' ').trim());
  }
  return found;
}

export interface WatchOptions {
  /** What must not be seen, as far as it is known by now. */
  readonly secrets: () => readonly string[];
  /** Makes the command lines of two runs comparable. */
  readonly neutral: (line: string) => string;
  /** Command lines that need no second look, as a run before had them too. */
  readonly known: ReadonlySet<string>;
  /** How long a secret may be seen before it counts: curl blanks its own, but not before it has started. */
  readonly patienceMilliseconds: number;
}

/**
 * Looks at the command lines of a script's processes whenever the server has a request of it, which waits meanwhile: what is
 * shown then is shown for as long as the request takes.
 */
export class ExposureWatch {
  /** Command lines that show a secret, made comparable. */
  readonly exposed = new Set<string>();
  private readonly options: WatchOptions;
  private session = 0;
  private own = '';

  constructor(options: WatchOptions) {
    this.options = options;
  }

  /** @param own the command line of the script itself, which the one who starts it answers for */
  start(session: number, own: string): void {
    this.session = session;
    // Version managers start interpreters by scripts, under other names but with the same arguments.
    this.own = own.trim().replace(/^\S+/, '');
  }

  readonly look = async (): Promise<void> => {
    if (!CAN_SEE_PROCESSES || this.session === 0) return;
    let suspects = this.showing();
    for (let waited = 0; suspects.size > 0 && waited < this.options.patienceMilliseconds; waited += STEP_MILLISECONDS) {
      await setTimeout(STEP_MILLISECONDS);
      const now = this.showing();
      suspects = new Map([...suspects].filter(([id, line]) => now.get(id) === line));
    }
    for (const line of suspects.values()) this.exposed.add(line);
  };

  /** What shows a secret and is not known yet, by process id. */
  private showing(): Map<string, string> {
    const { secrets, neutral, known } = this.options;
    const texts = secrets();
    const showing = [...commandLines(this.session)].filter(
      ([, line]) => !line.endsWith(this.own) && texts.some((text) => line.includes(text)),
    );
    const lines = showing.map(([id, line]) => [id, neutral(line)] as const);
    return new Map(lines.filter(([, line]) => !known.has(line) && !this.exposed.has(line)));
  }
}
