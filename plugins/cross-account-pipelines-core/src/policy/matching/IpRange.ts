/** An address or a block of addresses: `203.0.113.0/24`, `2001:db8::/32`. */
export interface IpRange {
  /** Sixteen bits each: two for IPv4, eight for IPv6. */
  words: number[];
  prefixLength: number;
}

function parseNumber(
  text: string,
  radix: 10 | 16,
  digits: number,
  max: number,
) {
  if (text.length === 0 || text.length > digits) {
    return undefined;
  }
  let value = 0;
  for (const character of text) {
    const digit = '0123456789abcdef'.indexOf(character);
    if (digit < 0 || digit >= radix) {
      return undefined;
    }
    value = value * radix + digit;
  }
  return value <= max ? value : undefined;
}

function parseIpv4(text: string): number[] | undefined {
  const bytes = text.split('.').map(part => parseNumber(part, 10, 3, 255));
  const [a, b, c, d] = bytes;
  return bytes.length !== 4 ||
    a === undefined ||
    b === undefined ||
    c === undefined ||
    d === undefined
    ? undefined
    : [a * 256 + b, c * 256 + d];
}

function parseWords(text: string): number[] | undefined {
  if (text === '') {
    return [];
  }
  const words: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    if (last && part.includes('.')) {
      const embedded = parseIpv4(part);
      if (embedded === undefined) {
        return undefined;
      }
      words.push(...embedded);
      continue;
    }
    const word = parseNumber(part, 16, 4, 0xffff);
    if (word === undefined) {
      return undefined;
    }
    words.push(word);
  }
  return words;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [head, tail] = halves.map(parseWords);
  if (head === undefined || (halves.length === 2 && tail === undefined)) {
    return undefined;
  }
  if (halves.length === 1) {
    return head.length === 8 ? head : undefined;
  }
  const zeros = 8 - head.length - tail!.length;
  return zeros < 1
    ? undefined
    : [...head, ...new Array<number>(zeros).fill(0), ...tail!];
}

/** Longest text of an address with its prefix length. */
const LONGEST = 49;

export function parseIpRange(text: string): IpRange | undefined {
  if (text.length > LONGEST) {
    return undefined;
  }
  const [address, prefix, ...more] = text.toLowerCase().split('/');
  const words = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (words === undefined || more.length > 0) {
    return undefined;
  }
  const bits = words.length * 16;
  const prefixLength =
    prefix === undefined ? bits : parseNumber(prefix, 10, 3, bits);
  return prefixLength === undefined ? undefined : { words, prefixLength };
}

/** Whether all addresses of the second range are in the first. */
export function ipRangeContains(range: IpRange, other: IpRange): boolean {
  if (
    range.words.length !== other.words.length ||
    range.prefixLength > other.prefixLength
  ) {
    return false;
  }
  return range.words.every((word, index) => {
    const bits = Math.min(Math.max(range.prefixLength - index * 16, 0), 16);
    return (word ^ other.words[index]) >> (16 - bits) === 0;
  });
}
