export const MASK = '•••';

/** Quoted texts, or a bare word. Bounded, so that no line is long enough to matter. */
const VALUE = String.raw`"[^"\n]{0,400}"?|'[^'\n]{0,400}'?|[^\s"'|;&)]{1,400}`;
const USER_OPTION = new RegExp(
  String.raw`((?:^|[\s"'=(,])(?:-[a-zA-Z#]{0,12}u|--user|--proxy-user)(?:["']?,?[ \t=]{0,20}|["']))(${VALUE})`,
  'g',
);
const PASSWORD_OPTION = new RegExp(String.raw`(--(?:http-|proxy-|ftp-)?pass(?:word|wd)?[ \t=]{1,20})(${VALUE})`, 'g');
const AUTHORIZATION =
  /(Authorization["']?\]?[ \t]{0,20}[:=,][ \t]{0,20}["'`]?(?:[A-Za-z][A-Za-z0-9]{1,20}[ \t]{1,20})?)([^\s"'`,)]{1,2000})/gi;
const SCHEME = /(\bBasic[ \t]{1,20})([A-Za-z0-9+/_-]{4,2000}={0,2})/gi;
const USERINFO = /(:\/\/)([^\s/@"'`<>]{1,300})@/g;
const ASSIGNMENT =
  /(\b\w{0,60}(?:pass(?:word|wd|phrase)?|pwd|secret|credentials?|encodedauth|apikey)\w{0,40}["']?\]?[ \t]{0,20}(?::[ \t]{0,20}\w{1,20}[ \t]{0,20})?(?:[:=][ \t]{0,20}(?=["'])|=))("[^"\n]{1,400}"|'[^'\n]{1,400}'|[^\s"'`,;)|&]{1,400})/gi;
const AUTH_PAIR = /(\bauth[ \t]{0,20}[:=][ \t]{0,20}[\w.]{0,60}[({[])([^)}\]\n]{1,400})/gi;

/**
 * Masks what may be a secret in text that no parser read: what follows `-u`, `--user`, `Authorization`, what stands in front of
 * an `@` in a URL, and what is assigned to names that speak of passwords. References to variables stay.
 */
export function maskUnparsed(text: string): string {
  return text
    .replace(USERINFO, (_, head: string, value: string) => `${head}${isReference(value) ? value : MASK}@`)
    .replace(AUTHORIZATION, masked)
    .replace(SCHEME, masked)
    .replace(USER_OPTION, (all: string, head: string, value: string) => (value.includes(':') ? masked(all, head, value) : all))
    .replace(PASSWORD_OPTION, masked)
    .replace(AUTH_PAIR, (_, head: string, value: string) => head + value.replace(/(["'])[^"'\n]{1,400}\1/g, `$1${MASK}$1`))
    .replace(ASSIGNMENT, masked);
}

function masked(_: string, head: string, value: string): string {
  if (isReference(value)) return head + value;
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return `${head}${quote}${MASK}${quote && value.length > 1 && value.endsWith(quote) ? quote : ''}`;
}

/** Made of nothing but references to variables, and what joins them. */
function isReference(value: string): boolean {
  return value.replace(/\$?\{[^{}"']{1,100}\}|\$\w{1,100}|\$\([^()"']{0,100}\)?|•••|[:%"'`\s]/g, '') === '';
}
