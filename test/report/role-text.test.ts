import { expect, test } from 'vitest';
import { roleJson, roleText } from '../../src/report/role-text.ts';
import { hostileAudit } from '../support/audit.ts';

const PLAIN = { color: 0, columns: 80 } as const;
const role = hostileAudit().role!;

test('names privileges, what needs them, and what is to be decided', () => {
  const text = roleText(
    {
      calls: 3,
      scripts: 1,
      privileges: [
        {
          name: 'Read Computers',
          inferred: false,
          notes: [],
          uses: [{ method: 'GET', resource: 'computers', places: [{ file: 'a.sh', line: 3 }] }],
        },
        {
          name: 'Update User',
          inferred: true,
          notes: ['Perhaps.'],
          uses: [{ method: 'PUT', resource: 'computers/id/{}', places: [1, 2, 3, 4, 5].map((line) => ({ file: 'b.sh', line })) }],
        },
      ],
      questions: [
        {
          kind: 'unknown-url',
          message: 'The URL is known only when the script runs.',
          method: '?',
          resource: '',
          places: [{ file: 'c.sh', line: 9 }],
        },
      ],
    },
    PLAIN,
  );
  expect(text).toMatchInlineSnapshot(`
    "The API role that 3 calls in 1 script need

      Read Computers
          GET /JSSResource/computers (a.sh:3)
      Update User  inferred
          PUT /JSSResource/computers/id/{} (b.sh:1, b.sh:2, b.sh:3 and 2 more)
          Perhaps.

      inferred: no page of Jamf that is known to unbasic says so. Try the role, and
      compare with GET /api/v1/api-role-privileges.

    For you to decide

      A call (c.sh:9)
          The URL is known only when the script runs.

    Next
      unbasic role --format json > role.json
      curl --oauth2-bearer "$token" --header 'Content-Type: application/json' --data @role.json "$url/api/v1/api-roles"
    "
  `);
});

test('says so where there is nothing', () => {
  expect(roleText({ privileges: [], questions: [], calls: 0, scripts: 0 }, PLAIN)).toBe('No call that needs a privilege was found.\n');
});

test('the JSON is the body for the API, and nothing else', () => {
  expect(JSON.parse(roleJson({ privileges: role.privileges.slice(0, 1) }, 'My "role"'))).toEqual({
    displayName: 'My "role"',
    privileges: ['Read Computers'],
  });
});

test('hostile names move no cursor', () => {
  expect(roleText(role, PLAIN)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
