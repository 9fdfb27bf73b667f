/**
 * The tag of stacks, and of what they make, that names the entity of the catalog
 * they are for.
 *
 * @alpha
 */
export const componentTag = 'backstage-component';
