import { existsSync } from 'node:fs';
import { chromium, type Page, type Browser as Program } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** The browser to test pages in: UNBASIC_CHROMIUM, or where distributions put it. */
export const CHROMIUM = process.env.UNBASIC_CHROMIUM ?? PLACES.find((path) => existsSync(path));

export interface Media {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly print?: boolean;
}

/** A headless browser with one page. */
export class Browser {
  /** What the page has logged as warnings or errors, exceptions included. */
  readonly complaints: string[] = [];
  /** Every address that was asked for. */
  readonly requests: string[] = [];
  private readonly program: Program;
  private readonly page: Page;

  private constructor(program: Program, page: Page) {
    this.program = program;
    this.page = page;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() !== 'log') this.complaints.push(message.text());
    });
  }

  static async start(binary: string): Promise<Browser> {
    const program = await chromium.launch({ executablePath: binary, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
    return new Browser(program, await program.newPage());
  }

  async open(url: string, { width = 1280, height = 900, dark = false, print = false }: Media = {}): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.page.emulateMedia({ media: print ? 'print' : 'screen', colorScheme: dark ? 'dark' : 'light' });
    await this.page.goto(url);
  }

  /** Runs an expression in the page and gives its value. */
  evaluate<Value>(expression: string): Promise<Value> {
    return this.page.evaluate<Value>(expression);
  }

  async close(): Promise<void> {
    await this.program.close();
  }
}
