import type { CurlOption } from '../http/curl/option.ts';

/** The options of the installed curl that take no value and have no `--no-` form; its help does not tell them from the others. */
export const FLAGS: readonly string[] = [
  'http1.0',
  'http1.1',
  'http2',
  'http2-prior-knowledge',
  'http3',
  'http3-only',
  'ipv4',
  'ipv6',
  'next',
  'proxy-tlsv1',
  'sslv2',
  'sslv3',
  'tlsv1',
  'tlsv1.0',
  'tlsv1.1',
  'tlsv1.2',
  'tlsv1.3',
];

/** Options that print a text and make no request. `--help` takes an optional category, which matters to nobody here. */
export const HELP: readonly string[] = ['help', 'manual', 'version'];

/** Options that the help of the installed curl does not show: newer ones (https://curl.se/docs/optionswhen.html), aliases and forgotten ones. */
export const ADDITIONS: readonly CurlOption[] = [
  { name: 'proxy-http2', kind: 'switch', since: '8.1.0' },
  { name: 'ca-native', kind: 'switch', since: '8.2.0' },
  { name: 'haproxy-clientip', kind: 'value', since: '8.2.0' },
  { name: 'proxy-ca-native', kind: 'switch', since: '8.2.0' },
  { name: 'trace-ids', kind: 'switch', since: '8.2.0' },
  { name: 'trace-config', kind: 'value', since: '8.3.0' },
  { name: 'variable', kind: 'value', since: '8.3.0' },
  { name: 'ipfs-gateway', kind: 'value', since: '8.4.0' },
  { name: 'ech', kind: 'value', since: '8.8.0' },
  { name: 'ip-tos', kind: 'value', since: '8.9.0' },
  { name: 'keepalive-cnt', kind: 'value', since: '8.9.0' },
  { name: 'mptcp', kind: 'switch', since: '8.9.0' },
  { name: 'vlan-priority', kind: 'value', since: '8.9.0' },
  { name: 'dump-ca-embed', kind: 'flag', since: '8.10.0' },
  { name: 'show-headers', kind: 'switch', since: '8.10.0' },
  { name: 'skip-existing', kind: 'switch', since: '8.10.0' },
  { name: 'tls-earlydata', kind: 'switch', since: '8.11.0' },
  { name: 'ssl-sessions', kind: 'value', since: '8.12.0' },
  { name: 'upload-flags', kind: 'value', since: '8.13.0' },
  { name: 'sigalgs', kind: 'value', since: '8.14.0' },
  { name: 'follow', kind: 'switch', since: '8.16.0' },
  { name: 'out-null', kind: 'switch', since: '8.16.0' },
  { name: 'parallel-max-host', kind: 'value', since: '8.16.0' },
  { name: 'knownhosts', kind: 'value', since: '8.17.0' },
  { name: 'egd-file', kind: 'value' },
  { name: 'eprt', kind: 'switch' },
  { name: 'epsv', kind: 'switch' },
  { name: 'ftp-ssl', kind: 'switch' },
  { name: 'ftp-ssl-reqd', kind: 'switch' },
  { name: 'krb4', kind: 'value' },
  { name: 'metalink', kind: 'switch' },
  { name: 'npn', kind: 'switch' },
  { name: 'ntlm-wb', kind: 'switch' },
  { name: 'random-file', kind: 'value' },
  { name: 'socks', kind: 'value' },
];
