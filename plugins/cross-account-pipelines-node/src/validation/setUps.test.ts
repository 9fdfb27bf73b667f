import { type Change, check, errors, warnings } from './__testUtils__/setUp';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const project = `  Project:
    Type: AWS::CodeBuild::Project
    Properties:
      Name: build
      EncryptionKey: !GetAtt Key.Arn
      ServiceRole: !GetAtt BuildRole.Arn
      Artifacts: { Type: CODEPIPELINE }
      Source: { Type: CODEPIPELINE }
      Environment: { Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL, Image: 'aws/codebuild/standard:7.0' }
`;

describe('what published set-ups do', () => {
  it('finds nothing wrong with the set-up itself', async () => {
    const { findings } = await check();
    expect(errors(findings)).toEqual([]);
    expect(warnings(findings)).toEqual([]);
  });

  it.each([
    ['a role of the same stack', '!Ref BuildRole'],
    ['a name', 'build'],
  ])('takes a build role by its name: %s', async (_, role) => {
    const { findings } = await check(
      ['tools.yaml', project, ''],
      [
        'tools.yaml',
        '  BuildRole:\n',
        `${project.replace('!GetAtt BuildRole.Arn', role)}  BuildRole:\n`,
      ],
    );
    expect(errors(findings)).toEqual([]);
  });

  it('takes the last of two equal keys, and warns', async () => {
    const { findings } = await check([
      'tools.yaml',
      '      Name: repro\n',
      '      Name: old\n      Name: repro\n',
    ]);
    expect(errors(findings)).toEqual([]);
    expect(warnings(findings)).toEqual([
      expect.objectContaining({
        rule: 'template',
        message: expect.stringContaining('Name is written twice'),
      }),
    ]);
  });

  const listing: Change[] = [
    [
      'tools.yaml',
      "          - { Effect: Allow, Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: 's3:ListBucket', Resource: !GetAtt Bucket.Arn }\n",
      '',
    ],
    [
      'target.yaml',
      "              - { Effect: Allow, Action: 's3:ListBucket', Resource: !Ref BucketArn }\n",
      '',
    ],
  ];

  it('warns where nobody may list the artifact bucket', async () => {
    const { report, findings } = await check(...listing);
    expect(errors(findings)).toEqual([]);
    expect(warnings(findings)).toEqual([
      expect.objectContaining({
        rule: 'H5',
        message: expect.stringContaining('s3:ListBucket'),
      }),
    ]);
    expect(report.links[0].health).toBe('warning');
  });

  it('finds a Deny of listing broken', async () => {
    const { findings } = await check([
      'target.yaml',
      "- { Effect: Allow, Action: 's3:ListBucket'",
      "- { Effect: Deny, Action: 's3:ListBucket'",
    ]);
    expect(errors(findings)).toEqual([
      expect.stringMatching(/^H5: .*s3:ListBucket/),
    ]);
  });

  const withOutput: Change = [
    'tools.yaml',
    '              InputArtifacts: [{ Name: Out }]\n',
    '              InputArtifacts: [{ Name: Out }]\n              OutputArtifacts: [{ Name: Result }]\n',
  ];

  it('asks for no writing where a stack has no output file', async () => {
    const { findings } = await check(withOutput);
    expect(errors(findings)).toEqual([]);
  });

  it('asks for writing where a stack has one', async () => {
    const { findings } = await check(withOutput, [
      'tools.yaml',
      '                StackName: app\n',
      '                StackName: app\n                OutputFileName: out.json\n',
    ]);
    expect(errors(findings)).toEqual([
      expect.stringMatching(/^H5: .*s3:PutObject/),
      expect.stringMatching(/^H6: .*kms:GenerateDataKey/),
    ]);
  });

  const bareId: Change = [
    'tools.yaml',
    '          Id: !GetAtt Key.Arn\n',
    '          Id: !Ref Key\n',
  ];

  it('warns of a bare key id that other accounts only read with', async () => {
    const { findings } = await check(bareId);
    expect(errors(findings)).toEqual([]);
    const [warning, ...others] = warnings(findings);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ rule: 'H8' });
    // The alias is not the id, and its ARN is no remedy.
    expect(`${warning.message} ${warning.remedy}`).not.toContain('alias/');
    expect(warning.remedy).toContain(':key/Key');
  });

  it('finds a bare key id broken that another account writes with', async () => {
    const { findings } = await check(bareId, withOutput, [
      'tools.yaml',
      '                StackName: app\n',
      '                StackName: app\n                OutputFileName: out.json\n',
    ]);
    expect(errors(findings)).toContainEqual(
      expect.stringMatching(/^H8: .*by its id alone/),
    );
  });

  it('finds an alias broken, whoever reads with it', async () => {
    const { findings } = await check([
      'tools.yaml',
      '          Id: !GetAtt Key.Arn\n',
      '          Id: alias/artifacts\n',
    ]);
    expect(errors(findings)).toContainEqual(
      expect.stringMatching(/^H8: .*by the alias "alias\/artifacts"/),
    );
  });

  it('reads a pair in a flow list', async () => {
    const { findings } = await check(
      [
        'tools.yaml',
        'Resources:\n',
        'Parameters: { Base: { Type: String, Default: base } }\nResources:\n',
      ],
      [
        'tools.yaml',
        "Action: ['s3:*'], Resource: [!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*'] }",
        "Action: ['s3:*'], Resource: [!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*', !Join ['', [ \"Fn::ImportValue\" : { \"Fn::Sub\": '${Base}:Arn' }, '/*' ]]] }",
      ],
      // The template is checked: what is wrong elsewhere is still found.
      [
        'tools.yaml',
        '      EnableKeyRotation: true',
        '      EnableKeyRotations: true',
      ],
    );
    expect(errors(findings)).toEqual([
      expect.stringContaining('EnableKeyRotations'),
    ]);
  });

  const assume = (resource: string): Change => [
    'tools.yaml',
    '  Project:\n',
    `  EnterFromBuild:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: enter
      Roles: [build]
      PolicyDocument:
        Version: '2012-10-17'
        Statement: [{ Effect: Allow, Action: 'sts:AssumeRole', Resource: '${resource}' }]
  Project:
`,
  ];

  it('lists the account that a build enters by itself', async () => {
    const { report, findings } = await check(
      assume('arn:aws:iam::333333333333:role/deployer'),
    );
    expect(errors(findings)).toEqual([]);
    expect(report.links.map(({ account }) => account.id)).toEqual([
      '333333333333',
      '222222222222',
    ]);
    expect(report.links[0]).toMatchObject({
      region: 'eu-west-1',
      reachedBy: 'project build',
      health: 'unknown',
      hops: [
        {
          hop: 'H13',
          sentence: 'build may assume deployer in 333333333333',
          actions: ['Build/Build'],
        },
      ],
    });
  });

  it('judges whether a build may enter', async () => {
    const { report } = await check(
      assume('arn:aws:iam::222222222222:role/deploy'),
    );
    // Its trust is CloudFormation's.
    expect(report.links).toEqual([
      expect.objectContaining({
        hops: expect.arrayContaining([
          expect.objectContaining({ hop: 'H13', health: 'warning' }),
        ]),
      }),
    ]);
    expect(report.links[0]).not.toHaveProperty('reachedBy');
  });

  it('says where a build may enter by a pattern', async () => {
    const { report } = await check(assume('arn:aws:iam::333333333333:role/*'));
    expect(report.links[0]).toMatchObject({
      reachedBy: 'project build',
      hops: [{ hop: 'H13', health: 'unknown' }],
    });
  });

  it('says where a build may enter any account', async () => {
    const { report } = await check(assume('*'));
    expect(report.links).toHaveLength(1);
    expect(report.unseen).toContainEqual(
      expect.objectContaining({
        sentence: expect.stringContaining(
          'project build may assume roles of any account',
        ),
      }),
    );
  });

  it('warns where the stack of the pipeline comes before the one of its role', async () => {
    const { findings } = await check();
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'H1',
        level: 'warning',
        message: expect.stringContaining('deploy the stack of the role first'),
      }),
    );
  });
});
