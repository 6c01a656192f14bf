/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  constructor(seed) {
    this.state = seed | 0;
  }

  /** A generator of its own for one iteration: what one takes does not move the next. */
  static of(seed, iteration) {
    const random = new Random(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(iteration + 1, 0x85ebca6b));
    random.below(2);
    return random;
  }

  /** An integer from 0, below `limit`. */
  below(limit) {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  /** True once in `times`. */
  once(times) {
    return this.below(times) === 0;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** A size between the bounds, small ones as likely as large ones. */
  size(from, to) {
    const span = Math.log(to / from);
    return Math.round(from * Math.exp((this.below(10_001) / 10_000) * span));
  }

  list(count, make) {
    return Array.from({ length: count }, (_, index) => make(index));
  }
}
