#!/usr/bin/env node
// How far findings agree with hand-made labels beyond the place: guarded, method, resource.
//
//   agreement.mjs LABELS.jsonl FINDINGS.json [LANGUAGE]
//
// LABELS     one JSON object a line: repo, commit, path, line, end, alt[], verdict, guarded, method, resource, lang
// FINDINGS   the output of `unbasic --format json`, started in the folder that holds the checkouts "owner+name@<8 of commit>"
//
// Each label with verdict "hit" is paired with the classic-basic-auth finding that overlaps its lines (give or take one,
// or touches an alt line) and starts nearest to it; labels without one count for nothing here. Then, over the pairs:
//   guarded    equal
//   method     equal, where the label has one
//   resource   equal after folding: a query, a leading and a trailing slash dropped; a segment that is dynamic on either
//              side matches any one segment; a label that is `{}` alone (the resource is a parameter) matches anything
import { readFileSync } from 'node:fs';

const print = (line) => process.stdout.write(`${line}\n`);

const [labelsFile, findingsFile, language] = process.argv.slice(2);
const labels = readFileSync(labelsFile, 'utf8').split('\n').filter(Boolean).map(JSON.parse);
const findings = new Map();
for (const finding of JSON.parse(readFileSync(findingsFile, 'utf8')).findings) {
  if (finding.rule !== 'classic-basic-auth') continue;
  const list = findings.get(finding.file);
  if (list) list.push(finding);
  else findings.set(finding.file, [finding]);
}

function pairOf(label) {
  const file = `${label.repo.replace('/', '+')}@${label.commit.slice(0, 8)}/${label.path}`;
  const touching = (findings.get(file) ?? []).filter(({ range: { start, end } }) => {
    const overlaps = start.line <= (label.end ?? label.line) + 1 && end.line >= label.line - 1;
    return overlaps || (label.alt ?? []).some((line) => start.line <= line && end.line >= line);
  });
  return touching.sort((a, b) => Math.abs(a.range.start.line - label.line) - Math.abs(b.range.start.line - label.line))[0];
}

const segments = (resource) =>
  resource
    .replace(/[?#].*$/, '')
    .replace(/^\/+|\/+$/g, '')
    .split('/');

function sameResource(expected, found) {
  if (expected === '{}') return true;
  const [a, b] = [segments(expected), segments(found ?? '')];
  return a.length === b.length && a.every((segment, at) => segment === b[at] || segment.includes('{') || b[at].includes('{'));
}

const counts = { guarded: [0, 0], method: [0, 0], resource: [0, 0] };
function count(what, label, expected, found, same) {
  counts[what][1]++;
  if (same) counts[what][0]++;
  else print(`${what}: ${label.repo} ${label.path}:${label.line} expected ${expected}, found ${found}`);
}

for (const label of labels) {
  if (label.verdict !== 'hit' || (language && label.lang !== language)) continue;
  const finding = pairOf(label);
  if (!finding) continue;
  const { guarded, method, endpoint } = finding;
  count('guarded', label, label.guarded, guarded, Boolean(label.guarded) === guarded);
  if (label.method) count('method', label, label.method, method, label.method === method);
  if (label.resource) count('resource', label, label.resource, endpoint?.resource, sameResource(label.resource, endpoint?.resource));
}
for (const [what, [same, all]] of Object.entries(counts))
  print(`${what.padEnd(9)} ${same}/${all} ${((100 * same) / (all || 1)).toFixed(2)}%`);
