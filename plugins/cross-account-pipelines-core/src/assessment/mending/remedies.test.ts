import fc from 'fast-check';
import { hopsOf, type HopVerdict } from '../../report';
import type { Estate, EstateAccount } from '../../estate';
import type { ActionDefinition, PipelineDefinition } from '../../pipeline';
import { applyRemedy } from './applyRemedy';
import { assessPipeline } from '../assessPipeline';
import { everyProvider, everyProviderNames } from '../fixtures/everyProvider';
import { healthyEstate, healthyNames } from '../fixtures/healthyEstate';

const { pipelineArn } = everyProviderNames;

function ailing(estate: Estate, arn: string): HopVerdict[] {
  return hopsOf(assessPipeline({ estate, pipelineArn: arn })).filter(
    ({ health }) => health !== 'healthy',
  );
}

/** Carries out the remedy of one hop after the other until none is broken. */
function mendAll(start: Estate, arn: string): Estate {
  let estate = start;
  for (let step = 0; step < 200; step++) {
    const [next] = ailing(estate, arn).filter(({ remedy }) => remedy);
    if (!next) {
      return estate;
    }
    estate = applyRemedy({ estate, remedy: next.remedy! });
  }
  throw new Error('The remedies come to no end.');
}

/** Says of each hop that ails what its remedy does not mend. */
function unmended(estate: Estate, arn: string): unknown[] {
  return ailing(estate, arn).flatMap((verdict): object[] => {
    const { id, health, reason, remedy } = verdict;
    if (!remedy) {
      return [{ id, health, reason, remedy }];
    }
    const mended = applyRemedy({ estate, remedy });
    const left = ailing(mended, arn).find(each => each.id === id);
    return left ? [{ id, health, reason, remedy, left: left.reason }] : [];
  });
}

type Path = string[];

/** Where policy statements stand in an estate. */
function statementPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'Statement' && Array.isArray(child)
      ? child.map((_, index) => [...path, key, String(index)])
      : statementPaths(child, [...path, key]),
  );
}

function changed(
  estate: Estate,
  path: Path,
  change: (statements: any[], index: number) => void,
): Estate {
  const copy = structuredClone(estate);
  const statements = path
    .slice(0, -1)
    .reduce((at: any, key) => at[key], copy as unknown);
  change(statements, Number(path.at(-1)));
  return copy;
}

/** Ways to spoil one statement. */
const damages: Record<string, (statements: any[], index: number) => void> = {
  'is gone': (statements, index) => statements.splice(index, 1),
  'denies instead': (statements, index) => {
    statements[index] = { ...statements[index], Effect: 'Deny' };
  },
  'is denied by another': (statements, index) => {
    statements.push({ ...statements[index], Effect: 'Deny' });
  },
  'is denied where a key is not what it has to be': (statements, index) => {
    statements.push({
      ...statements[index],
      Effect: 'Deny',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-elsewhere' } },
    });
  },
  'asks for an external id': (statements, index) => {
    statements[index] = {
      ...statements[index],
      Condition: {
        ...statements[index].Condition,
        StringLike: { 'sts:ExternalId': 'secret' },
      },
    };
  },
  'asks for another caller': (statements, index) => {
    statements[index] = {
      ...statements[index],
      Condition: {
        ...statements[index].Condition,
        ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::999999999999:role/else' },
      },
    };
  },
  'names a role that is gone': (statements, index) => {
    if (statements[index].Principal?.AWS) {
      statements[index] = {
        ...statements[index],
        Principal: { AWS: 'AROAGONE000000000001' },
        Condition: undefined,
      };
    }
  },
  'names another resource': (statements, index) => {
    if (statements[index].Resource) {
      statements[index] = {
        ...statements[index],
        Resource: 'arn:aws:s3:::elsewhere/*',
      };
    }
  },
  'lacks its first action': (statements, index) => {
    const { Action } = statements[index];
    if (Array.isArray(Action)) {
      statements[index] = { ...statements[index], Action: Action.slice(1) };
    }
  },
};

/** The action of a stage's path in the definition of every provider. */
function actionOf(estate: Estate, path: string): ActionDefinition {
  const [stage, name] = path.split('/');
  return definitionOf(estate)
    .stages.find(each => each.name === stage)!
    .actions.find(each => each.name === name)!;
}

function definitionOf(estate: Estate): PipelineDefinition {
  return toolsOf(estate).pipelines[pipelineArn].definition;
}

function toolsOf(estate: Estate): EstateAccount {
  return estate.accounts[everyProviderNames.tools];
}

