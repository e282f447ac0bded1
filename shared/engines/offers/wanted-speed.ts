import type { CallerNeed, Fit, NeedPart, Use, WantedSpeed } from '../../domain/need.ts'

/**
 * What one person or one use takes, kilobits per second. Rules of thumb of the trade, not a measurement: a person on the web and a phone,
 * a film in high definition for every two people, one video call at a time for work, one game, and the many small things of a house.
 */
const EACH: Readonly<Record<'people' | Use, { readonly downlinkKbps: number; readonly uplinkKbps: number }>> = {
  people: { downlinkKbps: 4_000, uplinkKbps: 500 },
  streaming: { downlinkKbps: 8_000, uplinkKbps: 0 },
  work: { downlinkKbps: 5_000, uplinkKbps: 3_000 },
  gaming: { downlinkKbps: 5_000, uplinkKbps: 1_000 },
  devices: { downlinkKbps: 5_000, uplinkKbps: 1_000 },
}
/** A line with this part of the wanted speed works, and shows it in the evening. */
const TIGHT_PERCENT = 70

/** The speed a home wants, as the sum of parts that can be told one by one. `people` below one counts as one. Deterministic; unknown repeats count once. */
export function wantedSpeed(need: CallerNeed): WantedSpeed {
  const people = Math.max(1, Math.floor(need.people))
  const counts: readonly (readonly ['people' | Use, number])[] = [
    ['people', people],
    ['work', need.uses.includes('work') ? 1 : 0],
    ['streaming', need.uses.includes('streaming') ? Math.ceil(people / 2) : 0],
    ['gaming', need.uses.includes('gaming') ? 1 : 0],
    ['devices', need.uses.includes('devices') ? 1 : 0],
  ]
  const parts = counts.filter(([, count]) => count > 0).map(([code, count]): NeedPart => ({ code, count, downlinkKbps: count * EACH[code].downlinkKbps, uplinkKbps: count * EACH[code].uplinkKbps }))
  return { downlinkKbps: parts.reduce((sum, part) => sum + part.downlinkKbps, 0), uplinkKbps: parts.reduce((sum, part) => sum + part.uplinkKbps, 0), parts }
}

/** Whether a line's speed meets what is wanted, and which direction falls short. Both directions must be known. */
export function judgeFit(wanted: WantedSpeed | null, speed: { readonly downlinkKbps: number | null; readonly uplinkKbps: number | null }): Fit {
  if (!wanted) return { verdict: 'notAsked', short: null, haveKbps: null, wantKbps: null }
  const { downlinkKbps, uplinkKbps } = speed
  if (downlinkKbps === null || uplinkKbps === null) return { verdict: 'unknown', short: null, haveKbps: null, wantKbps: null }
  const down = { short: 'downlink', haveKbps: downlinkKbps, wantKbps: wanted.downlinkKbps } as const
  const up = { short: 'uplink', haveKbps: uplinkKbps, wantKbps: wanted.uplinkKbps } as const
  // The further from enough: have/want compared without division.
  const worse = up.haveKbps * down.wantKbps < down.haveKbps * up.wantKbps ? up : down
  if (worse.haveKbps >= worse.wantKbps) return { verdict: 'fits', short: null, haveKbps: worse.haveKbps, wantKbps: worse.wantKbps }
  return { verdict: worse.haveKbps * 100 >= worse.wantKbps * TIGHT_PERCENT ? 'tight' : 'tooSlow', ...worse }
}
