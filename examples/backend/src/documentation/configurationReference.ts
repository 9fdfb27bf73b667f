import { readFileSync } from 'node:fs';
import ts from 'typescript';

interface Setting {
  path: string;
  type: string;
  description: string;
  secret: boolean;
}

/**
 * The reference of the settings, made from the comments of `config.d.ts`.
 *
 * @param files - the declarations of all packages, by path
 * @returns a page in Markdown
 */
export function configurationReference(files: string[]): string {
  const settings = files.flatMap(readSettings);
  const rows = settings.map(
    ({ path, type, description, secret }) =>
      `| \`${path}\`${secret ? ' (secret)' : ''} | ${cell(type)} | ${cell(
        description,
      )} |`,
  );
  return [
    '# Configuration',
    '',
    'Everything that `app-config.yaml` can say to these plugins. How the portal reaches AWS at all is said under `aws`, which belongs to [`@backstage/integration-aws-node`](https://backstage.io/docs/integrations/aws-s3/locations).',
    '',
    'This page is generated from `config.d.ts` of the packages: change those and run `npm run docs`.',
    '',
    '| Setting | Type | What it does |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function readSettings(file: string): Setting[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .flatMap(({ members }) => readMembers(members, ''));
}

function readMembers(
  members: ts.NodeArray<ts.TypeElement>,
  parent: string,
): Setting[] {
  return members.filter(ts.isPropertySignature).flatMap(member => {
    const path = `${parent}${member.name.getText()}`;
    const inner = membersOf(member.type);
    const description = ts
      .getJSDocCommentsAndTags(member)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
      .join(' ');
    const secret = ts
      .getJSDocTags(member)
      .some(
        ({ tagName, comment }) =>
          tagName.text === 'visibility' && comment === 'secret',
      );
    const own: Setting = {
      path,
      type: inner ? inner.kind : member.type?.getText() ?? '',
      description,
      secret,
    };
    return [
      ...(description ? [own] : []),
      ...(inner ? readMembers(inner.members, `${path}${inner.suffix}`) : []),
    ];
  });
}

/** What is inside of a map, or of each item of a list. */
function membersOf(type: ts.TypeNode | undefined) {
  if (type && ts.isTypeLiteralNode(type)) {
    return { members: type.members, kind: 'map', suffix: '.' };
  }
  const item =
    type && ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array'
      ? type.typeArguments?.[0]
      : undefined;
  return item && ts.isTypeLiteralNode(item)
    ? { members: item.members, kind: 'list of maps', suffix: '[].' }
    : undefined;
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
