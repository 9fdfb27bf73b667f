import type { Truth } from './Truth';
import { FALSE, TRUE, UNKNOWN } from './Truth';

/**
 * A run of characters in a pattern. In a `verbatim` run `*` and `?` mean
 * themselves, as in the value of a policy variable.
 */
export interface TextRun {
  text: string;
  verbatim: boolean;
}

/** What stands between two `*`: text in which some places fit any character. */
interface Piece {
  text: string;
  /** Places of `?`, ascending. */
  holes: number[];
}

function pieceFitsAt(
  piece: Piece,
  text: string,
  at: number,
  length = piece.text.length,
): boolean {
  if (piece.holes.length === 0 && length === piece.text.length) {
    return text.startsWith(piece.text, at);
  }
  let hole = 0;
  for (let i = 0; i < length; i++) {
    if (piece.holes[hole] === i) {
      hole++;
    } else if (text.charCodeAt(at + i) !== piece.text.charCodeAt(i)) {
      return false;
    }
  }
  return true;
}

/** The first place in `[from, end)` where the piece fits whole, or -1. */
function findPiece(
  piece: Piece,
  text: string,
  from: number,
  end: number,
): number {
  const last = end - piece.text.length;
  if (piece.holes.length === 0) {
    const at = text.indexOf(piece.text, from);
    return at <= last ? at : -1;
  }
  for (let at = from; at <= last; at++) {
    if (pieceFitsAt(piece, text, at)) {
      return at;
    }
  }
  return -1;
}

function cutIntoPieces(runs: readonly TextRun[]): Piece[] {
  const pieces: Piece[] = [];
  let piece: Piece = { text: '', holes: [] };
  for (const { text, verbatim } of runs) {
    let start = 0;
    for (let i = 0; !verbatim && i < text.length; i++) {
      const character = text[i];
      if (character === '?') {
        piece.holes.push(piece.text.length + i - start);
      } else if (character === '*') {
        piece.text += text.slice(start, i);
        pieces.push(piece);
        piece = { text: '', holes: [] };
        start = i + 1;
      }
    }
    piece.text += text.slice(start);
  }
  pieces.push(piece);
  return pieces;
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * A pattern in which `*` stands for any characters, also none, and `?` for any
 * one. Taking each piece at the first place where it fits is enough, so the time
 * is at most the product of both lengths, and usually that of `indexOf`.
 */
export class Wildcard {
  static compile(pattern: string): Wildcard {
    return Wildcard.fromRuns([{ text: pattern, verbatim: false }]);
  }

  static fromRuns(runs: readonly TextRun[]): Wildcard {
    return new Wildcard(cutIntoPieces(runs));
  }

  private readonly head: Piece;
  private readonly tail: Piece;
  private readonly middle: Piece[];
  private readonly shortest: number;
  /** The whole pattern where it has no wildcard. */
  private readonly literal: string | undefined;
  /** What stands before a `*` that is the only wildcard and ends the pattern. */
  private readonly prefix: string | undefined;

  private constructor(pieces: Piece[]) {
    this.head = pieces[0];
    this.tail = pieces[pieces.length - 1];
    this.middle = pieces.slice(1, -1).filter(piece => piece.text !== '');
    this.shortest = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
    const isPlain = pieces.every(piece => piece.holes.length === 0);
    const { text } = this.head;
    this.literal = isPlain && pieces.length === 1 ? text : undefined;
    this.prefix =
      isPlain && pieces.length > 1 && this.shortest === text.length
        ? text
        : undefined;
  }

  matches(text: string): boolean {
    if (this.literal !== undefined) {
      return text === this.literal;
    }
    if (this.prefix !== undefined) {
      return text.startsWith(this.prefix);
    }
    return this.matchesPieces(text);
  }

  /** Whether texts with that beginning match: all of them, some or none. */
  matchesBeginning(beginning: string): Truth {
    const { head, tail } = this;
    if (head !== tail && tail.text === '' && this.matches(beginning)) {
      return TRUE;
    }
    const known = Math.min(head.text.length, beginning.length);
    const fits = pieceFitsAt(head, beginning.slice(0, known), 0, known);
    return fits && (head !== tail || head.text.length >= beginning.length)
      ? UNKNOWN
      : FALSE;
  }

  private matchesPieces(text: string): boolean {
    const { head, tail, middle, shortest } = this;
    if (text.length < shortest || !pieceFitsAt(head, text, 0)) {
      return false;
    }
    if (head === tail) {
      return text.length === shortest;
    }
    const end = text.length - tail.text.length;
    if (!pieceFitsAt(tail, text, end)) {
      return false;
    }
    let from = head.text.length;
    for (const piece of middle) {
      const at = findPiece(piece, text, from, end);
      if (at < 0) {
        return false;
      }
      from = at + piece.text.length;
    }
    return true;
  }
}
