/**
 * What speaks for a pipeline belonging to an entity.
 */
export interface OwnershipEvidence {
  /** Whether the pipeline's tags in AWS were ever read. */
  tagsWereRead: boolean;
  /** The entity that the pipeline's tag in AWS names. */
  taggedRef?: string;
  /** The entities that it was registered for, the earliest first. */
  registeredRefs: string[];
  /** The entities whose own annotation names it, or tags that it has. */
  claims: Array<{
    entityRef: string;
    /** When the portal first saw it; ISO 8601. */
    seenAt: string;
    /** Whether it is found by tags, and not named. */
    isByTags?: boolean;
    /** Owner of the entity. */
    owner?: string;
  }>;
}

/**
 * Says which entity a pipeline belongs to. AWS knows best: the deploy action
 * tags what it makes. Then come registrations, which were authorized, and last
 * the annotation, which anybody can write into a catalog file: whoever named the
 * pipeline first has it, before those who named tags at the same time, and several
 * at once only when one owner has them all.
 * While nobody knows what AWS says, the annotation says nothing.
 *
 * @returns nothing where nobody has a better claim than another
 */
export function decideOwner(evidence: OwnershipEvidence): string | undefined {
  const { tagsWereRead, taggedRef, registeredRefs, claims } = evidence;
  const [registeredRef] = registeredRefs;
  return (
    taggedRef ??
    registeredRef ??
    (tagsWereRead ? decideByClaims(claims) : undefined)
  );
}

function decideByClaims(
  claims: OwnershipEvidence['claims'],
): string | undefined {
  const earliest = claims.map(({ seenAt }) => seenAt).sort()[0];
  const atOnce = claims.filter(({ seenAt }) => seenAt === earliest);
  const named = atOnce.filter(({ isByTags }) => !isByTags);
  const [first, ...others] = (named.length > 0 ? named : atOnce).sort((a, b) =>
    a.entityRef < b.entityRef ? -1 : 1,
  );
  const isOneOwner = others.every(
    ({ owner }) => owner !== undefined && owner === first.owner,
  );
  return isOneOwner ? first?.entityRef : undefined;
}
