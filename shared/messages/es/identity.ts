import type { IDENTITY_EN } from '../en/identity.ts'

export const IDENTITY_ES = {
  'identity.newNameHint': 'nombre@dominio, como lo quiera el cliente; se pregunta mientras usted escribe', 'identity.newPassword': 'Contraseña nueva en el ISP',
  'identity.reserve': 'Reservar este nombre de acceso', 'identity.toNew': 'Crear un nombre de acceso nuevo', 'identity.toExisting': 'El cliente ya tiene uno',
  'identity.free': 'libre', 'identity.taken': 'ocupado, lo tiene otra persona', 'identity.reserved': 'retenido para este cliente', 'identity.freeOnes': 'Libres en este momento',
  'identity.rule.length': 'doce signos o más', 'identity.rule.name': 'sin el nombre dentro', 'identity.rule.variety': 'cinco signos distintos',
  'identity.tries': '{n, plural, one {# intento} other {# intentos}} con este nombre.',
  'identity.manyTries': 'No se aceptaron {n} contraseñas. Espere un minuto o cree un nombre de acceso nuevo; todo lo demás queda como está.',
} as const satisfies Readonly<Record<keyof typeof IDENTITY_EN, string>>
