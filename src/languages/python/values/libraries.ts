import { remembered } from './remembered.ts';

/** Other names under which the same library, class or function goes: Python 2, compatibility layers, vendored copies. */
const ALIASES: readonly (readonly [string, string])[] = [
  ['six.moves.urllib.request', 'urllib.request'],
  ['six.moves.urllib.parse', 'urllib.parse'],
  ['six.moves.http_client', 'http.client'],
  ['future.moves.urllib.request', 'urllib.request'],
  ['future.moves.urllib.parse', 'urllib.parse'],
  ['future.backports.urllib.request', 'urllib.request'],
  ['django.utils.six.moves', 'six.moves'],
  ['urllib.urlopen', 'urllib.request.urlopen'],
  ['urllib.quote_plus', 'urllib.parse.quote_plus'],
  ['urllib.quote', 'urllib.parse.quote'],
  ['urllib.unquote', 'urllib.parse.unquote'],
  ['urllib.urlencode', 'urllib.parse.urlencode'],
  ['urllib.urlretrieve', 'urllib.request.urlretrieve'],
  ['urllib.request.quote', 'urllib.parse.quote'],
  ['urllib.request.unquote', 'urllib.parse.unquote'],
  ['urllib.request.urlencode', 'urllib.parse.urlencode'],
  ['urllib2', 'urllib.request'],
  ['urlparse', 'urllib.parse'],
  ['httplib', 'http.client'],
  ['requests.api', 'requests'],
  ['requests.sessions', 'requests'],
  ['requests.session', 'requests.Session'],
  ['requests.models.Request', 'requests.Request'],
  ['requests.packages.urllib3', 'urllib3'],
  ['botocore.vendored.requests', 'requests'],
  ['pip._vendor.requests', 'requests'],
  ['grequests', 'requests'],
  ['requests_html.HTMLSession', 'requests.Session'],
  ['requests_cache.CachedSession', 'requests.Session'],
  ['requests_futures.sessions.FuturesSession', 'requests.Session'],
  ['requests_toolbelt.sessions.BaseUrlSession', 'requests_toolbelt.BaseUrlSession'],
  ['cloudscraper.create_scraper', 'requests.Session'],
  ['aiohttp.client.ClientSession', 'aiohttp.ClientSession'],
  ['aiohttp.helpers.BasicAuth', 'aiohttp.BasicAuth'],
  ['urllib3.util.request.make_headers', 'urllib3.make_headers'],
  ['urllib3.util.make_headers', 'urllib3.make_headers'],
  ['urllib3.poolmanager.PoolManager', 'urllib3.PoolManager'],
  ['commands', 'subprocess'],
  ['subprocess32', 'subprocess'],
  ['posixpath', 'os.path'],
  ['ConfigParser', 'configparser'],
  ['backports.configparser', 'configparser'],
  ['six.moves.configparser', 'configparser'],
  ['six.moves.input', 'builtins.input'],
  ['asyncio.subprocess.create_subprocess', 'asyncio.create_subprocess'],
  ['simplejson', 'json'],
];

const known = new Map<string, string>();

/** The one name by which a library's function is known here. */
export function canonicalPath(path: string): string {
  let canonical = known.get(path);
  if (canonical === undefined) {
    canonical = rename(path);
    known.set(path, canonical);
  }
  return canonical;
}

const members = new Map<string, Map<string, string>>();

/** `canonicalPath` of a member of something of a library. */
export function memberPath(path: string, name: string): string {
  let names = members.get(path);
  if (!names) members.set(path, (names = new Map()));
  let member = names.get(name);
  if (member === undefined) names.set(name, (member = canonicalPath(`${path}.${name}`)));
  return member;
}

const attributesOf = remembered((external) => remembered((name) => ({ path: `${external}.${name}`, getter: `${external}.@${name}` })));

/** The paths of an attribute of a library's object, and of what computes it. */
export function attributePaths(external: string, name: string): { readonly path: string; readonly getter: string } {
  return attributesOf(external)(name);
}

function rename(path: string): string {
  let result = path;
  for (let round = 0; round < 3; round++) {
    const alias = ALIASES.find(([from]) => result === from || result.startsWith(`${from}.`));
    if (!alias) return result;
    result = alias[1] + result.slice(alias[0].length);
    if (result.startsWith(`${alias[0]}.`) || result === alias[0]) return result;
  }
  return result;
}
