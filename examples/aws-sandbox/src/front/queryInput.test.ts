import { CreateStack$ } from '@aws-sdk/client-cloudformation';
import { DescribeInstances$ } from '@aws-sdk/client-ec2';
import { TagRole$ } from '@aws-sdk/client-iam';
import { QueryShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import * as fc from 'fast-check';
import { queryInput } from './queryInput';

const createStack = NormalizedSchema.of(CreateStack$[4]);

describe('queryInput', () => {
  it('reads texts, numbers, flags, lists and structures', () => {
    expect(
      queryInput(
        createStack,
        new URLSearchParams(
          'StackName=a%20b&DisableRollback=true&TimeoutInMinutes=5' +
            '&Parameters.member.2.ParameterKey=Second' +
            '&Parameters.member.1.ParameterKey=First' +
            '&Parameters.member.1.ParameterValue=' +
            '&Capabilities.member.1=CAPABILITY_IAM&Nonsense.1=x',
        ),
      ),
    ).toEqual({
      StackName: 'a b',
      DisableRollback: true,
      TimeoutInMinutes: 5,
      Parameters: [
        { ParameterKey: 'First', ParameterValue: '' },
        { ParameterKey: 'Second' },
      ],
      Capabilities: ['CAPABILITY_IAM'],
    });
  });

  it('reads an empty list as one', () => {
    expect(
      queryInput(
        NormalizedSchema.of(TagRole$[4]),
        new URLSearchParams('RoleName=r&Tags='),
      ),
    ).toEqual({ RoleName: 'r', Tags: [] });
  });

  it('reads back whatever the SDK writes', () => {
    const text = fc.string({ unit: 'binary' });
    const input = fc.record(
      {
        StackName: text,
        DisableRollback: fc.boolean(),
        TimeoutInMinutes: fc.integer(),
        Parameters: fc.array(
          fc.record({ ParameterKey: text, ParameterValue: text }),
          { minLength: 1, maxLength: 12 },
        ),
        Capabilities: fc.array(text, { minLength: 1 }),
        RollbackConfiguration: fc.record({
          RollbackTriggers: fc.array(fc.record({ Arn: text, Type: text })),
        }),
      },
      { requiredKeys: ['StackName'] },
    );
    fc.assert(
      fc.property(input, value => {
        const serializer = new QueryShapeSerializer({
          timestampFormat: { useTrait: true, default: 5 },
          httpBindings: false,
          serializeEmptyLists: true,
        });
        serializer.write(createStack, value);
        expect(
          queryInput(
            createStack,
            new URLSearchParams(String(serializer.flush())),
          ),
        ).toEqual(value);
      }),
    );
  });

  it("reads EC2's dialect as the SDK writes it", () => {
    const describeInstances = NormalizedSchema.of(DescribeInstances$[4]);
    const input = {
      InstanceIds: ['i-1', 'i-2'],
      Filters: [{ Name: 'tag:app', Values: ['a', 'b'] }],
      DryRun: false,
      NextToken: 'next',
    };
    const serializer = new QueryShapeSerializer({
      timestampFormat: { useTrait: true, default: 5 },
      httpBindings: false,
      ec2: true,
      flattenLists: true,
      capitalizeKeys: true,
    });
    serializer.write(describeInstances, input);
    expect(
      queryInput(
        describeInstances,
        new URLSearchParams(String(serializer.flush())),
        'ec2',
      ),
    ).toEqual(input);
  });

  it('keeps names that mean something to JavaScript apart', () => {
    const input = queryInput(
      createStack,
      new URLSearchParams(
        'Parameters.member.1.__proto__.polluted=1&__proto__.polluted=1&constructor=x',
      ),
    );
    expect(input).toEqual({ Parameters: [{}] });
    expect(({} as any).polluted).toBeUndefined();
  });

  it.each([
    ['TimeoutInMinutes=soon', 'soon is not a number'],
    [`${'a.'.repeat(40)}b=1`, 'is too deep'],
  ])('refuses %s', (query, message) => {
    expect(() => queryInput(createStack, new URLSearchParams(query))).toThrow(
      message,
    );
  });
});
