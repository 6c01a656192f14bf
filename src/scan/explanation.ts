/** A place in a script, with its line as it may be shown. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
}

/** One step on the way to a verdict; deeper steps explain the one before them. */
export interface Step {
  readonly depth: number;
  readonly text: string;
  readonly place?: Place | undefined;
}

export interface Section {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** How the verdict on one call was reached. */
export interface Explanation {
  readonly title: string;
  readonly place: Place;
  readonly sections: readonly Section[];
}
