import type { Command } from 'commander';

/** Adds the options that say which configuration is in force. */
export function configured(command: Command): Command {
  return command
    .option('--config <file>', 'use this configuration instead of the nearest unbasic.config.json, .yaml or .js, or package.json#unbasic')
    .option('--no-config', 'use no configuration')
    .option('--allow-js-config', 'run a configuration that is a program; only for repositories that you trust');
}
