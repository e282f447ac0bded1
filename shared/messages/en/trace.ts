/** The rules of a qualification, each with the figures it looked at. */
export const TRACE_EN = {
  'trace.title': 'How this answer came about', 'trace.none': 'Nothing is known that a rule could be applied to.', 'trace.key': 'How so',
  'rule.drop': 'The drop: {distanceM} from the house to the cable, {limitM} allowed',
  'rule.in-service': 'The line: {status, select, operational {in service} planned {planned} other {not in service}}',
  'rule.loop': 'The loop: {loopM} along the plant to its node',
  'rule.loop-unknown': 'The loop: how far the line runs to its node is not known',
  'rule.port': 'Ports free at the node: {free}{line, select, stands {; the caller stands in line: number {place} of {waiting}} would {; the caller would be number {place} in line} kept {; one is kept for this house until {untilAt}} other {}}',
  'rule.beam': 'The sector: {distanceM} to the mast, reach {reachM}, {offAxisDeg}° off the middle of the beam',
  'rule.sight': 'Sight to the mast: {sight, select, clear {clear} blocked {the ground is in the way} other {not checked, no terrain is known}}',
  'rule.signal': 'The signal: {signalDbm} dBm, {minimumDbm} dBm needed',
  'rule.neighbours': 'Estimate: {percent}% by {from, plural, one {# answer} other {# answers}} of this provider, {nearestM} to {farthestM} away, {dated, select, yes {the newest of {newestAt}} other {undated}}, from {source, select, providerInterface {the provider’s own interface} collected2022 {a list collected in 2022} other {an invented list}}. Nothing can be ordered on it',
  'rule.capacity': 'Places free in the sector: {free}{line, select, stands {; the caller stands in line: number {place} of {waiting}} would {; the caller would be number {place} in line} kept {; one is kept for this house until {untilAt}} other {}}',
} as const
