import type { Account } from './options.ts';

/** The accounts of one server, and how often each was asked for with a wrong secret. */
export class Credentials {
  private readonly accounts = new Map<string, Account>();
  private readonly refusals = new Map<string, number>();

  constructor(accounts: readonly Account[]) {
    for (const account of accounts) this.add(account);
  }

  add(account: Account): void {
    this.accounts.set(account.name, account);
  }

  find(name: string): Account | undefined {
    return this.accounts.get(name);
  }

  /** How many wrong passwords or secrets came for a name. */
  wrong(name: string): number {
    return this.refusals.get(name) ?? 0;
  }

  /** The user that an `Authorization: Basic` header proves to be; counts a wrong one. */
  basic(authorization: string): Account | undefined {
    const [name, secret] = decodeBasic(authorization) ?? [];
    return name === undefined ? undefined : this.check('user', name, secret ?? '');
  }

  client(id: string, secret: string): Account | undefined {
    return this.check('client', id, secret);
  }

  private check(kind: Account['kind'], name: string, secret: string): Account | undefined {
    const account = this.accounts.get(name);
    if (account?.kind === kind && account.secret === secret) return account;
    this.refusals.set(name, this.wrong(name) + 1);
    return undefined;
  }
}

/** User and password of an `Authorization: Basic` header. */
export function decodeBasic(authorization: string): [string, string] | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  return colon < 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}
