/** A line that stays (` `), goes (`-`) or comes (`+`). */
export type DiffLine = [sign: ' ' | '-' | '+', line: string];

/** The last line of a way through both texts, and the way up to there. */
interface Step {
  line: DiffLine;
  before?: Step;
}

/**
 * From some lines to others by as few lines that go or come as possible; where
 * they change, those that go stand first.
 *
 * After Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): of all
 * ways with so many changes, the one that comes furthest is kept on each diagonal
 * (lines used of the first text less those of the second).
 */
export function diffLines(from: string[], to: string[]): DiffLine[] {
  const furthest = new Map<number, { used: number; last?: Step }>();
  for (let changes = 0; ; changes++) {
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const coming = furthest.get(diagonal + 1);
      const going = furthest.get(diagonal - 1);
      const comes = coming && coming.used - diagonal <= to.length;
      const goes = going && going.used < from.length;
      let used = 0;
      let last: Step | undefined;
      if (comes && !(goes && going.used >= coming.used)) {
        used = coming.used;
        last = { line: ['+', to[used - diagonal - 1]], before: coming.last };
      } else if (goes) {
        last = { line: ['-', from[going.used]], before: going.last };
        used = going.used + 1;
      } else if (changes > 0) {
        furthest.delete(diagonal);
        continue;
      }
      while (used < from.length && from[used] === to[used - diagonal]) {
        last = { line: [' ', from[used]], before: last };
        used++;
      }
      if (used === from.length && used - diagonal === to.length) {
        return linesUpTo(last);
      }
      furthest.set(diagonal, { used, last });
    }
  }
}

function linesUpTo(last: Step | undefined): DiffLine[] {
  const backwards: DiffLine[] = [];
  let going: DiffLine[] = [];
  for (let step = last; step; step = step.before) {
    if (step.line[0] === '-') {
      going.push(step.line);
      continue;
    }
    if (step.line[0] === ' ') {
      backwards.push(...going);
      going = [];
    }
    backwards.push(step.line);
  }
  return [...backwards, ...going].reverse();
}
