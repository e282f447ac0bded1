import { describe, expect, it } from 'vitest'
import { addressKey, parseAddressLine, shortStreet } from '../../../shared/domain/address-text.ts'
import { addressIdOf } from '../../../main/territory/place-book.ts'

const PLACE = { city: 'cheyenne', region: 'WY' }
const parts = (line: string) => {
  const read = parseAddressLine(line, PLACE)
  if (!read.ok) throw new Error(`${line}: ${read.error}`)
  return read.value
}

describe('a street as people read it', () => {
  it.each([
    ['LAKE ST', 'LAKE ST'], ['LAKE STREET', 'LAKE ST'], ['NORTH RIDGE ROAD', 'N RIDGE RD'], ['SADDLE RDG TRL', 'SADDLE RIDGE TRL'], ['TRAIL WAY ROAD', 'TRAIL WAY RD'], ['CIRCLE DRIVE', 'CIRCLE DR'],
    ['NORTH STREET', 'NORTH ST'], ['WEST END AVENUE', 'W END AVE'], ['PARK AVENUE SOUTH', 'PARK AVE S'], ['EAST MAIN', 'E MAIN'], ['COUNTY ROAD 124', 'COUNTY RD 124'], ['US HIGHWAY 30', 'US HWY 30'],
    ['ST BOTOLPH STREET', 'ST BOTOLPH ST'], ['BROADWAY', 'BROADWAY'], ['LAKE', 'LAKE'], ['EAST 26TH STREET', 'E 26TH ST'],
  ])('%s is %s', (written, read) => expect(shortStreet(written.split(' ')).join(' ')).toBe(read))
  it('is one place however its list shortens it', () => {
    const key = (street: string) => addressKey({ number: '5', street, unit: null, city: 'Cheyenne', region: 'WY', postcode: '82009' })
    expect(key('Saddle Ridge Trl')).toBe(key('SADDLE RDG TRAIL'))
  })
})

describe('a written address', () => {
  it('is read in the form of the network owner', () => {
    expect(parts('303 E 26TH ST,CHEYENNE,WY 82001,USA')).toEqual({ number: '303', street: 'E 26th St', unit: null, city: 'Cheyenne', region: 'WY', postcode: '82001' })
  })
  it('is read in the form of the reseller', () => {
    expect(parts('610 W 26th St Cheyenne, WY 82001')).toEqual({ number: '610', street: 'W 26th St', unit: null, city: 'Cheyenne', region: 'WY', postcode: '82001' })
  })
  it('leaves a neighbourhood out and lets a lot stand in place of a house number', () => {
    expect(parts('LOT 10 DANNY PL,HARMONEY VALLEY,CHEYENNE,WY 82007,USA')).toMatchObject({ number: 'Lot 10', street: 'Danny Pl', postcode: '82007' })
  })
  it.each([
    ['2421 E 7th St Apt 2, Cheyenne WY 82001', 'Apt 2'],
    ['2421 E 7th St, Apartment 2, Cheyenne, WY 82001', 'Apt 2'],
    ['2421 E 7TH ST #2,CHEYENNE,WY 82001,USA', 'Apt 2'],
    ['2421 E 7th St Ste B Cheyenne, WY 82001-1234', 'Ste B'],
  ])('finds the unit in %s', (line, unit) => expect(parts(line)).toMatchObject({ number: '2421', street: 'E 7th St', unit }))

  it.each([
    ['303 E 26th St', 'region-or-postcode-missing'],
    ['303 E 26th St Cheyenne, CO 82001', 'other-region'],
    ['303 E 26th St Laramie, WY 82001', 'other-city'],
    ['E 26th St Cheyenne, WY 82001', 'house-number-missing'],
    ['303 Cheyenne, WY 82001', 'street-missing'],
  ])('refuses %s with %s', (line, reason) => expect(parseAddressLine(line, PLACE)).toEqual({ ok: false, error: reason }))
})

describe('the id of an address', () => {
  const id = (line: string) => addressIdOf(parts(line))
  it('is the same for every spelling of one house', () => {
    const spellings = ['303 E 26TH ST,CHEYENNE,WY 82001,USA', '303 E 26th St Cheyenne, WY 82001', '303 East 26th Street, Cheyenne, WY 82001', '303  E. 26th  St., Cheyenne WY 82001']
    expect(new Set(spellings.map(id)).size).toBe(1)
  })
  it('differs for another house, unit, direction, kind of street and postcode', () => {
    const lines = ['303 E 26th St Cheyenne, WY 82001', '305 E 26th St Cheyenne, WY 82001', '303 W 26th St Cheyenne, WY 82001', '303 E 26th Ave Cheyenne, WY 82001', '303 E 26th St Cheyenne, WY 82007', '303 E 26th St Apt 3 Cheyenne, WY 82001']
    expect(new Set(lines.map(id)).size).toBe(lines.length)
  })
  it('would not hold without normalising: the raw spellings differ', () => {
    const raw = (street: string) => addressKey({ ...parts('303 E 26th St Cheyenne, WY 82001'), street })
    expect(raw('East 26th Street')).toBe(raw('E 26TH ST'))
    expect('East 26th Street'.toUpperCase()).not.toBe('E 26TH ST')
  })
})
