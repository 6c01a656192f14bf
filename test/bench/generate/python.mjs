import { compose } from './compose.mjs';
import { APPS, capital, KEYS, NOUNS, RESOURCES, scriptName, TEAMS, VENDORS, VERBS } from './words.mjs';

const nameOf = (r) => `${r.pick(VERBS)}_${r.pick(NOUNS)}`;

// Ordinary parts: none of them holds an HTTP client.
const PARTS = [
  (r, n) =>
    `def ${nameOf(r)}_${n}(rows, limit=${r.whole(5, 200)}):\n    """Keeps the rows of one site."""\n    kept = []\n    for row in rows:\n        if row.get("${r.pick(KEYS)}") and len(kept) < limit:\n            kept.append(row)\n    return sorted(kept, key=lambda row: row["${r.pick(KEYS)}"])`,
  (r, n) =>
    `def ${nameOf(r)}_${n}(path="/Library/Preferences/com.${r.pick(VENDORS)}.agent.plist"):\n    with open(path, "rb") as handle:\n        settings = plistlib.load(handle)\n    settings["${r.pick(KEYS)}"] = ${r.whole(1, 90)}\n    with open(path, "wb") as handle:\n        plistlib.dump(settings, handle)\n    return settings`,
  (r, n) =>
    `class ${capital(r.pick(NOUNS))}${n}(object):\n    def __init__(self, name, version="${r.whole(1, 9)}.${r.whole(0, 9)}"):\n        self.name = name\n        self.version = version\n\n    def is_newer(self, other):\n        mine = [int(part) for part in self.version.split(".")]\n        return mine > [int(part) for part in other.version.split(".")]\n\n    def __repr__(self):\n        return "%s %s" % (self.name, self.version)`,
  (r, n) =>
    `def app_version_${n}(app="/Applications/${r.pick(APPS)}.app"):\n    info = os.path.join(app, "Contents", "Info.plist")\n    if not os.path.exists(info):\n        return None\n    with open(info, "rb") as handle:\n        return plistlib.load(handle).get("CFBundleShortVersionString")`,
  (r, n) =>
    `def read_${r.pick(NOUNS)}_${n}(name):\n    rows = {}\n    with open(name, newline="") as handle:\n        for row in csv.DictReader(handle):\n            rows.setdefault(row["site"], []).append(row)\n    logging.info("%d sites in %s", len(rows), name)\n    return rows`,
  (r, n) =>
    `${r.pick(KEYS).toUpperCase()}_${n} = {\n    "${r.pick(NOUNS)}": "${r.pick(TEAMS)}",\n    "${r.pick(NOUNS)}": ${r.whole(1, 999)},\n    "${r.pick(NOUNS)}": [${r.whole(1, 9)}, ${r.whole(10, 99)}],\n}`,
];

const LOGIN = 'server = os.environ["JSS_URL"]\nuser = os.environ["JSS_USER"]\npassword = os.environ["JSS_PASSWORD"]';
const several = (random, create) => Array.from({ length: random.whole(1, 3) }, (_, index) => create(index));

