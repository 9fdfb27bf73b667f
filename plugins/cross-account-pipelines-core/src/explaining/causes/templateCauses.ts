import type { Cause } from './Cause';

const ANATOMY = 'AWSCloudFormation/latest/UserGuide/template-anatomy';

const template = { hop: 'template', side: 'definition' } as const;

/** The CloudFormation template and its parameters. */
export const templateCauses = {
  'template-location': {
    ...template,
    sentence:
      'CloudFormation was given a template location that it cannot use.',
    readNext: [
      'TemplatePath (artifact::path) of the action, and TemplateURL of nested stacks: an https URL of S3 in any Region',
    ],
    change:
      'Name a file that is in the artifact; package nested templates so that they have S3 URLs.',
    page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  },
  'template-unreadable': {
    hop: 'H7',
    sentence:
      'If the URL is right, the deploy role has to be allowed to read it.',
    readNext: ['the S3 actions in the identity policies of the deploy role'],
    change: 'Allow the deploy role s3:GetObject on the templates.',
    page: 'AWSCloudFormation/latest/UserGuide/troubleshooting',
  },
  'template-invalid': {
    ...template,
    sentence:
      'CloudFormation refused the template or its parameters. AWS says: “{said|the template is invalid}”.',
    readNext: ['the resource or parameter that the message names'],
    change: 'Correct the template.',
    page: ANATOMY,
  },
  'property-invalid': {
    ...template,
    sentence:
      'A resource of the template[[ ({resource})]] has a property that its type does not take, lacks one, or has a wrong value. AWS says: “{said|properties validation failed}”.',
    readNext: [
      'that resource in the template, against the reference of its type in this Region',
    ],
    change:
      'Correct the property: its name (case counts), its type, or its place. Nothing was denied.',
    page: 'AWSCloudFormation/latest/TemplateReference/introduction',
  },
  'parameter-missing': {
    ...template,
    sentence:
      'The template and the parameters that it was given do not fit: one is missing, unknown or has a wrong value. AWS says: “{said|the parameters are invalid}”.',
    readNext: [
      'Parameters of the template, and ParameterOverrides or the template configuration file of the action',
    ],
    change: 'Give every parameter without a default, and no others.',
    page: 'codepipeline/latest/userguide/action-reference-CloudFormation',
  },
  'template-parameter-not-in-store': {
    ...template,
    sentence:
      'The template reads {item|a parameter} from Parameter Store, which does not exist in the account and Region that is deployed to.',
    readNext: [
      'parameters of type AWS::SSM::Parameter::Value and dynamic references (resolve:ssm) in the template',
      'the parameters of that account and Region',
    ],
    change:
      'Create it in the target account and Region before the stack (parameters of another account are seen only where it shares them), or hand the value over as an ordinary parameter.',
    page: 'AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types',
  },
  'template-parameter-unread': {
    hop: 'H2',
    side: 'caller',
    sentence:
      'The template has parameters that CloudFormation reads from Parameter Store when a change set is made (a CDK template has the bootstrap version), and the role that makes it in the target account was refused {action|ssm:GetParameters}.',
    readNext: [
      'parameters of type AWS::SSM::Parameter::Value in the template',
      'the ssm actions of the action role and of the deploy role',
    ],
    change:
      'Allow {action|ssm:GetParameters} on those parameters to the role that makes the change set (the action role; the deploy role where one is passed).',
    page: 'AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types',
  },
  'dynamic-reference-unresolved': {
    ...template,
    sentence:
      'A dynamic reference of the template could not be resolved: the secret or parameter does not exist in that account and Region, or its version or key does not.',
    readNext: ['the dynamic references (resolve:…) of the template'],
    change:
      'Create the secret or parameter in the target account first, or correct the reference; a secret of another account is named by its whole ARN.',
    page: 'AWSCloudFormation/latest/UserGuide/dynamic-references',
  },
  'macro-missing': {
    ...template,
    sentence:
      'The template uses the macro {item|that is named}, which does not exist in the account and Region that is deployed to, or failed there.',
    readNext: [
      'the macros of that account and Region',
      'the log of its function',
    ],
    change:
      'Register the macro in every target account and Region, or transform the template in the build.',
    page: 'AWSCloudFormation/latest/UserGuide/template-macros',
  },
  'cross-environment-reference': {
    ...template,
    sentence:
      'One stack refers to a resource of a stack in another account or Region, which CloudFormation cannot resolve: only a name that is known beforehand can be shared.',
    readNext: ['what the two stacks share, and the env of both'],
    change:
      'Give the resource an explicit physical name (in the CDK: PhysicalName.GENERATE_IF_NEEDED) or hand its value over as a parameter.',
    page: 'cdk/v2/guide/resources',
  },
  'type-not-available': {
    ...template,
    sentence:
      'The template has a resource type that CloudFormation does not offer in that Region or account.',
    readNext: ['the resource types of that Region'],
    change:
      'Correct the type, activate the extension in that account and Region, or deploy to another Region.',
    page: 'AWSCloudFormation/latest/UserGuide/registry',
  },
} satisfies Record<string, Cause>;
