/**
 * Applies a change as READMEs show it: in each block its plain lines and those
 * with a minus are looked up in the text, wherever they are; those with a plus
 * are added there. A block of new lines alone goes before everything.
 *
 * @throws when the text has no such lines
 */
export function applyDiff(text, diff) {
  return blocksOf(diff).reduce((changed, block) => {
    const before = linesOf(block, ' -');
    const after = linesOf(block, ' +');
    if (before === '') {
      return after + changed;
    }
    const at = changed.indexOf(before);
    if (at < 0) {
      throw new Error(`There is nothing to change like this:\n${before}`);
    }
    return changed.slice(0, at) + after + changed.slice(at + before.length);
  }, text);
}

/** An empty line stands between blocks; inside of one it has its sign. */
function blocksOf(diff) {
  return diff.split(/\n(?=\n)/).map(block => block.replace(/^\n/, ''));
}

function linesOf(block, signs) {
  return block
    .split('\n')
    .filter(line => line !== '' && signs.includes(line[0]))
    .map(line => `${line.slice(1)}\n`)
    .join('');
}
