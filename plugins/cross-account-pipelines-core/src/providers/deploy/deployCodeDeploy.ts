import * as z from 'zod';
import { say } from '../../report';
import { roleArn } from '../../pipeline/vocabulary/awsSchemas';
import { shortName } from '../../pipeline/vocabulary/parseArn';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
  type ProviderCall,
  type ProviderWorker,
} from '../Provider';
import { uniqueBy, type TargetKind } from './TargetKind';

function namesOf({ configuration }: ActionPlace) {
  return {
    application: configuration.ApplicationName ?? '*',
    group: configuration.DeploymentGroupName ?? '*',
  };
}

function groupArn(place: ActionPlace): string {
  const { partition, account, region } = place;
  const { application, group } = namesOf(place);
  return `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${application}/${group}`;
}

function calls(place: ActionPlace): ProviderCall[] {
  const { partition, account, region, resources } = place;
  const { application, group } = namesOf(place);
  const deploymentConfig = resources.deploymentGroup?.(
    groupArn(place),
  )?.deploymentConfig;
  const base = `arn:${partition}:codedeploy:${region}:${account}`;
  return [
    {
      says: caller =>
        say('call.create-deployments', { caller, application, group }),
      target: resourceTarget(place, `deployment group ${application}/${group}`),
      requests: [
        ...requestsOn(`${base}:deploymentgroup:${application}/${group}`, {
          required: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'],
        }),
        ...requestsOn(`${base}:application:${application}`, {
          required: [
            'codedeploy:GetApplicationRevision',
            'codedeploy:RegisterApplicationRevision',
          ],
          documented: ['codedeploy:GetApplication'],
        }),
        // Roles are let see the one that the group uses, if not all of them.
        ...requestsOn(
          `${base}:deploymentconfig:${deploymentConfig ?? '*'}`,
          deploymentConfig
            ? { required: ['codedeploy:GetDeploymentConfig'] }
            : { documented: ['codedeploy:GetDeploymentConfig'] },
        ),
      ],
    },
  ];
}

function workers(place: ActionPlace): ProviderWorker[] {
  const { resources } = place;
  const arn = groupArn(place);
  const known = resources.deploymentGroup?.(arn);
  return [
    {
      what: 'deployment group',
      arn,
      kinds: ['H10', 'H10'],
      roles: known?.instanceRoleArns?.map(arnOfRole => ({
        roleArn: arnOfRole,
        purpose: 'instance role',
        service: 'ec2.amazonaws.com',
        serviceName: 'EC2',
        reads: true,
        writes: false,
      })),
      serviceRole: known?.serviceRole
        ? {
            roleArn: known.serviceRole,
            purpose: 'deployment role',
            service: 'codedeploy.amazonaws.com',
            serviceName: 'CodeDeploy',
          }
        : undefined,
    },
  ];
}

export const deployCodeDeploy: Provider = {
  kinds: ['Deploy/CodeDeploy'],
  page: 'codepipeline/latest/userguide/action-reference-CodeDeploy',
  settings: ['ApplicationName', 'DeploymentGroupName'],
  artifacts: { reads: true },
  calls,
  workers,
};

