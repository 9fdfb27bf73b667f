import { InputError } from '@backstage/errors';

/** CloudFormation takes no more: `AWSCloudFormation/latest/UserGuide/cloudformation-limits` */
const maxBytes = 1_000_000;

/** More than fit into the policies of 500 resources that people write. */
const maxStatements = 4_000;

const maxDepth = 100;

/**
 * Stops at a template that nobody needs and that would take for ever, by what
 * can be told from its text alone and quickly.
 *
 * @throws InputError that says how much of what it has, and how much it may have
 */
export function requireBoundedTemplate(template: {
  text: string;
  file: string;
}): void {
  const { text, file } = template;
  const refuse = (count: number, what: string, most: number) => {
    if (count > most) {
      throw new InputError(
        `${file} has ${count} ${what}; a template may have at most ${most}`,
      );
    }
  };
  refuse(Buffer.byteLength(text), 'bytes', maxBytes);
  refuse(countStatements(text), 'policy statements', maxStatements);
  refuse(depthOf(text), 'levels', maxDepth);
}

function countStatements(text: string): number {
  return text.match(/\bEffect\b["']?\s*:/g)?.length ?? 0;
}

/** Of brackets: what is indented makes a text longer by as much. */
function depthOf(text: string): number {
  let open = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '{' || character === '[') {
      deepest = Math.max(deepest, ++open);
    } else if (character === '}' || character === ']') {
      open = Math.max(0, open - 1);
    }
  }
  return deepest;
}
