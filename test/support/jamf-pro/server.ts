import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Answer, apiError, NOT_FOUND_PAGE, UNAUTHORIZED_PAGE } from './answers.ts';
import { classicAnswer } from './classic.ts';
import { Credentials, decodeBasic } from './credentials.ts';
import type { Account, JamfProOptions } from './options.ts';
import { RECORDED_HEADERS, type RecordedRequest } from './record.ts';
import { tokenAnswer } from './token-endpoints.ts';
import { type IssuedToken, TokenStore } from './tokens.ts';

/** A running stand-in. Accounts with names of their own let many tests share one. */
export interface JamfPro {
  /** `https://127.0.0.1:PORT` and the context path. */
  readonly url: string;
  readonly port: number;
  add(account: Account): void;
  /** Every request so far in order, or those of one account. */
  requests(account?: string): RecordedRequest[];
  /** The tokens that would still be taken. */
  alive(account?: string): IssuedToken[];
  issued(account?: string): IssuedToken[];
  wrongPasswords(account: string): number;
  stop(): Promise<void>;
}

const SCHEMES = new Map([['', 'none'] as const, ['basic', 'basic'] as const, ['bearer', 'bearer'] as const]);

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => resolve(''));
  });
}

/** Starts a server on 127.0.0.1. `stop` it, or the process does not end. */
export async function startJamfPro(options: JamfProOptions = {}): Promise<JamfPro> {
  const credentials = new Credentials(options.accounts ?? []);
  const now = (account = ''): number => credentials.find(account)?.clock?.() ?? Date.now();
  const tokens = new TokenStore(now);
  const recorded: RecordedRequest[] = [];
  const context = options.contextPath ?? '';

  function route(method: string, path: string, authorization: string, headers: IncomingMessage['headers'], body: string): Answer {
    if (!path.startsWith(`${context}/`)) return NOT_FOUND_PAGE;
    const local = path.slice(context.length);
    const token = tokens.find(/^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '');
    const known = tokens.state(token) === 'alive';
    if (local.startsWith('/JSSResource/')) {
      const basic = options.classicBasic === true && credentials.basic(authorization) !== undefined;
      return known || basic ? classicAnswer(method, local.slice('/JSSResource/'.length), headers.accept ?? '') : UNAUTHORIZED_PAGE;
    }
    if (!/^\/u?api\//.test(local)) return NOT_FOUND_PAGE;
    const request = { method, path: local, authorization, body, contentType: headers['content-type'] ?? '' };
    return tokenAnswer({ options, tokens, credentials }, request) ?? apiError(known ? 404 : 401, known ? 'NOT_FOUND' : 'INVALID_TOKEN');
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const { method = '', headers } = request;
    // A request through a proxy names the whole URL.
    const url = (request.url ?? '').replace(/^https?:\/\/[^/]+/, '');
    const path = url.split('?')[0] ?? '';
    const authorization = headers.authorization ?? '';
    const bearer = /^Bearer\b ?(.*)$/i.exec(authorization);
    const token = bearer ? tokens.find(bearer[1] ?? '') : undefined;
    const state = tokens.state(token);
    const account = token?.account ?? decodeBasic(authorization)?.[0] ?? new URLSearchParams(body).get('client_id') ?? undefined;
    const answer = route(method, path, authorization, headers, body);
    const date = now(account) + (options.clockAheadSeconds ?? 0) * 1000;
    const kept = RECORDED_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]] as const]));
    recorded.push({
      method,
      path: url,
      scheme: SCHEMES.get(authorization.split(' ')[0]?.toLowerCase() as '') ?? 'other',
      account,
      token: bearer ? { number: token?.number, state } : undefined,
      headers: Object.fromEntries(kept),
      body,
      status: answer.status,
    });
    await options.onRequest?.();
    if (options.delayMilliseconds) await setTimeout(options.delayMilliseconds);
    response.sendDate = false;
    if (options.noDate !== true) response.setHeader('Date', new Date(date).toUTCString());
    response.setHeader('Set-Cookie', 'APBALANCEID=aws.standin-node1; path=/; HttpOnly');
    if (answer.type) response.setHeader('Content-Type', answer.type);
    response.writeHead(answer.status).end(method === 'HEAD' ? undefined : answer.body);
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void serve(request, response);
  const server = options.tls ? https.createServer(options.tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}${context}`,
    port,
    add: (account) => credentials.add(account),
    requests: (account) => recorded.filter((request) => account === undefined || request.account === account),
    alive: (account) => tokens.alive(account),
    issued: (account) => tokens.all(account),
    wrongPasswords: (account) => credentials.wrong(account),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
