/** Longest text that is looked at as a whole, in characters. */
const LONGEST = 48_000;

/** Words near which the telling part of a long log stands. */
const TELLING =
  /denied|authoriz|error|exception|fail|invalid|cannot|could not|unable|not allowed|exceed|throttl|forbidden|expired|does not exist|can not|refused|rejected|not found/gi;

/** The same of texts that tell in plainer words, where there is room for them. */
const PLAINER =
  /\bnot\b|n't\b|\bno\b|\bmust\b|missing|require|already|bootstrap|bucket|polic(?:y|ies)|pending|another|amazonaws|\barn:|\bAWS|_FAILED|limit|stopped|supersed|only|did not|stopp|roll/gi;

/**
 * Brings an error text into one line that patterns can be held against:
 * without colours, escapes, tags, frames and line breaks, with straight quotes
 * and single spaces. Of a long log, the parts around telling words are kept,
 * from its beginning and its end. Takes time in proportion to the text.
 */
export function readErrorText(text: string): string {
  return straighten(excerpt(withoutEscapes(text))).slice(0, LONGEST);
}

/** JSON inside of JSON escapes its escapes, at any depth. */
function withoutEscapes(text: string): string {
  return text
    .replace(/(?<!\\)\\+u([0-9a-fA-F]{4})/g, (_, code) =>
      String.fromCharCode(parseInt(code, 16)),
    )
    .replace(/(?<!\\)\\+[nr]/g, '\n')
    .replace(/(?<!\\)\\+t/g, ' ')
    .replace(/(?<!\\)\\+(["'/])/g, '$1');
}

function excerpt(text: string): string {
  if (text.length <= LONGEST) {
    return text;
  }
  const spans = tellingSpans(text);
  if (spans.length === 0) {
    return text.slice(0, LONGEST);
  }
  const first = takeSpans(text, spans, LONGEST / 2);
  const rest = spans.slice(first.length).reverse();
  const last = takeSpans(text, rest, LONGEST / 2).reverse();
  return [...first, ...last].join('\n');
}

function tellingSpans(text: string): Array<[number, number]> {
  const places = Array.from(text.matchAll(TELLING), ({ index }) => index);
  const spans = spansAround(text, places);
  const length = spans.reduce((sum, [start, end]) => sum + end - start, 0);
  if (length > LONGEST / 2) {
    return spans;
  }
  const plainer = Array.from(text.matchAll(PLAINER), ({ index }) => index);
  return spansAround(
    text,
    [...places, ...plainer].sort((a, b) => a - b),
  );
}

function spansAround(text: string, places: number[]): Array<[number, number]> {
  const spans: Array<[number, number]> = [];
  for (const index of places) {
    const start = Math.max(0, index - 500);
    const end = Math.min(text.length, index + 1_000);
    const previous = spans.at(-1);
    if (previous && start <= previous[1] && end - previous[0] < LONGEST / 4) {
      previous[1] = end;
    } else {
      spans.push([Math.max(start, previous?.[1] ?? 0), end]);
    }
  }
  return spans;
}

function takeSpans(
  text: string,
  spans: Array<[number, number]>,
  budget: number,
): string[] {
  const taken: string[] = [];
  let left = budget;
  for (const [start, end] of spans) {
    left -= end - start;
    if (left < 0) {
      break;
    }
    taken.push(text.slice(start, end));
  }
  return taken;
}

const ENTITIES: Record<string, string> = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

function straighten(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[\d;]{0,20}m/g, '')
      // Colours that lost their escape on the way.
      .replace(/\[\d{1,3}(?:;\d{1,3}){0,4}m/g, '')
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[0-9;?]{0,12}[A-Za-z]/g, '')
      .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
      .replace(/[\u2018\u2019\u201a\u201b\u00b4]/g, "'")
      .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, '"')
      .replace(/[\u2500-\u257f]/g, ' ')
      .replace(/&(?:quot|apos|lt|gt|amp|#3[49]);/g, entity => ENTITIES[entity])
      .replace(
        /<\/?(?:ErrorResponse|Error|Errors|Code|Message|Type|RequestId|RequestID|HostId)(?: [^<>]{0,200})?>/g,
        ' ',
      )
      // What a terminal or a build log puts before each line.
      .replace(/^[ \t]*[>|][ \t]/gm, ' ')
      .replace(/^[ \t]*\d{4}-\d\d-\d\dT[\d:.]{5,20}Z[ \t]/gm, ' ')
      // An ARN that was cut at one of its separators.
      .replace(
        /(\barn:aws[^\s"']{0,400}[:/-])[ \t]*\r?\n[ \t]*(?=[\w*])/g,
        '$1',
      )
      .replace(/\s+/g, ' ')
      .trim()
  );
}
