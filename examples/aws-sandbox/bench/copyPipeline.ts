import { Pipeline } from '../src/codepipeline/CodePipelineState';
import type { Sandbox } from '../src/Sandbox';
import { HOME_REGION, TOOLS } from '../src/seed/samplePipelines';

/**
 * Makes more pipelines with the definition of the first, as a platform team has
 * them that lets many work over one foundation and with the same roles.
 */
export function copyPipeline({ world }: Sandbox, copies: number): void {
  const account = world.account(TOOLS);
  const { pipelines } = account.region(HOME_REGION).codePipeline;
  const [first] = pipelines.values();
  if (!first || copies === 0) {
    return;
  }
  for (let copy = 1; copy <= copies; copy++) {
    const name = `${first.name}-${String(copy).padStart(4, '0')}`;
    const { account: id, region, declaration, tags } = first;
    pipelines.set(
      name,
      new Pipeline({ account: id, region }, { ...declaration, name }, tags),
    );
  }
  const role = account.iam.roles.get(declaredRole(first))!;
  const trust = JSON.stringify(role.current.trust).replaceAll(
    first.arn,
    `${first.arn}*`,
  );
  role.set({ ...role.current, trust: JSON.parse(trust) }, world.settlesAt());
}

function declaredRole({ declaration }: Pipeline): string {
  return declaration.roleArn!.split('/').pop()!;
}
