import type { ShellHelperOptions } from '../../../src/migrate/helpers/shell-helper.ts';
import type { Account, JamfProOptions } from '../../support/jamf-pro/options.ts';
import type { RecordedRequest } from '../../support/jamf-pro/record.ts';
import type { IssuedToken } from '../../support/jamf-pro/tokens.ts';
import type { ShellRun } from '../../support/shells.ts';

/** What a case's script did: how it ended and what the server saw of its accounts. */
export interface Outcome extends ShellRun {
  /** `METHOD path status` of each request, path without the context path, in order. */
  readonly lines: readonly string[];
  readonly requests: readonly RecordedRequest[];
  readonly alive: readonly IssuedToken[];
  readonly issued: readonly IssuedToken[];
  readonly wrong: number;
}

/** The servers that the cases share. */
export const SERVERS = {
  tls: {},
  plain: {},
  context: { contextPath: '/jamf' },
  oldOauth: { missing: ['/api/v1/oauth/token'] },
  noOauth: { missing: ['/api/v1/oauth/token', '/api/oauth/token'] },
  troubled: { tokenStatus: 503 },
  ahead: { clockAheadSeconds: 7 * 3600 },
  noDate: { noDate: true },
} as const satisfies Record<string, JamfProOptions>;

export interface ShellCase {
  readonly name: string;
  /**
   * The script behind the helper. Set are $URL, $ID (unlike any other case's), $SECRET, $ENCODED and $CA; `token` is the call that a
   * migrated script makes; `classic PATH` makes a Classic request with the token, PATH behind /JSSResource/, and says its status.
   */
  readonly script: string;
  readonly server?: keyof typeof SERVERS | undefined;
  readonly account?: Partial<Omit<Account, 'name'>> | undefined;
  readonly helper?: Partial<ShellHelperOptions> | undefined;
  /** Has the script and the server share a clock that stands until the script sleeps. */
  readonly movedClock?: boolean | undefined;
  /** In front of the helper. */
  readonly before?: string | undefined;
  /** The shells by the first word of their name; all where absent. */
  readonly shells?: readonly string[] | undefined;
  /** A signal sent when the script says `ready`. */
  readonly signal?: NodeJS.Signals | undefined;
  readonly input?: string | undefined;
  readonly expect: (outcome: Outcome) => void;
}

/** In front of the helper: `date` says $NOW, which a subshell may have for itself. The server goes by its own clock. */
export const FAKE_CLOCK =
  'mkdir "$WORK/bin"; printf \'#!/bin/sh\\necho "$NOW"\\n\' > "$WORK/bin/date"; chmod +x "$WORK/bin/date"; PATH=$WORK/bin:$PATH; export NOW=1000000';

/** A Classic request and its status as `classic` says it. */
export const GOT = 'classic 200\n';
