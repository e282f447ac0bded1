/**
 * What a copper pair carries downstream by its length (VDSL2, profile 17a, one pair, no vectoring), as typically measured.
 * Source: "Superfast Broadband", broadband.w-eaves.uk, which reads off "Chart of BT FTTC speed against distance", M. Heath, 2013–2020,
 * increasebroadbandspeed.co.uk. Upstream is not in the source and stays unknown.
 */
const VDSL2_DOWN: readonly (readonly [loopM: number, kbps: number])[] = [[200, 80_000], [600, 51_000], [1_200, 24_500], [1_800, 18_000], [2_400, 13_300], [3_000, 8_700], [3_600, 4_100]]

/** Where the table ends: a longer pair is not worth selling. */
export const COPPER_LIMIT_M = 3_600

/** Attainable downlink of a pair, straight between two rows of the table, whole hundreds of kbps rounded down; null beyond the table's end. */
export function copperRateKbps(loopM: number): number | null {
  if (!(loopM <= COPPER_LIMIT_M)) return null
  let [fromM, fromKbps] = VDSL2_DOWN[0]!
  for (const [toM, toKbps] of VDSL2_DOWN) {
    if (loopM <= toM) {
      const part = toM === fromM ? 0 : (loopM - fromM) / (toM - fromM)
      return Math.floor((fromKbps + (toKbps - fromKbps) * Math.max(0, part)) / 100 + 1e-9) * 100
    }
    ;[fromM, fromKbps] = [toM, toKbps]
  }
  return null
}
