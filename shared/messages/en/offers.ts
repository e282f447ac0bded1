/** What can be sold, what it needs and what it costs. */
export const OFFERS_EN = {
  'catalog.newer': 'Central has catalog version {sent}, newer than this desk can read. Offers here are of version {version}; an order taken now waits until this desk is updated.',
  'catalog.older': 'Central sent catalog version {sent}; this desk has version {version} and goes on with it. Prices are compared once more before anything is sent.',
  'access.copper': 'copper', 'access.cable': 'cable', 'access.fiber': 'fiber', 'access.fixedWireless': 'fixed wireless', 'access.satellite': 'satellite',
  'why.client-unsuitable': 'The caller’s computer does not meet it ({lacks, lacks})',
  'why.prerequisite-missing': 'Needs {needs} in the same order',
  'lacks.memory': 'memory', 'lacks.operatingSystem': 'operating system', 'lacks.hasEthernet': 'Ethernet',
  'service.port': 'Port', 'service.plan': 'Plan', 'service.identity': 'Sign-in', 'service.address': 'IP address', 'service.equipment': 'Equipment', 'service.visit': 'Visit', 'service.content': 'Content', 'service.voice': 'Voice',
  'serviceReason.port-on-own-line': 'the plan runs on their own line', 'serviceReason.port-on-owners-line': 'the plan runs on the owner’s line', 'serviceReason.client-unsuitable': 'the computer does not meet {name}', 'serviceReason.plan-ordered': '{name} was ordered', 'serviceReason.identity-for-access': '{userIdentifier} signs in here',
  'serviceReason.address-for-access': 'a {accessType, access} line needs an address', 'serviceReason.equipment-ordered': '{name} was ordered', 'serviceReason.add-on-ordered': '{name} was ordered',
  'serviceReason.required-by-offering': '{name}: {reason}', 'serviceReason.modem-without-ethernet': 'the computer has no Ethernet', 'serviceReason.drop-to-build': 'a drop of {distanceM} has to be built', 'serviceReason.antenna-to-mount': 'an antenna has to be mounted',
  'usageUnit.byte': 'bytes', 'usageUnit.B': 'bytes', 'usageUnit.octet': 'bytes', 'usageUnit.kilobyte': 'kB', 'usageUnit.kB': 'kB', 'usageUnit.KiB': 'KiB', 'usageUnit.megabyte': 'MB', 'usageUnit.MB': 'MB', 'usageUnit.MiB': 'MiB', 'usageUnit.gigabyte': 'GB', 'usageUnit.GB': 'GB', 'usageUnit.GiB': 'GiB', 'usageUnit.second': 'seconds', 'usageUnit.s': 'seconds', 'usageUnit.minute': 'minutes', 'usageUnit.min': 'minutes', 'usageUnit.hour': 'hours', 'usageUnit.h': 'hours', 'usageUnit.each': 'uses', 'usageUnit.call': 'calls', 'usageUnit.view': 'views', 'usageUnit.message': 'messages', 'usageUnit.session': 'sessions',
  'rounding.half-even': 'half to even', 'rounding.half-up': 'half up', 'rounding.up': 'up', 'rounding.down': 'down',
  'charge.price': '{amountMicro} is the price of {offeringId}, version {offeringVersion}', 'charge.usage': '{unit, usageUnit} {priorUnits} to {totalUnits} of the period, {freeUnits} of the period included', 'charge.proration': '{days} of {ofDays} days, {from, day} to {to, day}', 'charge.introductory': 'introductory price until {until, day}, then {regularMicro}', 'charge.discount': '{amountMicro} off for {bundleId}',
  'charge.rounding': 'rounded {mode, rounding} to {afterMicro}', 'charge.tax': '{name} on {baseMicro}: {amountMicro}',
} as const
