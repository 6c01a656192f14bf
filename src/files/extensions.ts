import type { LanguageId } from '../http/call.ts';
import { baseName, extensionOf } from './paths.ts';

const LANGUAGES: ReadonlyMap<string, LanguageId> = new Map<string, LanguageId>([
  ...['sh', 'bash', 'zsh', 'ksh', 'ksh93', 'mksh', 'dash', 'ash', 'command', 'bats', 'shlib', 'zsh-theme'].map(
    (x) => [x, 'shell'] as const,
  ),
  ...['py', 'pyw', 'py2', 'py3', 'python'].map((x) => [x, 'python'] as const),
  ...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'gs', 'es6', 'jxa'].map((x) => [x, 'typescript'] as const),
]);

const SHELL_FILES = /^\.?(?:bashrc|bash_profile|bash_login|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|kshrc|envrc)$/;

const SETTINGS_FILES =
  /^(?:\.git\w*|\.\w*ignore|\.DS_Store|\.editorconfig|\.npmrc|LICEN[CS]E|COPYING|NOTICE|CODEOWNERS|\.unbasic-[0-9a-f]+-\d+-\w+\.tmp)$/;

/** What is put behind the extension of a script that is a template, an example or a copy. */
const COPIES = new Set([
  'template',
  'tmpl',
  'tpl',
  'example',
  'sample',
  'dist',
  'in',
  'bak',
  'backup',
  'old',
  'orig',
  'disabled',
  'erb',
  'j2',
  'jinja',
  'jinja2',
]);

/** Extensions of files that hold no script, whatever their first line says. */
const NEVER = new Set(
  (
    'md markdown mdx rst adoc txt text rtf log csv tsv json jsonc json5 jsonl map lock xml plist mobileconfig xsd xsl xslt html htm xhtml css scss sass less ' +
    'yml yaml toml ini svg png jpg jpeg gif ico icns webp bmp tif tiff heic psd ai eps pdf doc docx xls xlsx ppt pptx odt pages numbers key ' +
    'mp3 mp4 m4a m4v mov avi wav ogg webm ttf otf woff woff2 eot zip gz tgz bz2 xz zst 7z rar tar dmg pkg mpkg iso img xip bin exe dll so dylib a o lib class jar war ' +
    'pyc pyo pyd whl egg wasm node db sqlite sqlite3 crt cer pem p12 pfx der csr asc sig gpg diff patch sql po mo pot strings nib xib storyboard ' +
    'swift c h cc cpp hpp cs m mm java kt rs go rb php pl pm lua r scala ps1 psm1 psd1 bat cmd vbs applescript scpt scptd workflow ipynb snap'
  ).split(' '),
);

export type Kind = LanguageId | 'never' | 'unsure';

/** What a file's name says about it: its language, that it holds no script, or nothing. */
export function kindByName(path: string): Kind {
  const name = baseName(path);
  if (SHELL_FILES.test(name)) return 'shell';
  if (SETTINGS_FILES.test(name)) return 'never';
  const extension = extensionOf(path);
  if (extension === 'ts' && name.endsWith('.d.ts')) return 'never';
  if (/^[mc]ts$/.test(extension) && /\.d\.[mc]ts$/.test(name)) return 'never';
  const language = LANGUAGES.get(extension);
  if (language) return language;
  if (COPIES.has(extension) || extension.endsWith('~')) {
    const inner = kindByName(name.slice(0, name.length - extension.length - 1));
    return inner === 'never' ? 'unsure' : inner;
  }
  return NEVER.has(extension) ? 'never' : 'unsure';
}
