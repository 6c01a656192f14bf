import type { ConnectionOption } from '../call.ts';
import type { GivenOption } from './words.ts';

type Kind = ConnectionOption['kind'];

const KINDS: Readonly<Record<Exclude<Kind, 'proxy'>, readonly string[]>> = {
  insecure: ['insecure'],
  ca: ['cacert', 'capath', 'ca-native', 'crlfile', 'pinnedpubkey', 'cert-status', 'ssl-no-revoke', 'ssl-revoke-best-effort'],
  'client-certificate': ['cert', 'cert-type', 'engine', 'key', 'key-type', 'pass', 'ssl-auto-client-cert'],
  resolve: ['resolve', 'connect-to', 'dns-interface', 'dns-ipv4-addr', 'dns-ipv6-addr', 'dns-servers', 'doh-url'],
  timeout: ['connect-timeout', 'max-time', 'speed-limit', 'speed-time'],
  other: [
    ...[
      'abstract-unix-socket',
      'unix-socket',
      'interface',
      'local-port',
      'ipv4',
      'ipv6',
      'ciphers',
      'tls13-ciphers',
      'curves',
      'sigalgs',
      'ech',
    ],
    ...[
      'tls-max',
      'tlsv1',
      'tlsv1.0',
      'tlsv1.1',
      'tlsv1.2',
      'tlsv1.3',
      'sslv2',
      'sslv3',
      'ssl-allow-beast',
      'doh-insecure',
      'doh-cert-status',
    ],
  ],
};

const kindByName = new Map<string, Kind>(
  Object.entries(KINDS).flatMap(([kind, names]) => names.map((name) => [name, kind as Kind] as const)),
);

function kindOf(name: string): Kind | undefined {
  if (/^proxy|^preproxy$|^noproxy$|^socks/.test(name)) return 'proxy';
  return kindByName.get(name);
}

/** The options that say how to reach and trust the server, in the order given; those switched off again are left out. */
export function connectionOf(options: readonly GivenOption[]): ConnectionOption[] {
  const connection: ConnectionOption[] = [];
  for (const [index, { option, on, written, value, span }] of options.entries()) {
    const kind = kindOf(option.name);
    if (!kind || !on) continue;
    const undone = options.slice(index + 1).some((later) => later.option === option && !later.on);
    if (!undone) connection.push({ kind, option: written, span, ...(value && { value }) });
  }
  return connection;
}
