import { randomBytes } from 'node:crypto';

/** One token that was issued. Its text is a secret only within a test. */
export interface IssuedToken {
  /** Counts from 1 in the order of issue. */
  readonly number: number;
  readonly text: string;
  readonly account: string;
  readonly kind: 'user' | 'client';
  /** Milliseconds of the account's clock. */
  readonly expires: number;
  /** What ended it before its time. */
  readonly ended?: 'invalidated' | 'kept-alive' | undefined;
}

export type TokenState = 'alive' | 'expired' | 'invalidated' | 'kept-alive' | 'unknown';

/** The tokens of one server, ended ones included. */
export class TokenStore {
  private readonly byText = new Map<string, IssuedToken>();
  private readonly now: (account: string) => number;

  /** @param now the clock of an account, in milliseconds */
  constructor(now: (account: string) => number) {
    this.now = now;
  }

  issue(account: string, kind: IssuedToken['kind'], seconds: number): IssuedToken {
    const part = () => randomBytes(24).toString('base64url');
    const token: IssuedToken = {
      number: this.byText.size + 1,
      text: `eyJhbGciOiJIUzI1NiJ9.${part()}.${part()}`,
      account,
      kind,
      expires: this.now(account) + seconds * 1000,
    };
    this.byText.set(token.text, token);
    return token;
  }

  find(text: string): IssuedToken | undefined {
    return this.byText.get(text);
  }

  state(token: IssuedToken | undefined): TokenState {
    if (!token) return 'unknown';
    return token.ended ?? (token.expires > this.now(token.account) ? 'alive' : 'expired');
  }

  end(token: IssuedToken, ended: 'invalidated' | 'kept-alive'): void {
    this.byText.set(token.text, { ...token, ended });
  }

  all(account?: string): IssuedToken[] {
    return [...this.byText.values()].filter((token) => account === undefined || token.account === account);
  }

  alive(account?: string): IssuedToken[] {
    return this.all(account).filter((token) => this.state(token) === 'alive');
  }
}
