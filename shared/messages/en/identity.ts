/** The identifier at the ISP: the one the caller has, or a new one. */
export const IDENTITY_EN = {
  'identity.newNameHint': 'name@realm, as the caller wants it; asked for while you type', 'identity.newPassword': 'New password at the ISP',
  'identity.reserve': 'Reserve this sign-in name', 'identity.toNew': 'Make a new sign-in name', 'identity.toExisting': 'The caller has one already',
  'identity.free': 'free', 'identity.taken': 'taken, somebody has it', 'identity.reserved': 'held for this caller', 'identity.freeOnes': 'Free at this moment',
  'identity.rule.length': 'twelve signs or more', 'identity.rule.name': 'without the name in it', 'identity.rule.variety': 'five different signs',
  'identity.tries': '{n, plural, one {# try} other {# tries}} with this name.',
  'identity.manyTries': '{n} passwords were not taken. Wait a minute, or make a new sign-in name; everything else stays as it is.',
} as const
