/**
 * Which unique id a user or role has. Policies hold the id, so that a role
 * that is deleted and created again under the same ARN is a stranger to them.
 */
export class PrincipalRegistry {
  private readonly arnById = new Map<string, string>();
  private readonly idByArn = new Map<string, string>();

  add(id: string, arn: string): void {
    this.arnById.set(id, arn);
    this.idByArn.set(arn, id);
  }

  remove(id: string): void {
    const arn = this.arnById.get(id);
    this.arnById.delete(id);
    if (arn !== undefined) {
      this.idByArn.delete(arn);
    }
  }

  idOf(arn: string): string | undefined {
    return this.idByArn.get(arn);
  }

  arnOf(id: string): string | undefined {
    return this.arnById.get(id);
  }
}
