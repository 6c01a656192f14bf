import { expect, test } from 'vitest';
import { callsIn } from '../calls.ts';

const GET = 'curl GET https://j/JSSResource/sites: basic user-option a/b';

test.each([
  ['a list', 'import subprocess\nsubprocess.check_output(["/usr/bin/curl", "-su", "a:b", "https://j/JSSResource/sites"])', `2 ${GET}`],
  [
    'a list that grows',
    'import subprocess\ncmd = ["curl"]\ncmd.append("-u")\ncmd += ["%s:%s" % ("a", "b")]\ncmd.extend(["-s", "https://j/JSSResource/sites"])\nsubprocess.Popen(cmd, stdout=subprocess.PIPE)',
    `6 ${GET}`,
  ],
  [
    'lists put together',
    'import subprocess\nauth = ["-u", "a:b"]\nsubprocess.run(["curl"] + auth + ["https://j/JSSResource/sites"])',
    `3 ${GET}`,
  ],
  ['a spread', 'import subprocess\nauth = ["-u", "a:b"]\nsubprocess.run(["curl", *auth, "https://j/JSSResource/sites"])', `3 ${GET}`],
  ['a split string', 'import subprocess\nsubprocess.call("curl -u a:b https://j/JSSResource/sites".split())', `2 ${GET}`],
  ['shlex', 'import subprocess, shlex\nsubprocess.call(shlex.split("curl -u \'a:b\' https://j/JSSResource/sites"))', `2 ${GET}`],
  ['sudo', 'import subprocess\nsubprocess.call(["sudo", "curl", "-u", "a:b", "https://j/JSSResource/sites"])', `2 ${GET}`],
  ['a string', 'import subprocess\nsubprocess.call("curl -u a:b https://j/JSSResource/sites", shell=True)', `2 ${GET}`],
  ['os.system', 'import os\nos.system("curl -s -u a:b https://j/JSSResource/sites")', `2 ${GET}`],
  ['os.popen', 'import os\nos.popen("curl -u " + "a:b" + " https://j/JSSResource/sites").read()', `2 ${GET}`],
  ['commands', 'import commands\ncommands.getoutput("curl -u a:b https://j/JSSResource/sites")', `2 ${GET}`],
  ['sh -c', 'import subprocess\nsubprocess.run(["/bin/sh", "-c", "curl -u a:b https://j/JSSResource/sites"])', `2 ${GET}`],
])('%s', async (_name, script, expected) => {
  expect(await callsIn(script)).toEqual([expected]);
});

test.each([
  ['another program', 'import subprocess\nsubprocess.call(["/usr/bin/git", "-u", "a:b", "https://j/JSSResource/sites"])'],
  ['an echo of a command', 'import os\nos.system("echo curl -u a:b https://j/JSSResource/sites")'],
  ['a list that is not run', 'cmd = ["curl", "-u", "a:b", "https://j/JSSResource/sites"]\nprint(cmd)'],
])('%s is no call', async (_name, script) => {
  expect(await callsIn(script)).toEqual([]);
});
