const MOST_ATTEMPTS = 120;

/**
 * Makes a failing case smaller while it fails in the same way: fewer files, then less in each.
 * @param fails tells of a case whether it fails as the first did
 * @param patience milliseconds
 */
export async function minimise(input, fails, patience) {
  const end = performance.now() + patience;
  let attempts = 0;
  let smallest = input;
  const attempt = async (files) => {
    if (attempts++ >= MOST_ATTEMPTS || performance.now() > end) return false;
    if (!(await fails({ ...smallest, files }))) return false;
    smallest = { ...smallest, files };
    return true;
  };
  for (let index = smallest.files.length - 1; index >= 0 && smallest.files.length > 1; index--)
    await attempt(smallest.files.toSpliced(index, 1));
  for (let index = 0; index < smallest.files.length; index++) {
    for (let parts = 2; parts <= smallest.files[index].content.length && attempts < MOST_ATTEMPTS && performance.now() < end; ) {
      const { path, content } = smallest.files[index];
      const size = Math.ceil(content.length / parts);
      let smaller = false;
      for (let start = 0; start < content.length && !smaller; start += size) {
        const rest = Buffer.concat([content.subarray(0, start), content.subarray(start + size)]);
        smaller = await attempt(smallest.files.with(index, { path, content: rest }));
      }
      parts = smaller ? Math.max(2, parts - 1) : parts * 2;
    }
  }
  return smallest;
}
