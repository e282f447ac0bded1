import { useEffect, useState } from 'react'
import type { GeographicAddress } from '../../shared/domain/place.ts'
import { useDesk } from './desk-context.tsx'
import type { Answer } from './state.ts'

export type Found = { readonly typed: string; readonly places: readonly GeographicAddress[]; readonly orders: Answer<'orders.list'>['orders'] }

const NOTHING: Found = { typed: '', places: [], orders: [] }
const PAUSE_MS = 100
const SHORTEST = 3

/** What the desk finds for a text that is being typed: customers, addresses and orders together, or nothing until all are there. */
export function useFound(typed: string): Found {
  const { desk } = useDesk()
  const [found, setFound] = useState<Found>(NOTHING)
  useEffect(() => {
    if (typed.trim().length < SHORTEST) return
    let isCurrent = true
    const timer = setTimeout(() => { void desk.findAll(typed).then((answer) => { if (isCurrent) setFound(answer) }) }, PAUSE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [typed, desk])
  return found.typed === typed ? found : NOTHING
}
