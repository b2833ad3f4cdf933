import { z } from 'zod';
import type { Prisma, PrismaClient } from './prisma/client.js';

/** One transaction of a recorded request. */
export interface InboxStep {
  readonly workspaceId: number;
  readonly requestId: number;
  /** The use case; "…#2" for the second time in one request. */
  readonly name: string;
}

/** Names the transactions of one try of a recorded request, in the order in which they are made. */
export class RequestSteps {
  readonly #times: Map<string, number>;

  /**
   * @param askedAt when it came in; what it says of days and of what was last is meant from then
   * @param again it was tried before, so that some of its transactions may have been made
   */
  constructor(
    readonly workspaceId: number,
    readonly requestId: number,
    readonly askedAt: Date,
    readonly again: boolean,
    times: ReadonlyMap<string, number> = new Map(),
  ) {
    this.#times = new Map(times);
  }

  /** For another try of what comes from here on. */
  anew(): RequestSteps {
    return new RequestSteps(this.workspaceId, this.requestId, this.askedAt, true, this.#times);
  }

  next(useCase: string): InboxStep {
    const time = (this.#times.get(useCase) ?? 0) + 1;
    this.#times.set(useCase, time);
    const name = time === 1 ? useCase : `${useCase}#${time}`;
    return { workspaceId: this.workspaceId, requestId: this.requestId, name };
  }
}

/** Another try of the same request has made this step; what was written beside it is to be taken back. */
export class StepMade extends Error {
  constructor() {
    super('this step of the request was made before');
  }
}

/** Writes beside its effects that a step was made, and what came of it. Throws StepMade if it was made before. */
export async function keepStep(tx: Prisma.TransactionClient, step: InboxStep, result: unknown): Promise<void> {
  const kept = await tx.$executeRaw`
    insert into inbox_step (workspace_id, request_id, name, result)
    values (${step.workspaceId}, ${step.requestId}, ${step.name}, ${JSON.stringify(result ?? null)}::jsonb)
    on conflict do nothing`;
  if (kept === 0) throw new StepMade();
}

/** Whether any step of a request was made. */
export async function anyStepMade(
  prisma: Pick<PrismaClient, 'inboxStep'>,
  { workspaceId, requestId }: Pick<InboxStep, 'workspaceId' | 'requestId'>,
): Promise<boolean> {
  return (await prisma.inboxStep.findFirst({ where: { workspaceId, requestId }, select: { name: true } })) !== null;
}

const found = z.array(z.object({ result: z.unknown() }));

/** What came of a step that was made; null: it was not. */
export async function stepMade(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  step: InboxStep,
): Promise<{ readonly result: unknown } | null> {
  const [row] = found.parse(
    await prisma.$queryRaw`
      select result from inbox_step
      where workspace_id = ${step.workspaceId} and request_id = ${step.requestId} and name = ${step.name}`,
  );
  return row === undefined ? null : { result: row.result ?? undefined };
}
