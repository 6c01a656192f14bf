import { type Answer, apiError, json, oauthError } from './answers.ts';
import type { Credentials } from './credentials.ts';
import type { JamfProOptions, OptionalEndpoint } from './options.ts';
import type { IssuedToken, TokenStore } from './tokens.ts';

/** What the token endpoints need of the server. */
export interface TokenDesk {
  readonly options: JamfProOptions;
  readonly tokens: TokenStore;
  readonly credentials: Credentials;
}

/** What is asked of a token endpoint. */
export interface TokenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
  readonly contentType: string;
}

const USER_ENDPOINTS = ['/api/v1/auth/token'];
const EPOCH_ENDPOINTS = ['/uapi/auth/tokens', '/api/auth/tokens'];
const CLIENT_ENDPOINTS = ['/api/v1/oauth/token', '/api/oauth/token'];

function bearerOf(desk: TokenDesk, request: TokenRequest): IssuedToken | undefined {
  const token = desk.tokens.find(/^Bearer (\S+)$/i.exec(request.authorization)?.[1] ?? '');
  return token && desk.tokens.state(token) === 'alive' ? token : undefined;
}

function userToken(desk: TokenDesk, token: IssuedToken, epoch: boolean): Answer {
  const expires = token.expires + (desk.options.clockAheadSeconds ?? 0) * 1000;
  return json(200, { token: token.text, expires: epoch ? expires : new Date(expires).toISOString() });
}

function issueToUser(desk: TokenDesk, request: TokenRequest, epoch: boolean): Answer {
  const account = desk.credentials.basic(request.authorization);
  if (!account) return apiError(401, 'INVALID_TOKEN');
  const seconds = account.tokenSeconds ?? desk.options.userTokenSeconds ?? 1800;
  return userToken(desk, desk.tokens.issue(account.name, 'user', seconds), epoch);
}

function issueToClient(desk: TokenDesk, request: TokenRequest): Answer {
  if (!/^application\/x-www-form-urlencoded\b/.test(request.contentType)) return oauthError(400, 'invalid_request');
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');
  const account = desk.credentials.client(form.get('client_id') ?? '', form.get('client_secret') ?? '');
  if (!account) return oauthError(401, 'invalid_client');
  const seconds = account.tokenSeconds ?? desk.options.clientTokenSeconds ?? 60;
  const token = desk.tokens.issue(account.name, 'client', seconds);
  return json(200, { access_token: token.text, scope: 'api-role:1', token_type: 'Bearer', expires_in: Math.max(seconds - 1, 1) });
}

/** The answer of a token endpoint; undefined for a path that is none. */
export function tokenAnswer(desk: TokenDesk, request: TokenRequest): Answer | undefined {
  const { method, path } = request;
  const issuing = [...USER_ENDPOINTS, ...EPOCH_ENDPOINTS, ...CLIENT_ENDPOINTS].includes(path);
  if (issuing) {
    if (desk.options.missing?.includes(path as OptionalEndpoint)) return apiError(404, 'NOT_FOUND');
    if (method !== 'POST') return apiError(405, 'METHOD_NOT_ALLOWED');
    if (desk.options.tokenStatus !== undefined) return apiError(desk.options.tokenStatus, 'UNAVAILABLE');
    if (CLIENT_ENDPOINTS.includes(path)) return issueToClient(desk, request);
    return issueToUser(desk, request, EPOCH_ENDPOINTS.includes(path));
  }
  const endpoint = `${method} ${path}`;
  if (
    !['POST /api/v1/auth/keep-alive', 'POST /api/v1/auth/invalidate-token', 'GET /api/v1/auth', 'GET /api/v1/jamf-pro-version'].includes(
      endpoint,
    )
  )
    return undefined;
  const token = bearerOf(desk, request);
  if (!token) return apiError(401, 'INVALID_TOKEN');
  switch (endpoint) {
    case 'GET /api/v1/jamf-pro-version':
      return json(200, { version: '11.30.1-t1' });
    case 'GET /api/v1/auth':
      return json(200, {
        account: { id: '1', username: token.account },
        authenticationType: token.kind === 'user' ? 'JSS' : 'CLIENT_CREDENTIALS',
      });
    case 'POST /api/v1/auth/invalidate-token':
      desk.tokens.end(token, 'invalidated');
      return { status: 204 };
    default: {
      if (token.kind === 'client') return apiError(401, 'INVALID_TOKEN');
      desk.tokens.end(token, 'kept-alive');
      const seconds = desk.credentials.find(token.account)?.tokenSeconds ?? desk.options.userTokenSeconds ?? 1800;
      return userToken(desk, desk.tokens.issue(token.account, 'user', seconds), false);
    }
  }
}
