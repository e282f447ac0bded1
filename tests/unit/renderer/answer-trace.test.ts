import { describe, expect, it } from 'vitest'
import { traceRows } from '../../../renderer/journeys/signup/answer-trace.ts'
import { judgeBranch } from '../../../shared/engines/qualification/judge-branch.ts'
import { judgeSector } from '../../../shared/engines/qualification/judge-sector.ts'
import type { QualificationLine, RuleStep } from '../../../shared/domain/qualification.ts'
import { asId } from '../../../shared/kernel/ids.ts'
import { EN } from '../../../shared/messages/en.ts'
import { createTexts } from '../../../shared/messages/texts.ts'

const line = (trace: readonly RuleStep[] | undefined): QualificationLine => ({
  providerId: asId('kestrel'), accessType: 'fiber', overProviderId: null, verdict: 'no', downlinkKbps: null, uplinkKbps: null, planName: null,
  reasons: [], yesWhen: null, trace, evidence: { source: 'plant', at: null },
})
const said = (trace: readonly RuleStep[] | undefined, language: 'en' | 'es' = 'en') => traceRows(line(trace), { texts: createTexts(language), status: null })

describe('how an answer came about', () => {
  it('tells every rule with the figures it looked at and the piece of plant', () => {
    const rows = said([
      { rule: 'drop', subject: 'span-7', found: 'no', details: { distanceM: 42, limitM: 30 } },
      { rule: 'in-service', subject: 'span-7', found: 'no', details: { status: 'planned' } },
      { rule: 'port', subject: 'span-7', found: 'yes', details: { free: 3 } },
    ])
    expect(rows.map(({ found, text, subject }) => [found, text, subject])).toEqual([
      ['no', 'The drop: 42 m from the house to the cable, 30 m allowed', 'span-7'],
      ['no', 'The line: planned', 'span-7'],
      ['yes', 'Ports free at the node: 3', 'span-7'],
    ])
  })
  it('says what somebody answered in the words of the reason', () => {
    expect(said([{ rule: 'provider-said-yes', subject: 'kestrel/fiber', found: 'yes', details: {} }])).toMatchObject([{ text: 'the provider confirmed the line', subject: '' }])
  })
  it.each([Number.POSITIVE_INFINITY, Number.NaN, null])('says that a length of %s is not known', (loopM) => {
    expect(said([{ rule: 'loop', subject: 's', found: 'unknown', details: { loopM: loopM as number } }])[0]?.text).toBe('The loop: how far the line runs to its node is not known')
  })
  it('is empty for an answer that was kept before rules were told', () => {
    expect(said(undefined)).toEqual([])
  })
  it('tells what an estimate rests on, and that nothing can be ordered on it', () => {
    const step = { rule: 'neighbours', subject: 'kestrel/fiber', found: 'unknown', details: { percent: 83, from: 12, nearestM: 20, farthestM: 310, source: 'collected2022', dated: 'no' } } as const
    expect(said([step])[0]?.text).toBe('Estimate: 83% by 12 answers of this provider, 20 m to 310 m away, undated, from a list collected in 2022. Nothing can be ordered on it')
    expect(said([step], 'es')[0]?.text).toBe('Estimación: 83 % según 12 respuestas de este proveedor, de 20 m a 310 m de distancia, sin fecha, de una lista recopilada en 2022. No se puede pedir nada con ella')
    expect(said([{ ...step, details: { ...step.details, dated: 'yes', newestAt: Date.UTC(2022, 4, 9, 18) } }])[0]?.text).toMatch(/the newest of .*2022/)
  })
  it.each([
    [{ free: 0, line: 'would', place: 4, waiting: 4 }, 'Ports free at the node: 0; the caller would be number 4 in line', 'Puertos libres en el nodo: 0; quien llama sería el número 4 en la lista'],
    [{ free: 1, line: 'stands', place: 2, waiting: 3 }, 'Ports free at the node: 1; the caller stands in line: number 2 of 3', 'Puertos libres en el nodo: 1; quien llama está en la lista: número 2 de 3'],
    [{ free: 0, line: 'kept', untilAt: new Date(2026, 2, 3, 12).getTime() }, 'Ports free at the node: 0; one is kept for this house until Mar 3, 2026', 'Puertos libres en el nodo: 0; uno está guardado para esta casa hasta el 3 mar 2026'],
    [{ free: 3 }, 'Ports free at the node: 3', 'Puertos libres en el nodo: 3'],
  ])('tells the caller\'s place in line where the rule of ports is told: %o', (details, en, es) => {
    const step = { rule: 'port', subject: 's', found: 'no', details } as const
    expect([said([step])[0]?.text, said([step], 'es')[0]?.text]).toEqual([en, es])
    expect(said([{ ...step, rule: 'capacity' }])[0]?.text).toBe(en.replace('Ports free at the node', 'Places free in the sector'))
  })
  it('says the same in Spanish', () => {
    expect(said([{ rule: 'sight', subject: 'm', found: 'no', details: { sight: 'blocked' } }], 'es')[0]?.text).toBe('Vista a la torre: el terreno se interpone')
  })
  it('has words for every rule that the engine applies to a line and to a sector', () => {
    const facts = { address: { id: 'a' }, waiting: [] } as unknown as Parameters<typeof judgeBranch>[1]
    const branch = { spanId: 's', providerId: asId('kestrel'), accessType: 'fiber', distanceM: 1, dropLimitM: 30, status: 'operational', readyAt: null, loopM: 10, nodeId: 'n', nodeName: 'N', portsFree: 1, portsTotal: 2 } as unknown as Parameters<typeof judgeBranch>[0]
    const sector = { transmitterName: 'T', sectorId: 's', providerId: asId('kestrel'), distanceM: 1, reachM: 2, inBeam: true, signalDbm: -60, minimumDbm: -90, capacityFree: 1 } as unknown as Parameters<typeof judgeSector>[0]
    const rules = [...judgeBranch(branch, facts).trace, ...judgeSector(sector, facts).trace].map(({ rule }) => rule)
    expect(rules).toHaveLength(8)
    expect(rules.filter((rule) => !(`rule.${rule}` in EN))).toEqual([])
  })
})