export const deployCodeDeployToEcs: Provider = {
  kinds: ['Deploy/CodeDeployToECS'],
  page: 'codepipeline/latest/userguide/action-reference-ECSbluegreen',
  settings: ['ApplicationName', 'DeploymentGroupName'],
  artifacts: { reads: true },
  unseen: ({ configuration, roleArn: role, account }) =>
    say('unseen.task-roles', {
      role: shortName(role),
      service: configuration.ApplicationName,
      account,
    }),
  calls: place => [
    ...calls(place),
    {
      says: caller => say('call.task-definitions', { caller }),
      target: resourceTarget(place, 'task definitions'),
      requests: requestsOn('*', { required: ['ecs:RegisterTaskDefinition'] }),
    },
  ],
  names(place) {
    const { ApplicationName, DeploymentGroupName } = place.configuration;
    const { account, region } = place;
    return ApplicationName && DeploymentGroupName
      ? [
          {
            type: 'deployment group',
            name: `deployment group ${ApplicationName}/${DeploymentGroupName}`,
            id: groupArn(place),
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};

const codeDeployName = /* @__PURE__ */ shaped(
  /^[A-Za-z0-9+=,.@_-]+$/,
  'letters, digits and + = , . @ _ -',
  { max: 100 },
);

export const codeDeployDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z
        .literal('CodeDeploy')
        .describe('A revision for EC2 instances'),
      application: codeDeployName.describe('Name of the application'),
      deploymentGroup: codeDeployName.describe('Name of its deployment group'),
      create: z
        .strictObject({
          instanceTags: z
            .record(text({ max: 128 }), text({ max: 256 }))
            .refine(
              tags =>
                Object.keys(tags).length > 0 && Object.keys(tags).length <= 3,
              { message: 'must name one to three tags' },
            )
            .describe(
              'Tags of the instances to deploy to; all of them have to match',
            ),
          deploymentConfig: shaped(
            /^[A-Za-z0-9.+=,@_-]+$/,
            'the name of a deployment configuration',
            { max: 100 },
          )
            .describe('Default CodeDeployDefault.OneAtATime')
            .optional(),
        })
        .describe(
          'Make application, deployment group and the role of the instances; without it they are there already',
        )
        .optional(),
      instanceRoleArn: roleArn
        .describe('The role that the instances have; needed without create')
        .optional(),
    })
    .refine(({ create, instanceRoleArn }) => !create !== !instanceRoleArn, {
      path: ['instanceRoleArn'],
      message:
        'is needed where the instances are there already, and not where create makes their role',
    }),
);

/**
 * A revision for EC2 instances. The instances read it with their own role.
 *
 * @public
 */
export type CodeDeployDeploySpec = z.output<typeof codeDeployDeploySchema>;

export const codeDeployTarget: TargetKind<CodeDeployDeploySpec> = {
  category: 'Deploy',
  provider: 'CodeDeploy',
  thing: ({ deploymentGroup }) => deploymentGroup,
  writes: ({ application, deploymentGroup }) => ({
    field: 'deploymentGroup',
    name: `${application}/${deploymentGroup}`,
  }),
  arns: deploy => [[deploy.instanceRoleArn, ['instanceRoleArn']]],
  uses: (deploy, { partition, region, account }) =>
    deploy.create
      ? []
      : [
          deploy.instanceRoleArn!,
          `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${deploy.application}/${deploy.deploymentGroup}`,
        ],
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        ApplicationName: deploy.application,
        DeploymentGroupName: deploy.deploymentGroup,
      },
    },
  ],
  readers: ({ instanceRoleArn }) => [
    instanceRoleArn ? { arn: instanceRoleArn } : 'instance',
  ],
  roles: ({ create }) => (create ? ['instance', 'codedeploy'] : []),
  // The policy that lets the instances read is made in either case.
  makes: ({ deploymentGroup }) => [deploymentGroup],
  context(deploys) {
    const makers = new Map<string, string>();
    const applications = uniqueBy(deploys, ({ application, deploymentGroup }) =>
      JSON.stringify([application, deploymentGroup]),
    ).map(({ application, deploymentGroup, create }, index) => {
      const id = String(index + 1);
      if (!create) {
        return { id, application, deploymentGroup };
      }
      const applicationId = makers.get(application) ?? id;
      makers.set(application, applicationId);
      return {
        id,
        application,
        deploymentGroup,
        create: {
          // An application with several groups is made once, by the first.
          makesApplication: applicationId === id,
          applicationId,
          instanceTags: Object.entries(create.instanceTags).map(
            ([key, value]) => ({ key, value }),
          ),
          deploymentConfig:
            create.deploymentConfig ?? 'CodeDeployDefault.OneAtATime',
        },
      };
    });
    return { applications };
  },
};
