import type { Estate } from '../../estate';
import { EstateView } from '../EstateView';
import { failureFixtures } from '../fixtures/failure-cases/failureFixtures';
import { policy } from '../fixtures/failure-cases/policies';
import {
  actionOf,
  changed,
  definitionOf,
  HUB,
  keyPolicyOf,
  PIPELINE,
  referenceEstate,
  SPOKE,
} from '../fixtures/failure-cases/referenceEstate';
import { linksOf } from '../linksOf';
import { findInSurroundings } from './findInSurroundings';

function find(estate: Estate) {
  const view = new EstateView(estate);
  const links = linksOf(view, PIPELINE, definitionOf(estate));
  return findInSurroundings({ view, links });
}

/** The estate of a case, as it is broken there. */
function broken(id: string, what: RegExp): Estate {
  const estates = failureFixtures.find(fixture => fixture.id === id)?.estates;
  return estates!.find(estate => what.test(estate.what))!.broken;
}

describe('findInSurroundings', () => {
  it.each([
    [{}],
    [{ source: 'CodeCommit' as const }],
    [{ deploy: 'CodeDeploy' as const }],
  ])('finds nothing around what was not read: %j', options => {
    expect(find(referenceEstate(options))).toEqual([]);
  });

  describe('source events', () => {
    const refused = broken('case-52', /another account/);
    const otherBranch = broken('case-53', /branch/);

    it('names the bus, what its policy says, and what to allow', () => {
      expect(find(refused)).toEqual([
        expect.objectContaining({
          rule: 'event-bus-refuses-source',
          account: HUB,
          message: expect.stringContaining(SPOKE),
          remedy: expect.objectContaining({
            account: HUB,
            summary: expect.stringContaining('events:PutEvents'),
          }),
        }),
      ]);
      expect(find(refused)[0].evidence[0].text).toContain('events:PutEvents');
    });

    it('accepts what a policy says of the whole organization', () => {
      const organization = changed(refused, estate => {
        estate.accounts[SPOKE].organizationId = 'o-parcel';
        for (const bus of Object.values(estate.accounts[HUB].eventBuses!)) {
          bus.policy = policy({
            Sid: 'Organization',
            Effect: 'Allow',
            Principal: '*',
            Action: 'events:PutEvents',
            Resource: bus.arn,
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-parcel' } },
          });
        }
      });
      expect(find(organization)).toEqual([]);
      const elsewhere = changed(organization, estate => {
        estate.accounts[SPOKE].organizationId = 'o-letter';
      });
      expect(find(elsewhere)).toHaveLength(1);
    });

    it('leaves a pipeline that polls alone', () => {
      for (const estate of [refused, otherBranch]) {
        const polled = changed(estate, copy => {
          delete actionOf(copy, 'Source').configuration!.PollForSourceChanges;
        });
        expect(find(polled)).toEqual([]);
      }
    });

    it('is content if one of several rules watches the branch', () => {
      const watched = changed(otherBranch, estate => {
        const rules = estate.accounts[SPOKE].eventRules!;
        const [rule] = Object.values(structuredClone(rules));
        rules[`${rule.arn}-too`] = {
          ...rule,
          arn: `${rule.arn}-too`,
          eventPattern: { source: ['aws.codecommit'] },
        };
      });
      expect(find(watched)).toEqual([]);
    });

    it('does not judge patterns that say more than names', () => {
      const prefixed = changed(otherBranch, estate => {
        for (const rule of Object.values(estate.accounts[SPOKE].eventRules!)) {
          rule.eventPattern = {
            source: ['aws.codecommit'],
            detail: { referenceName: [{ prefix: 'ma' }] },
          };
        }
      });
      expect(find(prefixed)).toEqual([]);
    });
  });

  describe('stacks', () => {
    const stuck = broken('case-46', /failed rollback/);

    it('says once what is stuck, and the way out', () => {
      expect(find(stuck)).toEqual([
        expect.objectContaining({
          rule: 'stack-not-updatable',
          account: SPOKE,
          message: expect.stringContaining('ROLLBACK_FAILED'),
          remedy: expect.objectContaining({
            summary: expect.stringContaining('Delete'),
          }),
        }),
      ]);
    });

    it('knows the modes that do without an update', () => {
      for (const mode of ['REPLACE_ON_FAILURE', 'DELETE_ONLY']) {
        const replaced = changed(stuck, estate => {
          definitionOf(estate).stages[2].actions.splice(1);
          actionOf(estate, 'Prepare').configuration!.ActionMode = mode;
        });
        expect(find(replaced)).toEqual([]);
      }
    });

    it('calls a stack broken that has no other role to work with', () => {
      const orphan = broken('case-47', /remembers another role/);
      expect(find(orphan)[0].health).toBe('warning');
      const alone = changed(orphan, estate => {
        delete actionOf(estate, 'Prepare').configuration!.RoleArn;
      });
      expect(find(alone)).toEqual([
        expect.objectContaining({
          rule: 'stack-role-missing',
          health: 'broken',
        }),
      ]);
    });
  });

  it('measures policies without their spaces, and key policies too', () => {
    const spacious = changed(referenceEstate(), estate => {
      keyPolicyOf(estate).Statement[0].Sid = 'x'.repeat(30_000);
    });
    expect(find(spacious)).toEqual([]);
    const large = changed(spacious, estate => {
      keyPolicyOf(estate).Statement[0].Sid += 'x'.repeat(3_000);
    });
    expect(find(large)).toEqual([
      expect.objectContaining({
        rule: 'policy-too-large',
        account: HUB,
        message: expect.stringContaining('32768'),
      }),
    ]);
  });

  it('names the pulling rights that a repository withholds', () => {
    const [finding] = find(broken('case-49', /another account/));
    expect(finding).toMatchObject({ account: HUB, health: 'broken' });
    expect(finding.message).toContain('ecr:BatchGetImage');
  });
});
