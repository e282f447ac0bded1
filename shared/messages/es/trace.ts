import type { TRACE_EN } from '../en/trace.ts'

export const TRACE_ES = {
  'trace.title': 'Cómo se llegó a esta respuesta', 'trace.none': 'No se sabe nada a lo que aplicar una regla.', 'trace.key': 'Por qué',
  'rule.drop': 'La acometida: {distanceM} de la casa al cable, se permiten {limitM}',
  'rule.in-service': 'La línea: {status, select, operational {en servicio} planned {planificada} other {no está en servicio}}',
  'rule.loop': 'El bucle: {loopM} por la planta hasta su nodo',
  'rule.loop-unknown': 'El bucle: no se sabe cuánto recorre la línea hasta su nodo',
  'rule.port': 'Puertos libres en el nodo: {free}',
  'rule.beam': 'El sector: {distanceM} hasta la torre, alcance {reachM}, a {offAxisDeg}° del centro del haz',
  'rule.sight': 'Vista a la torre: {sight, select, clear {libre} blocked {el terreno se interpone} other {no se comprobó, no se conoce el terreno}}',
  'rule.signal': 'La señal: {signalDbm} dBm, hacen falta {minimumDbm} dBm',
  'rule.capacity': 'Plazas libres en el sector: {free}',
} as const satisfies Record<keyof typeof TRACE_EN, string>