/** What can be wrong apart from policies, with every kind of check. */
const breakages: Record<string, (estate: Estate) => void> = {
  'every key is disabled': estate => {
    for (const key of Object.values(toolsOf(estate).keys)) {
      key.state = 'Disabled';
    }
  },
  'the keys are about to be deleted': estate => {
    for (const key of Object.values(toolsOf(estate).keys)) {
      key.state = 'PendingDeletion';
    }
  },
  'the keys are gone': estate => {
    toolsOf(estate).keys = {};
  },
  'the buckets are gone': estate => {
    toolsOf(estate).buckets = {};
  },
  'the roles of a target are gone': estate => {
    estate.accounts[everyProviderNames.target].roles = {};
  },
  'the service role and the build role are gone': estate => {
    toolsOf(estate).roles = {};
  },
  'the build projects are gone': estate => {
    toolsOf(estate).projects = {};
  },
  'the connection was never completed': estate => {
    for (const connection of Object.values(toolsOf(estate).connections!)) {
      connection.status = 'PENDING';
    }
  },
  'the connection belongs to another account': estate => {
    const { configuration } = actionOf(
      estate,
      'Source/CodeStarSourceConnection',
    );
    configuration!.ConnectionArn = configuration!.ConnectionArn.replace(
      everyProviderNames.tools,
      everyProviderNames.other,
    );
  },
  'the stores have no key': estate => {
    for (const store of Object.values(definitionOf(estate).artifactStores!)) {
      delete store.encryptionKey;
    }
  },
  'the stores name their keys by alias': estate => {
    for (const store of Object.values(definitionOf(estate).artifactStores!)) {
      store.encryptionKey!.id = 'alias/artifacts';
    }
  },
  'the stores name their keys by bare id': estate => {
    for (const store of Object.values(definitionOf(estate).artifactStores!)) {
      store.encryptionKey!.id = store.encryptionKey!.id.split('/')[1];
    }
  },
  'a store has the key of another Region': estate => {
    const { artifactStores } = definitionOf(estate);
    const { home, away } = everyProviderNames;
    artifactStores![away].encryptionKey = artifactStores![home].encryptionKey;
  },
  'a Region has no store': estate => {
    delete definitionOf(estate).artifactStores![everyProviderNames.away];
  },
  'the store of a Region is a bucket of another': estate => {
    const { artifactStores } = definitionOf(estate);
    const { home, away } = everyProviderNames;
    artifactStores![away].location = artifactStores![home].location;
  },
  'a role of the pipeline account is passed in a target': estate => {
    const { configuration } = actionOf(estate, 'Deploy/Prepare-eu-west-1');
    configuration!.RoleArn = configuration!.RoleArn.replace(
      everyProviderNames.target,
      everyProviderNames.tools,
    );
  },
  'an artifact passes between two targets': estate => {
    actionOf(estate, 'Deploy/Lambda').inputArtifacts = [
      { name: 'Source' },
      { name: 'Built' },
    ];
  },
  'a provider that is not of AWS is to work in a target': estate => {
    const { actionTypeId } = actionOf(estate, 'Deploy/Lambda');
    Object.assign(actionTypeId, {
      category: 'Test',
      owner: 'Custom',
      provider: 'Jenkins',
    });
  },
  'a source is in another Region': estate => {
    actionOf(estate, 'Source/ECR').region = everyProviderNames.away;
  },
  'an account id lost its leading zero': estate => {
    const action = actionOf(estate, 'Deploy/Lambda');
    action.roleArn = action.roleArn!.replace('::0', '::');
  },
  'a project encrypts with the AWS managed key': estate => {
    for (const project of Object.values(toolsOf(estate).projects!)) {
      delete project.encryptionKey;
    }
  },
  'an upload sets an ACL that its bucket does not take': estate => {
    actionOf(estate, 'Deploy/S3').configuration!.CannedACL = 'public-read';
  },
};

const healthy = healthyEstate();

let whole: Estate | undefined;

/** The pipeline with every provider, which starts with no permission at all. */
function mendedProviders(): Estate {
  whole ??= mendAll(everyProvider(), pipelineArn);
  return structuredClone(whole);
}

describe('remedies', () => {
  it('let a pipeline with every provider work that starts with no permission at all', () => {
    const estate = mendedProviders();
    const report = assessPipeline({ estate, pipelineArn });
    expect(hopsOf(report).filter(({ health }) => health !== 'healthy')).toEqual(
      [],
    );
    expect(new Set(hopsOf(report).map(({ hop }) => hop))).toEqual(
      new Set([
        'H0',
        'H1',
        'H2',
        'H3',
        'H4',
        'H5',
        'H6',
        'H7',
        'H8',
        'H9',
        'H10',
        'H11',
      ]),
    );
  });

  it('mend every single hop of a pipeline that starts with no permission at all', () => {
    expect(unmended(everyProvider(), pipelineArn)).toEqual([]);
  });

  describe.each(Object.entries(damages))(
    'where a statement %s',
    (_, damage) => {
      it.each(statementPaths(healthy).map(path => [path.join('/'), path]))(
        'mend %s',
        (__, path) => {
          expect(
            unmended(
              changed(healthy, path as Path, damage),
              healthyNames.pipelineArn,
            ),
          ).toEqual([]);
        },
      );
    },
  );

  describe.each(Object.entries(breakages))('where %s', (_, breakDown) => {
    const broken = () => {
      const estate = mendedProviders();
      breakDown(estate);
      return estate;
    };

    it('break something', () => {
      const verdicts = ailing(broken(), pipelineArn);
      expect(verdicts.map(({ health }) => health)).toContain('broken');
    });

    it('mend it', () => {
      expect(unmended(broken(), pipelineArn)).toEqual([]);
    });
  });

  it('mend whatever several damages break among all providers', () => {
    const healed = mendedProviders();
    const paths = statementPaths(healed);
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom(...paths),
            fc.constantFrom(...Object.values(damages)),
          ),
          { minLength: 1, maxLength: 3 },
        ),
        spoiled => {
          const estate = spoiled.reduce((at, [path, damage]) => {
            try {
              return changed(at, path, damage);
            } catch {
              return at;
            }
          }, healed);
          expect(unmended(estate, pipelineArn)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });
});
