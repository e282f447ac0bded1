export type Pair = { readonly ours: readonly number[]; readonly peer: readonly number[] }
/** Work whose time counts. Answers milliseconds, one for each repetition. */
export type Timed = () => readonly number[] | Promise<readonly number[]>

/**
 * Runs ours and the peer by turns (A B A B …) so that whatever else the machine does meets both. The first round warms up and is thrown
 * away. `rounds`: at least 5.
 */
export async function alternate(rounds: number, ours: Timed, peer: Timed): Promise<readonly Pair[]> {
  const pairs: Pair[] = []
  for (let round = 0; round <= rounds; round++) pairs.push({ ours: await ours(), peer: await peer() })
  return pairs.slice(1)
}

/**
 * The same one by one, for work that other work precedes: `prepare` answers what is then timed. A peer in a tight loop of its own would find
 * caches and disk warm, which ours never does. Who goes first changes each time, because whoever follows pays for what the other left.
 */
export async function alternateOneByOne(rounds: number, count: number, prepare: () => Promise<() => number>, peer: () => number): Promise<readonly Pair[]> {
  const pairs: Pair[] = []
  for (let round = 0; round <= rounds; round++) {
    const pair = { ours: [] as number[], peer: [] as number[] }
    for (let i = 0; i < count; i++) {
      const ours = await prepare()
      if (i % 2 === 1) pair.peer.push(peer())
      pair.ours.push(ours())
      if (i % 2 === 0) pair.peer.push(peer())
    }
    pairs.push(pair)
  }
  return pairs.slice(1)
}

/** The median of the rounds' ratios of medians: a disturbed round does not move it. */
export const ratioOf = (pairs: readonly Pair[]): number => median(pairs.map(({ ours, peer }) => median(ours) / median(peer)))

export const oursOf = (pairs: readonly Pair[]): readonly number[] => pairs.flatMap(({ ours }) => ours)
export const peerOf = (pairs: readonly Pair[]): readonly number[] => pairs.flatMap(({ peer }) => peer)

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Nearest rank. `values`: not empty. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN
}

/** Milliseconds that `work` took. */
export function time(work: () => unknown): number {
  const startedAt = performance.now()
  work()
  return performance.now() - startedAt
}
