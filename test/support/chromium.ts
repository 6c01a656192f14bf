import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** The browser to test pages in: UNBASIC_CHROMIUM, or where distributions put it. */
export const CHROMIUM = process.env.UNBASIC_CHROMIUM ?? PLACES.find((path) => existsSync(path));

export interface Media {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly print?: boolean;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

type Pending = { readonly done: (result: Readonly<Record<string, unknown>>) => void; readonly fail: (error: Error) => void };

/** A headless browser with one page, spoken to by the DevTools protocol over a pipe. */
export class Browser {
  /** What the page has logged as warnings or errors, exceptions included. */
  readonly complaints: string[] = [];
  /** Every address that was asked for. */
  readonly requests: string[] = [];
  private readonly child: ChildProcess;
  private readonly profile: string;
  private readonly pending = new Map<number, Pending>();
  private readonly waiting = new Map<string, () => void>();
  private session: string | undefined;
  private rest = '';
  private next = 1;

  private constructor(binary: string) {
    this.profile = mkdtempSync(join(tmpdir(), 'unbasic-chromium-'));
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--remote-debugging-pipe',
      '--disable-dev-shm-usage',
    ];
    this.child = spawn(binary, [...flags, `--user-data-dir=${this.profile}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    (this.child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.take(text));
  }

  static async start(binary: string): Promise<Browser> {
    const browser = new Browser(binary);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    browser.session = sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await browser.send(`${domain}.enable`);
    return browser;
  }

  send(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = this.next++;
    const message = { id, method, params, ...(this.session ? { sessionId: this.session } : {}) };
    (this.child.stdio[3] as Writable).write(`${JSON.stringify(message)}\u0000`);
    return new Promise((done, fail) => this.pending.set(id, { done, fail }));
  }

  async open(url: string, { width = 1280, height = 900, dark = false, print = false }: Media = {}): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
    const features = [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }];
    await this.send('Emulation.setEmulatedMedia', { media: print ? 'print' : 'screen', features });
    const loaded = new Promise<void>((done) => this.waiting.set('Page.loadEventFired', done));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Runs an expression in the page and gives its value. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: Value }).value;
  }

  /** A picture of the page as PNG, of its whole height where `full` says so. */
  async screenshot(full = false): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: full });
    return Buffer.from(data as string, 'base64');
  }

  async pdf(): Promise<Buffer> {
    const { data } = await this.send('Page.printToPDF', { preferCSSPageSize: true });
    return Buffer.from(data as string, 'base64');
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill();
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private take(text: string): void {
    const messages = (this.rest + text).split('\u0000');
    this.rest = messages.pop()!;
    for (const message of messages) this.receive(JSON.parse(message) as Message);
  }

  private receive({ id, method, params = {}, result, error }: Message): void {
    if (id !== undefined) {
      const pending = this.pending.get(id);
      this.pending.delete(id);
      if (error) pending?.fail(new Error(error.message));
      else pending?.done(result ?? {});
      return;
    }
    if (method === 'Network.requestWillBeSent') this.requests.push((params.request as { url: string }).url);
    if (method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') this.complaints.push(JSON.stringify(params));
    if (method === 'Runtime.consoleAPICalled' && params.type !== 'log') this.complaints.push(JSON.stringify(params));
    if (method) this.waiting.get(method)?.();
  }
}
