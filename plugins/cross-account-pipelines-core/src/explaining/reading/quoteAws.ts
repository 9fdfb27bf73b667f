/** Most characters of AWS's own words that are repeated. */
const LONGEST = 300;

/** What stands before the words of an error: its shell, or a sentence before. */
const BEGIN =
  /(?:[.!?] |: ["']|operation: |api error \w{1,80}: |(?:Exception|Error|_FAILED): |returned message: "?|"(?:message|errorMessage)" ?: ?"| \| |\) |^)(?=[^.!?|]{0,160}[.!?]?$)/g;

/** What stands after them. */
const END =
  /[.!?](?= [A-Z(]|["']|$)| \((?:Service|RequestToken|Request ID|HandlerErrorCode)|["'](?= \(|[,}]|$)| \| |, (?:RequestID|request id)/i;

/** The code or the call that the words of AWS follow. */
const SHELL = /^.{0,260}(?:operation|Exception|Document|Policy): (?=\S{2})/;

/** The sentence in which a text says something, without what wraps it. */
export function quoteAws(line: string, first: number, last: number): string {
  // Of a code in the shell of an error, what stands before the shell is quoted.
  const shell = line.lastIndexOf(' (Service:', first);
  const isInShell =
    shell >= 0 &&
    first - shell < 200 &&
    !line.slice(shell, first).includes(')');
  const [from, to] = isInShell ? [shell, shell] : [first, last];
  const before = line.slice(Math.max(0, from - 160), from);
  const begins = Array.from(before.matchAll(BEGIN)).at(-1);
  // Without a beginning in reach, it begins with a whole word.
  const start =
    from -
    before.length +
    (begins ? begins.index + begins[0].length : before.indexOf(' ') + 1);
  const after = line.slice(to, to + LONGEST);
  const end = END.exec(after)?.index ?? after.length;
  const quote = line
    .slice(start, to + end)
    .replace(SHELL, '')
    .trim()
    .replace(/\.$/, '');
  return quote.length > LONGEST ? `${quote.slice(0, LONGEST - 1)}…` : quote;
}
