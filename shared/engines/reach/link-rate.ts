/**
 * What a signal carries: data rate per polarisation (guard 800 ns) and the weakest signal at which a receiver must still decode it, on 20,
 * 40 and 80 MHz. Source: IEEE 802.11ac-2013, tables 22-30 to 22-46 (rates) and 22-25 (minimum sensitivity). MCS 9 does not exist on 20 MHz.
 */
const MCS: readonly { readonly mcs: number; readonly minimumDbm: number; readonly kbps: Readonly<Record<20 | 40 | 80, number>> }[] = [
  { mcs: 0, minimumDbm: -82, kbps: { 20: 6_500, 40: 13_500, 80: 29_300 } },
  { mcs: 1, minimumDbm: -79, kbps: { 20: 13_000, 40: 27_000, 80: 58_500 } },
  { mcs: 2, minimumDbm: -77, kbps: { 20: 19_500, 40: 40_500, 80: 87_800 } },
  { mcs: 3, minimumDbm: -74, kbps: { 20: 26_000, 40: 54_000, 80: 117_000 } },
  { mcs: 4, minimumDbm: -70, kbps: { 20: 39_000, 40: 81_000, 80: 175_500 } },
  { mcs: 5, minimumDbm: -66, kbps: { 20: 52_000, 40: 108_000, 80: 234_000 } },
  { mcs: 6, minimumDbm: -65, kbps: { 20: 58_500, 40: 121_500, 80: 263_300 } },
  { mcs: 7, minimumDbm: -64, kbps: { 20: 65_000, 40: 135_000, 80: 292_500 } },
  { mcs: 8, minimumDbm: -59, kbps: { 20: 78_000, 40: 162_000, 80: 351_000 } },
  { mcs: 9, minimumDbm: -57, kbps: { 20: 78_000, 40: 180_000, 80: 390_000 } },
]
/** A channel twice as wide hears twice the noise. */
const NOISE_DB: Readonly<Record<20 | 40 | 80, number>> = { 20: 0, 40: 3, 80: 6 }
/** Of the air's rate, what is left for data after headers, gaps and repeats, and how the time is shared: planning figures of this house. */
const USEFUL_PERCENT = 60
const DOWN_PERCENT = 75

/** The rate a link should carry; null where the signal is below the weakest step. Whole hundreds of kbps, rounded down. */
export function linkRate(link: { readonly signalDbm: number; readonly channelMhz: 20 | 40 | 80; readonly streams: 1 | 2 }): { readonly downlinkKbps: number; readonly uplinkKbps: number } | null {
  const step = MCS.findLast(({ minimumDbm }) => link.signalDbm >= minimumDbm + NOISE_DB[link.channelMhz])
  if (!step) return null
  const usefulKbps = (step.kbps[link.channelMhz] * link.streams * USEFUL_PERCENT) / 100
  const share = (percent: number): number => Math.floor((usefulKbps * percent) / 100 / 100) * 100
  return { downlinkKbps: share(DOWN_PERCENT), uplinkKbps: share(100 - DOWN_PERCENT) }
}
