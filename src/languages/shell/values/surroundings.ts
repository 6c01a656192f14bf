import type { Command, FunctionDefinition, Point, ShellScript } from '../syntax/ir.ts';
import type { CallSite, Frame } from './frames.ts';

/** What the evaluation of one script needs to know of the scripts around it. */
export interface Surroundings {
  /** The definitions of a function that a script can see. */
  functions(name: string, script: ShellScript): readonly FunctionDefinition[];
  callSites(definition: FunctionDefinition): readonly CallSite[];
  /** A frame for one call of a function; undefined when the calls nest too deep. */
  enter(definition: FunctionDefinition, call: CallSite, outer: Frame | undefined): Frame | undefined;
  /** The scripts that a `source` may read. */
  sourced(command: Command, point: Point, frame: Frame | undefined): readonly ShellScript[];
  /** The places that source a script. */
  sourcing(script: ShellScript): readonly Point[];
  /** Counts work; throws past the budget. */
  tick(steps?: number): void;
}
