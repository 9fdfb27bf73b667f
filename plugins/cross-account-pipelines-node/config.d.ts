export interface Config {
  crossAccountPipelines?: {
    /**
     * The accounts that pipelines may live in or reach. Nothing outside this
     * list is ever rendered for or deployed to.
     */
    accounts?: Array<{
      /** Twelve digits, quoted: a leading zero must survive. */
      id: string;
      /** What people call it. */
      name: string;
      /** Groups accounts on the card, e.g. `production`. */
      environment?: string;
      /** Regions that may be chosen. */
      regions: string[];
      /** What it may be used for. Default: both. */
      uses?: Array<'pipeline' | 'target'>;
      /**
       * Id of the organizational unit that it is in, e.g. `ou-ab12-11111111`:
       * permission policies may decide by it, and rules name targets by it.
       * Default: the last one of `organizationPath`, or for rules what
       * `organizationAccount` reads.
       */
      organizationalUnit?: string;
      /**
       * All that it is within, from the organization:
       * `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111`. Rules name targets by units
       * further up, too.
       */
      organizationPath?: string;
      /**
       * Tags by which rules name targets, e.g. `tier: canary`; beside those that
       * `organizationAccount` reads.
       */
      tags?: { [key: string]: string };
    }>;

    /**
     * Name, with its path, of the role in every account that reads it for the
     * health check. It is assumed with the credentials that `aws.accounts` or
     * `aws.accountDefaults` gives for the account. Default: those credentials
     * read.
     */
    readerRoleName?: string;

    /**
     * Name, with its path, of the role in every account that deploys stacks
     * there; assumed as the reader role is. Default: those credentials deploy.
     */
    deployerRoleName?: string;

    /**
     * External id that the reader and deployer roles ask for.
     *
     * @visibility secret
     */
    externalId?: string;

    /**
     * The account whose credentials may read the organization's policies: its
     * management account or a delegated administrator, twelve digits, quoted.
     * They need organizations:DescribeOrganization, ListParents,
     * ListPoliciesForTarget and DescribePolicy; for the units that forms offer,
     * ListRoots and ListOrganizationalUnitsForParent; for rules that name targets by
     * units and tags which `accounts` does not give, ListTagsForResource. Default:
     * the health check says that it did not see these policies, forms offer no
     * units, and rules go by `accounts` alone.
     */
    organizationAccount?: string;

    /**
     * Whether the health check reads all roles of an account together: with
     * few calls, however many pipelines share it, where the account has some
     * hundreds of roles at most. The reader role needs
     * iam:GetAccountAuthorizationDetails, which shows everything in the
     * account's IAM; where it is denied, roles are read one by one. Default:
     * false.
     */
    readsAllRoles?: boolean;

    /**
     * What CloudFormation may do in the target accounts: the permissions of the
     * deploy roles that pipelines get. Neither a template nor a form can widen it.
     */
    deployRole?: {
      /** Managed policies to attach. */
      managedPolicyArns?: string[];
      /** Statements of an inline policy, spelled as IAM does. */
      statements?: Array<{
        Sid?: string;
        Effect: 'Allow' | 'Deny';
        Action?: string | string[];
        NotAction?: string | string[];
        Resource?: string | string[];
        NotResource?: string | string[];
        Condition?: {
          [operator: string]: { [key: string]: string | string[] };
        };
      }>;
      /** ARN of the managed policy that bounds it. */
      permissionsBoundary?: string;
    };

    /**
     * ARN of the managed policy that bounds every role that pipelines get, with
     * `${AWS::AccountId}` for one of each account. The deploy roles are bounded
     * by their own where `deployRole` names one. Neither a template nor a form
     * can name another.
     */
    permissionsBoundary?: string;

    /**
     * The organization that all accounts belong to. A pipeline that reaches more
     * accounts than its policies can name lets its own roles in by it. Neither a
     * template nor a form can name another.
     */
    organization?: {
      /** `o-…` */
      id: string;
      /** Organizational units to stay within. Default: all. */
      paths?: string[];
    };

    /**
     * Roles that are there already and that a pipeline may be told to use: to
     * act as instead of getting new ones, or because its tasks and instances
     * have them. Stacks may attach policies to these and to their own, and to no
     * others. ARNs, in which `*` stands for any text. Such a role may do more than
     * `deployRole` says. Default: none.
     */
    existingRoles?: string[];

    /**
     * Which CloudFormation stacks pipelines may deploy. A stack that is there
     * already and belongs to another service is never deployed.
     */
    stacks?: {
      /**
       * Names that the stacks of a service may have, with `{component}` for its
       * name in the catalog and `*` for any text. Default: any that is not
       * reserved.
       */
      names?: string[];
      /**
       * Names that no service's stack may have, beside those that bootstrap
       * accounts and portals, such as `CDKToolkit`. `*` stands for any text.
       */
      reserved?: string[];
      /**
       * Names of stacks without an owner (tag `backstage-component`) that a
       * pipeline may take over when somebody asks for it. `*` stands for any
       * text. Default: none.
       */
      adoptable?: string[];
    };

    /**
     * Which findings of a plan stop a pipeline from being rendered and deployed,
     * and which to put up with. Default: what would be refused or broken stops,
     * warnings do not.
     */
    findingPolicy?: {
      version: 1;
      /** The first one that fits a finding decides. */
      rules: Array<{
        /** Such as `trust-accepts-whole-account`, `wider-permission`, `H6`. */
        rule: string;
        /** Name of a pipeline. Default: all. */
        pipeline?: string;
        /** The account that would have to change, quoted. Default: all. */
        account?: string;
        level?: 'error' | 'warning' | 'note';
        /** Instead of a level: why it is waived. */
        waive?: string;
        /** The last day of the waiver, quoted: `'2027-03-31'`. */
        until?: string;
      }>;
    };

    /**
     * Folder or repository URL with templates that take the place of the
     * suite's own. Files that are not there come from the suite.
     */
    templates?: string;
  };
}
