import type { REASONS_EN } from '../en/reasons.ts'

export const REASONS_ES = {
  'reason.provider-said-yes': 'el proveedor confirmó la línea',
  'reason.provider-said-no': 'el proveedor dice que no ({reasonCode})',
  'reason.answer-too-old': 'la última respuesta es del {answeredAt}, demasiado antigua para prometer',
  'reason.drop-within-limit': 'el cable pasa a {distanceM}, límite {limitM}',
  'reason.drop-too-long': 'el cable termina {distanceM} antes de esta casa; la acometida puede medir {limitM}',
  'reason.loop-length': 'línea de {loopM} desde {nodeName}',
  'reason.port-free': '{portsFree} de {portsTotal} puertos libres',
  'reason.no-port-free': 'los {portsTotal} puertos están en uso',
  'reason.span-planned': 'la línea está planeada para {readyAt}',
  'reason.no-plant-known': 'aquí no se conoce ninguna línea suya',
  'reason.sector-in-reach': '{transmitterName}, a {distanceM}, alcance {reachM}',
  'reason.sector-out-of-reach': '{transmitterName} está a {distanceM}, alcance {reachM}',
  'reason.signal-too-weak': 'señal de {signalDbm} dBm, necesita {minimumDbm} dBm',
  'reason.sector-full': 'el sector está lleno',
  'reason.same-line-as': 'la misma línea que {providerId}',
  'reason.owner-line-missing': 'aquí no se conoce la línea del dueño ({providerId})',
  'reason.unit-missing': 'primero hay que elegir una unidad',
  'reason.waiting-place': 'se libera un puerto: quien llama sería el número {place} en la lista',
  'reason.not-asked': 'no se conoce ninguna respuesta suya para esta casa',
  'reason.no-evidence': 'aún no se sabe nada',
} as const satisfies Record<keyof typeof REASONS_EN, string>
