import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A key and its self-signed certificate for localhost, in memory and, for `curl --cacert`, in a file. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  readonly certFile: string;
  remove(): Promise<void>;
}

/** Has openssl make a certificate. Undefined where there is no openssl that can: tests then say so and skip. */
export async function makeCertificate(): Promise<Certificate | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'jamf-pro-'));
  const keyFile = join(directory, 'key.pem');
  const certFile = join(directory, 'cert.pem');
  const remove = () => rm(directory, { recursive: true, force: true });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:*.example.test,IP:127.0.0.1'];
  try {
    await promisify(execFile)('openssl', ['req', '-x509', '-days', '2', ...newKey, '-out', certFile, ...subject]);
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8'), certFile, remove };
  } catch {
    await remove();
    return undefined;
  }
}
