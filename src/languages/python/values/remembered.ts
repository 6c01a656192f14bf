/** So many texts are remembered at most: they are parts of scripts, and keep them in memory. */
const MAX_TEXTS = 10_000;

/** The same function, with what it gave for each text remembered. It must depend on the text alone and never give undefined. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      if (known.size >= MAX_TEXTS) known.clear();
      result = work(text);
      known.set(text, result);
    }
    return result;
  };
}
