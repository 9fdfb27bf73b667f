import type {
  BucketState,
  EstateAccount,
  Guardrails,
  KeyState,
  RolePolicy,
  RoleState,
  StackState,
} from '../estate';
import type { AccessHop, HopPrincipal, PipelineDefinition } from '../pipeline';
import type { PolicySource } from '../policy';
import type { AssumableRoles } from './assumableRoles';
import type { CallerSide } from './access/CallerSide';
import type { SettledHop } from './access/judgeAccess';
import type { Mentions } from './alike/mentionsOf';
import { DocumentMemory } from './documents/DocumentMemory';
import type { KeyAliases } from './KeyAliases';
import type { Listing } from './linksOf';
import { KeyLists } from './access/KeyLists';
import { SideMemory } from './access/SideMemory';
import type { TargetSide } from './access/TargetSide';

/**
 * What is learnt of an estate that all its pipelines share.
 */
export class EstateMemory {
  /**
   * @param documents - what an estate with mostly the same documents has taught
   */
  constructor(readonly documents: DocumentMemory = new DocumentMemory()) {}

  readonly keyLists = new KeyLists();
  /** ARNs of stacks by Region and name. */
  readonly stackArns = new Map<
    Record<string, StackState>,
    Map<string, string>
  >();
  /** Accounts by the names of their buckets. */
  readonly bucketOwners = new Map<string, string | undefined>();
  /** What decides about everything in an account, as text. */
  readonly surroundings = new Map<EstateAccount, string>();
  /** Where guardrails mention accounts. */
  readonly mentions = new Map<Guardrails, Mentions | undefined>();
  /** Unique ids of all roles that were read. */
  uniqueIds?: ReadonlySet<string>;
  keyAliases?: KeyAliases;
}

/**
 * What is learnt while one pipeline is assessed, so that nothing is worked out
 * twice: not for several hops, and not for the changes that are tried on them.
 * It goes when that pipeline's report is done.
 */
export class PipelineMemory {
  readonly serviceCallers = new SideMemory<HopPrincipal, CallerSide>();
  readonly roleCallers = new SideMemory<RoleState, CallerSide>();
  readonly plainTargets = new SideMemory<AccessHop['target'], TargetSide>();
  readonly passedRoles = new SideMemory<RoleState, TargetSide>();
  readonly assumedRoles = new SideMemory<RoleState, TargetSide>();
  readonly buckets = new SideMemory<BucketState, TargetSide>();
  readonly keys = new SideMemory<KeyState, TargetSide>();
  readonly guardrailLevels = new Map<RolePolicy[][], PolicySource[][]>();
  readonly settledHops = new Map<AccessHop, SettledHop>();
  readonly listings = new Map<PipelineDefinition, Listing>();
  readonly assumableRoles = new Map<RoleState, AssumableRoles>();
}
