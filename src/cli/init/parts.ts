import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../report/tool.ts';

/** What `unbasic init` can write. The baseline is not among them: it is a scan's result. */
export type PartName = 'config' | 'hook' | 'husky' | 'workflow' | 'gitlab';

export interface PartOptions {
  /** The root of the repository. */
  readonly root: string;
  readonly servers: readonly string[];
}

export interface Part {
  readonly name: PartName;
  /** POSIX, relative to the root of the repository. */
  readonly file: string;
  /** What it is for, as the end of the question "Write <file>". */
  readonly purpose: string;
  /** Whether it is usually wanted in such a repository. */
  readonly suits: (root: string) => boolean;
  readonly content: (options: PartOptions) => string;
  readonly executable?: boolean;
  /** What to do with the file once it is there. */
  readonly next?: string;
  /** The file is shared with other tools: where it exists, its lines are shown for the user to add. */
  readonly shared?: boolean;
}

const SCHEMA = 'node_modules/unbasic/rules/data/config.schema.json';

function config({ root, servers }: PartOptions): string {
  const schema = existsSync(join(root, SCHEMA)) ? { $schema: `./${SCHEMA}` } : {};
  return `${JSON.stringify({ ...schema, servers, exclude: [] }, null, 2)}\n`;
}

function hook(): string {
  return `repos:
  - repo: local
    hooks:
      - id: unbasic
        name: no Basic credentials to the Jamf Pro Classic API
        entry: unbasic scan --ignore-unknown
        language: node
        types: [text]
        additional_dependencies: ["unbasic@${tool().version}"]
`;
}

function workflow(): string {
  return `# Refuses pull requests whose scripts send Basic credentials to the Jamf Pro Classic API.
name: unbasic
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx --yes unbasic@${tool().version} --format github --format markdown=unbasic.md
      - if: always()
        run: test ! -f unbasic.md || cat unbasic.md >> "$GITHUB_STEP_SUMMARY"
`;
}

function gitlab(): string {
  return `# Shows calls with Basic credentials to the Jamf Pro Classic API in merge requests.
unbasic:
  image: node:22
  script:
    - npx --yes unbasic@${tool().version} --format gitlab=gl-code-quality-report.json --format pretty
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`;
}

const isAt = (name: string) => (root: string) => existsSync(join(root, name));

/** In the order in which they are asked for. */
export const PARTS: readonly Part[] = [
  { name: 'config', file: 'unbasic.config.json', purpose: 'the configuration', suits: () => true, content: config },
  {
    name: 'hook',
    file: '.pre-commit-config.yaml',
    purpose: 'a hook for pre-commit',
    suits: (root) => !isAt('.husky')(root),
    content: hook,
    shared: true,
    next: 'Run "pre-commit install" once in each clone.',
  },
  {
    name: 'husky',
    file: '.husky/pre-commit',
    purpose: 'a hook for husky',
    suits: isAt('.husky'),
    content: () => 'npx --no-install unbasic --staged\n',
    executable: true,
    shared: true,
    next: 'Run "npm install --save-dev unbasic husky" if they are not there yet.',
  },
  {
    name: 'workflow',
    file: '.github/workflows/unbasic.yml',
    purpose: 'a workflow for GitHub Actions',
    suits: (root) => !isAt('.gitlab-ci.yml')(root),
    content: workflow,
  },
  {
    name: 'gitlab',
    file: '.gitlab-ci.yml',
    purpose: 'a job for GitLab',
    suits: isAt('.gitlab-ci.yml'),
    content: gitlab,
    shared: true,
  },
];
