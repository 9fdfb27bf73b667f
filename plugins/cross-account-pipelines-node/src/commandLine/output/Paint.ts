import { styleText } from 'node:util';
import type { Writable } from 'node:stream';

type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow' | 'cyan';

/** Colours a text where it goes to a terminal that shows colours. */
export type Paint = (style: Style, text: string) => string;

/**
 * Colours for a stream: none where it is no terminal or `NO_COLOR` is set, always
 * where `FORCE_COLOR` is.
 */
export function paintFor(stream: Writable): Paint {
  return (style, text) => styleText(style, text, { stream });
}
