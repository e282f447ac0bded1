import type { TRACE_EN } from '../en/trace.ts'

export const TRACE_ES = {
  'trace.title': 'Cómo se llegó a esta respuesta', 'trace.none': 'No se sabe nada a lo que aplicar una regla.', 'trace.key': 'Por qué',
  'rule.drop': 'La acometida: {distanceM} de la casa al cable, se permiten {limitM}',
  'rule.in-service': 'La línea: {status, select, operational {en servicio} planned {planificada} other {no está en servicio}}',
  'rule.loop': 'El bucle: {loopM} por la planta hasta su nodo',
  'rule.loop-unknown': 'El bucle: no se sabe cuánto recorre la línea hasta su nodo',
  'rule.port': 'Puertos libres en el nodo: {free}{line, select, stands {; quien llama está en la lista: número {place} de {waiting}} would {; quien llama sería el número {place} en la lista} kept {; uno está guardado para esta casa hasta el {untilAt}} other {}}',
  'rule.beam': 'El sector: {distanceM} hasta la torre, alcance {reachM}, a {offAxisDeg}° del centro del haz',
  'rule.sight': 'Vista a la torre: {sight, select, clear {libre} blocked {el terreno se interpone} other {no se comprobó, no se conoce el terreno}}',
  'rule.signal': 'La señal: {signalDbm} dBm, hacen falta {minimumDbm} dBm',
  'rule.neighbours': 'Estimación: {percent} % según {from, plural, one {# respuesta} other {# respuestas}} de este proveedor, de {nearestM} a {farthestM} de distancia, {dated, select, yes {la más nueva del {newestAt}} other {sin fecha}}, de {source, select, providerInterface {la interfaz del proveedor} collected2022 {una lista recopilada en 2022} other {una lista inventada}}. No se puede pedir nada con ella',
  'rule.capacity': 'Plazas libres en el sector: {free}{line, select, stands {; quien llama está en la lista: número {place} de {waiting}} would {; quien llama sería el número {place} en la lista} kept {; uno está guardado para esta casa hasta el {untilAt}} other {}}',
} as const satisfies Record<keyof typeof TRACE_EN, string>
