import type { ChildCommand, ChildReply } from './messages.ts';
import { type JamfPro, startJamfPro } from './server.ts';

// The child process of child.ts: takes commands over IPC, one at a time, and ends with its parent.
let server: JamfPro | undefined;
const reply = (message: ChildReply) => process.send?.(message);

process.on('disconnect', () => process.exit(0));
process.on('message', async (command: ChildCommand) => {
  switch (command.kind) {
    case 'start':
      server = await startJamfPro(command.options);
      reply({ kind: 'started', url: server.url, port: server.port });
      break;
    case 'add':
      server?.add(command.account);
      reply({ kind: 'added' });
      break;
    case 'state': {
      const { account } = command;
      reply({
        kind: 'state',
        requests: server?.requests(account) ?? [],
        alive: server?.alive(account) ?? [],
        issued: server?.issued(account) ?? [],
      });
      break;
    }
    case 'stop':
      await server?.stop();
      reply({ kind: 'stopped' });
      process.disconnect();
  }
});
reply({ kind: 'ready' });
