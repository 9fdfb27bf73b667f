import { accountOf, shortName, type PipelineDefinition } from '../../pipeline';
import { say } from '../../report';
import { closestWord } from '../../policy/closestWord';
import type { AssessmentScope } from '../AssessmentScope';
import { documentAt } from '../documents/documentReference';
import { allows, covers, resourcesOf } from '../findings/readStatement';
import { mapNames, namesIn, type NamedThing } from './definitionNames';
import type { Edit } from './Edit';
import type { AilingHop } from './mendHops';
import { isPolicyDocument, statementsOf } from './PolicyDocument';

/** Nobody means more than a few other things by a name. */
const mostAlternatives = 6;

/** A name of the definition that may be the wrong one. */
interface Suspect {
  thing: NamedThing;
  name: string;
}

/**
 * Changes of one name in the definition after which it names something that is
 * there and that nothing else of the pipeline uses.
 */
export function redirections(
  ailing: AilingHop[],
  scope: AssessmentScope,
): Array<{ edit: Edit; hop: AilingHop }> {
  const { view, links } = scope;
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  if (!pipeline) {
    return [];
  }
  const { definition } = pipeline;
  const found = new Map<string, { edit: Edit; hop: AilingHop }>();
  for (const hop of ailing) {
    for (const { thing, name } of suspectsOf(hop)) {
      if (!namesIn(definition, thing).has(name)) {
        continue;
      }
      for (const other of alternatives({ thing, name }, definition, scope)) {
        const id = `${name} ${other}`;
        if (!found.has(id)) {
          const edit = redirect({ thing, name }, other, definition, scope);
          found.set(id, { edit, hop });
        }
      }
    }
  }
  return [...found.values()];
}

function redirect(
  { thing, name }: Suspect,
  other: string,
  definition: PipelineDefinition,
  { links }: AssessmentScope,
): Edit {
  return {
    document: documentAt('pipeline definition', links.pipelineArn),
    after: mapNames(definition, (each, kind) =>
      kind === thing && each === name ? other : each,
    ),
    summary: say(`remedy.name-${thing}`, { other, name }),
  };
}

function suspectsOf({ hop, judgement }: AilingHop): Suspect[] {
  const { fault } = judgement;
  if (hop.type === 'access') {
    const { principal, target } = hop;
    const isRole = target.type === 'role';
    switch (fault?.type) {
      case 'role missing':
      case 'account id':
        return [{ thing: 'role', name: fault.arn }];
      case 'passed across accounts':
        return [
          { thing: 'role', name: fault.passedRoleArn },
          { thing: 'role', name: fault.roleArn },
        ];
      case 'bucket missing':
        return [{ thing: 'bucket', name: fault.name }];
      case 'key missing':
        return [{ thing: 'key', name: fault.arn }];
      case 'denied':
        return [
          ...(isRole ? [{ thing: 'role', name: target.arn } as const] : []),
          ...hop.requests
            .filter(({ resource }) => resource.includes(':role/'))
            .map(
              ({ resource }) => ({ thing: 'role', name: resource } as const),
            ),
          ...(principal.type === 'role'
            ? [{ thing: 'role', name: principal.arn } as const]
            : []),
          ...(target.type === 'key'
            ? [{ thing: 'key', name: target.arn } as const]
            : []),
          ...(target.type === 'bucket'
            ? [{ thing: 'bucket', name: target.name } as const]
            : []),
        ];
      default:
        return [];
    }
  }
  const { check } = hop;
  switch (check.rule) {
    case 'passed-role-account':
      return [
        { thing: 'role', name: check.passedRoleArn },
        { thing: 'role', name: check.roleArn },
      ];
    case 'account-id':
      return [{ thing: 'role', name: check.arn }];
    case 'worker-known':
      return [{ thing: 'project', name: shortName(check.arn) }];
    case 'exists':
      return check.thing.type === 'bucket'
        ? [{ thing: 'bucket', name: check.thing.id }]
        : [];
    case 'connection':
      return [{ thing: 'connection', name: check.connectionArn }];
    case 'artifact-store':
      return check.store
        ? [{ thing: 'bucket', name: check.store.location }]
        : [];
    case 'artifact-key':
      return check.store.encryptionKey
        ? [{ thing: 'key', name: check.store.encryptionKey.id }]
        : [];
    default:
      return [];
  }
}

/** What is there and may be meant, the likeliest first. */
function alternatives(
  suspect: Suspect,
  definition: PipelineDefinition,
  scope: AssessmentScope,
): string[] {
  const { thing, name } = suspect;
  const used = namesIn(definition, thing);
  const things = thingsOf(thing, suspect, scope).filter(each => each !== name);
  const spare = things.filter(each => !used.has(each));
  const own = things.filter(each => accountOf(each) === accountOf(name));
  const likely =
    thing === 'role' && !isExpected(name, definition, scope) ? things : spare;
  return [
    ...new Set([
      ...(thing === 'role' ? rolesOfPartners(name, definition) : []),
      // A name that is nearly right may be used elsewhere, too.
      ...[own, spare].flatMap(each => closestWord(name, each) ?? []),
      ...[...own, ...likely].filter(
        each => shortName(each) === shortName(name),
      ),
      ...spare.filter(each => accountOf(each) === accountOf(name)),
    ]),
  ].slice(0, mostAlternatives);
}

/** Whether somebody lets the service role assume a role, so that it is meant. */
function isExpected(
  name: string,
  { roleArn }: PipelineDefinition,
  { view }: AssessmentScope,
): boolean {
  const found = view.role(roleArn);
  const policies = found.state === 'found' ? found.value.policies : [];
  return policies
    .flatMap(({ document }) =>
      isPolicyDocument(document) ? statementsOf(document) : [],
    )
    .some(
      statement =>
        allows(statement, 'sts:AssumeRole') &&
        resourcesOf(statement).some(pattern => covers(pattern, name)),
    );
}

function thingsOf(
  thing: NamedThing,
  { name }: Suspect,
  { view, links }: AssessmentScope,
): string[] {
  const accounts = Object.values(view.estate.accounts);
  const own = view.account(links.account);
  switch (thing) {
    case 'role':
      return accounts.flatMap(({ roles }) => Object.keys(roles));
    case 'bucket':
      return accounts.flatMap(({ buckets }) => Object.keys(buckets));
    case 'key':
      return Object.keys(own?.keys ?? {}).filter(
        arn => arn.split(':')[3] === (name.split(':')[3] ?? links.region),
      );
    case 'project':
      return accounts.flatMap(({ projects }) =>
        Object.values(projects ?? {}).map(project => project.name),
      );
    default:
      return Object.keys(own?.connections ?? {});
  }
}

/**
 * Roles that go together with a role elsewhere: other actions that pass the same
 * deploy role, or one of its account, work with the right action role; and the
 * other way round.
 */
function rolesOfPartners(
  name: string,
  { stages }: PipelineDefinition,
): string[] {
  const pairs = stages
    .flatMap(stage => stage.actions)
    .map(({ roleArn, configuration }) => [roleArn, configuration?.RoleArn]);
  const partners = pairs.flatMap(([acts, passed]) => {
    const place = acts === name ? 0 : 1;
    const partner = place === 0 ? passed : acts;
    return (acts === name || passed === name) && partner
      ? pairs.flatMap(pair => {
          const isSame = pair[1 - place] === partner;
          const isThere = accountOf(pair[place]) === accountOf(partner);
          return isSame || isThere ? pair[place] ?? [] : [];
        })
      : [];
  });
  return partners.filter(other => other !== name);
}