const DIRTY = [
  (r) => {
    const special = several(
      r,
      (n) =>
        `def get_${r.pick(RESOURCES)}_${n}(number):\n    response = requests.get(f"{server}/JSSResource/${r.pick(RESOURCES)}/id/{number}", auth=(user, password), headers={"Accept": "application/json"})\n    response.raise_for_status()\n    return response.json()`,
    );
    return { imports: 'import requests', setup: [LOGIN], special, expected: special.length };
  },
  (r) => {
    const special = several(
      r,
      (n) => `found_${n} = session.get(server + "/JSSResource/${r.pick(RESOURCES)}", timeout=${r.whole(5, 60)}).json()`,
    );
    return {
      imports: 'import requests',
      setup: [LOGIN, 'session = requests.Session()\nsession.auth = (user, password)'],
      special,
      expected: special.length,
    };
  },
  (r) => {
    const resource = r.pick(RESOURCES);
    const special = `def fetch_all():\n    request = urllib.request.Request("%s/JSSResource/${resource}" % server)\n    encoded = base64.b64encode(("%s:%s" % (user, password)).encode()).decode()\n    request.add_header("Authorization", "Basic %s" % encoded)\n    return json.load(urllib.request.urlopen(request))["${resource}"]`;
    return { imports: 'import base64\nimport urllib.request', setup: [LOGIN], special: [special], expected: 1 };
  },
  (r) => ({
    imports: 'import subprocess',
    setup: [LOGIN],
    special: [
      `def delete(number):\n    url = server + "/JSSResource/${r.pick(RESOURCES)}/id/" + str(number)\n    return subprocess.check_output(["/usr/bin/curl", "-s", "-u", user + ":" + password, "-X", "DELETE", url])`,
    ],
    expected: 1,
  }),
  (r) => ({
    imports: 'import requests',
    setup: [LOGIN],
    special: [
      'class Classic(object):\n    def __init__(self, base, user, password):\n        self.base = base.rstrip("/")\n        self.auth = (user, password)\n\n    def get(self, path):\n        return requests.get(self.base + "/JSSResource/" + path, auth=self.auth)',
      `client = Classic(server, user, password)\n${r.pick(NOUNS)} = client.get("${r.pick(RESOURCES)}")\nlogging.info(client.get("${r.pick(RESOURCES)}").status_code)`,
    ],
    expected: 1,
  }),
  (r, module) => ({
    imports: `import requests\nfrom ${module} import CREDENTIALS, SERVER`,
    special: [
      `def ${nameOf(r)}(number, name):\n    body = "<computer><general><name>%s</name></general></computer>" % name\n    return requests.put(SERVER + "/JSSResource/computers/id/%d" % number, data=body, auth=CREDENTIALS)`,
    ],
    expected: 1,
  }),
];

const CLEAN = [
  (r) => ({
    imports: 'import requests',
    setup: [LOGIN],
    special: [
      'def token():\n    return requests.post(server + "/api/v1/auth/token", auth=(user, password)).json()["token"]',
      `def list_all():\n    return requests.get(server + "/JSSResource/${r.pick(RESOURCES)}", headers={"Authorization": "Bearer " + token()}).json()`,
    ],
  }),
  (r) => ({
    imports: 'import requests',
    special: [`def latest():\n    return requests.get("https://downloads.${r.pick(VENDORS)}.example/feed.json", timeout=30).json()`],
  }),
  () => ({
    imports: 'import subprocess',
    special: [
      'def is_managed():\n    output = subprocess.check_output(["/usr/bin/profiles", "status", "-type", "enrollment"])\n    return b"Yes" in output',
    ],
  }),
  () => ({ imports: 'import subprocess', special: ['def recon():\n    return subprocess.call(["/usr/local/bin/jamf", "recon"])'] }),
];

/** A Python script. @param module the module beside it that others import */
export function pythonScript(random, kind, module) {
  const parts = kind === 'plain' ? {} : random.pick(kind === 'dirty' ? DIRTY : CLEAN)(random, module);
  const name = scriptName(random).replace('-', '_');
  const title = `"""${capital(random.pick(VERBS))} what ${random.pick(TEAMS)} needs to know of the ${random.pick(NOUNS)}."""`;
  const imports = `import csv\nimport json\nimport logging\nimport os\nimport plistlib${parts.imports ? `\n${parts.imports}` : ''}`;
  const tail =
    'def main():\n    logging.basicConfig(level=logging.INFO)\n    logging.info("started")\n\n\nif __name__ == "__main__":\n    main()';
  const text = compose(
    random,
    { ...parts, head: `#!/usr/bin/env python3\n${title}\n${imports}`, tail },
    (r, n) => r.pick(PARTS)(r, n),
    random.lines(),
  );
  return { name: `${name}.py`, text, expected: parts.expected ?? 0 };
}

/** What scripts of a folder import: the server and the account; in some, a function that calls with Basic credentials. */
export function pythonLibrary(random, dirty) {
  const call = `def get(path):\n    return requests.get("%s/JSSResource/%s" % (SERVER, path), auth=CREDENTIALS)`;
  const head = `import csv\nimport logging\nimport os\nimport plistlib${dirty ? '\n\nimport requests' : ''}\n\nSERVER = os.environ["JSS_URL"]\nCREDENTIALS = (os.environ["JSS_USER"], os.environ["JSS_PASSWORD"])`;
  const text = compose(random, { head, special: dirty ? [call] : [] }, (r, n) => r.pick(PARTS)(r, n), random.whole(20, 90));
  return { text, expected: dirty ? 1 : 0 };
}
