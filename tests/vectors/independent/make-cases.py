"""305 rating cases in exact fractions, in the format of the case files. Knows nothing of the engine: python3 make-cases.py > cases.json"""
import json
import random
from datetime import datetime, timedelta
from fractions import Fraction as F
from math import ceil
from zoneinfo import ZoneInfo

random.seed(20261123)


def text(value):
    value = F(value)
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
    sign, whole = ('-' if value < 0 else ''), str(abs(value * 10**digits))
    whole = whole.zfill(digits + 1)
    return sign + (whole if digits == 0 else whole[:-digits] + '.' + whole[-digits:])


def pick(low, high, places):
    return F(random.randint(low * 10**places, high * 10**places), 10**places)


def tiers():
    ends = sorted(random.sample(range(1, 400), random.randint(0, 3)))
    return [{'upTo': end, 'unit': random.choice([None, pick(0, 9, 3)]), 'flat': random.choice([None, pick(1, 50, 2)])} for end in ends + [None]]


def shown(all_tiers):
    return [{name: (None if part is None else text(part)) for name, part in tier.items()} for tier in all_tiers]


def graduated():
    all_tiers, quantity = tiers(), pick(1, 600, 2)
    total, low = F(0), F(0)
    for tier in all_tiers:
        high = quantity if tier['upTo'] is None else min(quantity, F(tier['upTo']))
        if high > low:
            total += (high - low) * (tier['unit'] or 0) + (tier['flat'] or 0)
        if tier['upTo'] is not None:
            low = F(tier['upTo'])
    return {'model': 'graduated', 'tiers': shown(all_tiers)}, {'quantityBefore': '0', 'quantity': text(quantity), 'linePosition': 'single'}, {'total': text(total)}


def volume():
    all_tiers, quantity = tiers(), pick(1, 600, 2)
    tier = next(t for t in all_tiers if t['upTo'] is None or quantity <= t['upTo'])
    total = quantity * (tier['unit'] or 0) + (tier['flat'] or 0)
    return {'model': 'volume', 'tiers': shown(all_tiers)}, {'quantityBefore': '0', 'quantity': text(quantity), 'linePosition': 'last'}, {'total': text(total)}


def package():
    price, size, free, quantity = pick(1, 99, 2), random.randint(1, 40), random.randint(0, 30), pick(0, 900, 1)
    total = ceil(max(quantity - free, 0) / F(size)) * price
    return {'model': 'package', 'packagePrice': text(price), 'packageSize': str(size), 'freeUnits': str(free)}, {'quantity': text(quantity)}, {'total': text(total)}


def unit_with_spend():
    price, discount, quantity = pick(0, 20, 3), random.choice([0, 10, 25, 50]), pick(0, 90, 2)
    most, least = random.choice([None, pick(10, 400, 0)]), random.choice([None, F(5)])
    total = price * quantity * F(100 - discount, 100)
    if most is not None:
        total = min(total, most)
    if least is not None:
        total = max(total, least)
    tariff = {'model': 'unit', 'unitPrice': text(price), 'percentDiscount': str(discount)}
    if most is not None:
        tariff['maximumSpend'] = text(most)
    if least is not None:
        tariff['minimumSpend'] = text(least)
    return tariff, {'quantityBefore': '0', 'quantity': text(quantity), 'linePosition': 'single'}, {'total': text(total)}


def blocks():
    all_tiers = [{'blockSize': random.randint(1, 50), 'maxBlocks': random.randint(1, 20), 'pricePerBlock': pick(0, 5, 2)} for _ in range(random.randint(1, 4))]
    quantity, policy = random.randint(1, 1500), random.choice(['allTiers', 'topTier'])
    left, total = quantity, F(0)
    for index, tier in enumerate(all_tiers):
        holds = tier['blockSize'] * tier['maxBlocks']
        is_end = index == len(all_tiers) - 1 or left <= holds
        if policy == 'allTiers':
            total += ceil(F(left if is_end else holds, tier['blockSize'])) * tier['pricePerBlock']
        elif is_end:
            total = ceil(F(quantity, tier['blockSize'])) * tier['pricePerBlock']
        if is_end:
            break
        left -= holds
    return {'model': 'blockTiers', 'policy': policy, 'tiers': [{name: text(part) for name, part in tier.items()} for tier in all_tiers]}, {'quantity': str(quantity)}, {'total': text(total)}


def percentage():
    rate, fixed, value, events = pick(0, 9, 2), pick(0, 3, 2), pick(1, 5000, 2), random.randint(1, 60)
    return ({'model': 'percentage', 'ratePercent': text(rate), 'fixedPerEvent': text(fixed), 'freeEvents': None, 'freeAmount': None},
            {'amount': text(value), 'events': events, 'runningTotals': []}, {'total': text(value * rate / 100 + fixed * events)})


def graduated_percentage():
    ends, value = sorted(random.sample(range(10, 3000), 2)), pick(1, 5000, 2)
    ranges, total, low = [], F(0), 0
    for end in ends + [None]:
        rate, flat = pick(0, 9, 1), pick(0, 40, 1)
        ranges.append({'from': str(low + (1 if low else 0)), 'to': None if end is None else str(end), 'ratePercent': text(rate), 'flat': text(flat)})
        high = value if end is None else min(value, F(end))
        if high > low:
            total += (high - low) * rate / 100 + flat
        low = end or low
    return {'model': 'graduatedPercentage', 'ranges': ranges}, {'amount': text(value)}, {'total': text(total)}


def seconds():
    rate, per, step, length = pick(0, 3, 3), random.choice([1, 10, 60]), random.choice([1, 6, 30, 60]), random.randint(0, 5000)
    cost = ceil(F(length, step)) * step * rate / per
    scaled = cost * 10**4
    rounded = F(ceil(scaled) if scaled.denominator != 1 else scaled, 10**4)
    return {'model': 'rate', 'rate': text(rate), 'perSeconds': per, 'incrementSeconds': step, 'rounding': {'method': 'up', 'decimals': 4}}, {'seconds': length}, {'cost': text(rounded)}


MODELS = [graduated, volume, package, unit_with_spend, blocks, percentage, graduated_percentage, seconds]
cases = []
for nth in range(200):
    tariff, usage, expected = MODELS[nth % len(MODELS)]()
    cases.append({'id': f'own-{nth + 1:03}', 'tariff': tariff, 'usage': usage, 'expected': expected})

# The models that the public sources have no cases of. A source of chance of its own, so that the cases above stay as they were.
chance = random.Random(20261124)


def some(low, high, places=0):
    return F(chance.randint(low * 10**places, high * 10**places), 10**places)


def allowances():
    grants = [{'id': f'g{n}', 'amount': some(1, 60, 1), 'priority': chance.randint(1, 2), 'effectiveAt': chance.randint(0, 30), 'expiresAt': chance.choice([None, chance.randint(31, 90)]),
               'rollover': chance.choice([None, {'min': some(0, 3), 'max': some(4, 20)}])} for n in range(chance.randint(1, 4))]
    uses = [{'id': f'u{n}', 'at': chance.randint(0, 99), 'quantity': some(0, 40, 2)} for n in range(chance.randint(1, 6))]
    left, unpaid = {g['id']: g['amount'] for g in grants}, F(0)
    for use in sorted(uses, key=lambda u: (u['at'], u['id'])):
        need = use['quantity']
        for g in sorted(grants, key=lambda g: (g['priority'], float('inf') if g['expiresAt'] is None else g['expiresAt'], g['id'])):
            if g['effectiveAt'] <= use['at'] and (g['expiresAt'] is None or use['at'] < g['expiresAt']):
                took = min(need, left[g['id']])
                left[g['id']] -= took
                need -= took
        unpaid += need
    for g in grants:
        over = g['expiresAt'] is not None and g['expiresAt'] <= 100
        left[g['id']] = F(0) if over or g['rollover'] is None else min(g['rollover']['max'], max(g['rollover']['min'], left[g['id']]))
    price = some(0, 5, 3)
    said = [{**g, 'amount': text(g['amount']), 'rollover': g['rollover'] and {k: text(v) for k, v in g['rollover'].items()}} for g in grants]
    chance.shuffle(uses)
    return ({'model': 'allowances', 'grants': said, 'unitPrice': text(price)}, {'uses': [{**u, 'quantity': text(u['quantity'])} for u in uses], 'resetAt': 100},
            {'unpaid': text(unpaid), 'total': text(unpaid * price), 'left': [text(left[g['id']]) for g in grants]})


def prepaid():
    commands, balance, held, seen, refused = [], F(0), {}, {}, 0
    for n in range(chance.randint(6, 16)):
        kind, amount = chance.choice(['topUp', 'reserve', 'debit', 'release']), some(1, 30, 2)
        if n == 0:
            kind, amount = 'topUp', some(40, 90, 2)
        on = chance.choice([None, *held]) if kind == 'debit' else chance.choice([*held, 'nobody']) if kind == 'release' else None
        command = {'kind': kind, 'id': f'c{n}', 'amount': text(amount)} if kind in ('topUp', 'reserve') else {'kind': kind, 'id': f'c{n}', 'reservation': on}
        if kind == 'debit':
            command = {**command, 'amount': text(amount), 'isFinal': chance.random() < 0.5}
        commands.append(command)
        if chance.random() < 0.3:
            commands.append(command)  # told twice: nothing may change, and what was refused is refused again
        free, done = balance - sum(held.values()), True
        if kind == 'topUp':
            balance += amount
        elif kind == 'reserve' and amount <= free:
            held[f'c{n}'] = amount
        elif kind == 'release' and on in held:
            del held[on]
        elif kind == 'debit' and amount - min(amount, held.get(on, F(0))) <= free:
            balance -= amount
            if on is not None:
                held[on] -= min(amount, held[on])
                if command['isFinal']:
                    del held[on]
        else:
            done = False
        if not done:
            refused += 2 if len(commands) > 1 and commands[-2] is command else 1
    return {'model': 'prepaid'}, {'commands': commands}, {'balance': text(balance), 'held': text(sum(held.values(), F(0))), 'available': text(balance - sum(held.values(), F(0))), 'refused': refused}


def zoned_bands():
    zone, first = chance.choice([('America/Denver', '2026-11-01T05:00:00+00:00'), ('America/Denver', '2026-03-08T06:00:00+00:00'), ('America/New_York', '2026-11-26T02:00:00+00:00'), ('Europe/London', '2026-10-24T22:00:00+00:00')])
    start = datetime.fromisoformat(first) + timedelta(minutes=chance.randint(0, 600))
    minutes, split, holiday = chance.randint(30, 1800), chance.choice([360, 480, 1080]), chance.choice([None, '2026-11-26', '2026-11-01'])
    every = [0, 1, 2, 3, 4, 5, 6]
    bands = [{'weight': 0, 'days': every, 'fromMinute': 0, 'beforeMinute': split, 'rate': some(0, 1, 3)}, {'weight': 0, 'days': every, 'fromMinute': split, 'beforeMinute': 1440, 'rate': some(0, 2, 3)},
             {'weight': 1, 'days': [0, 6], 'fromMinute': 0, 'beforeMinute': 1440, 'rate': some(0, 1, 4)}, {'weight': 2, 'days': every, 'fromMinute': 0, 'beforeMinute': 1440, 'holidays': 'only', 'rate': some(0, 1, 4)}]
    cost = F(0)
    for n in range(minutes):
        there = (start + timedelta(minutes=n)).astimezone(ZoneInfo(zone))
        minute, weekday = there.hour * 60 + there.minute, (there.weekday() + 1) % 7
        holding = [b for b in bands if weekday in b['days'] and b['fromMinute'] <= minute < b['beforeMinute'] and ('holidays' not in b or there.date().isoformat() == holiday)]
        cost += max(holding, key=lambda b: b['weight'])['rate']
    said = [{**b, 'rate': text(b['rate']), 'perSeconds': 60, 'incrementSeconds': 60, 'connectFee': '0'} for b in bands]
    return {'model': 'zonedBands', 'zone': zone, 'holidays': [holiday] if holiday else [], 'bands': said}, {'start': start.isoformat(), 'seconds': minutes * 60}, {'cost': text(cost)}


def percentile():
    expected, missing, discard = chance.choice([20, 40, 100, 288]), chance.choice(['leftOut', 'zero']), chance.choice([F(5), F(10), F(5, 2)])
    ways = [[some(0, 900, 1) for _ in range(chance.randint(1, expected))] for _ in range(2)]
    committed, base, over = some(0, 500), some(0, 200, 2), some(0, 3, 3)
    rates = []
    for way in ways:
        padded = sorted(way + [F(0)] * (expected - len(way) if missing == 'zero' else 0))
        drop = int(len(padded) * discard / 100)
        rates.append((padded[: len(padded) - drop][-1], drop))
    rated = max(rates[0][0], rates[1][0])
    return ({'model': 'percentile', 'discardPercent': text(discard), 'missing': missing, 'committed': text(committed), 'committedPrice': text(base), 'pricePerUnitOver': text(over)},
            {'inbound': [text(s) for s in ways[0]], 'outbound': [text(s) for s in ways[1]], 'expected': expected}, {'rated': text(rated), 'total': text(base + max(rated - committed, 0) * over)})


def discounts():
    days = ['2026-01-01', '2026-04-01', '2026-07-01']
    all_of_them = [{'kind': chance.choice(['percent', 'amount', 'quantity']), 'figure': some(0, 60, 1), 'from': chance.choice([None, days[0], days[1]]), 'until': chance.choice([None, days[1], days[2]])} for _ in range(chance.randint(1, 4))]
    on, quantity, price = chance.choice(['2025-12-31', '2026-02-10', '2026-04-01', '2026-06-30', '2026-08-01']), some(0, 200, 1), some(0, 9, 2)
    holding = [d for d in all_of_them if (d['from'] is None or d['from'] <= on) and (d['until'] is None or on < d['until'])]
    units = max(quantity - sum((d['figure'] for d in holding if d['kind'] == 'quantity'), F(0)), F(0))
    total = units * price
    for d in holding:
        if d['kind'] == 'percent':
            total *= 1 - min(d['figure'], F(100)) / 100
    total = max(total - sum((d['figure'] for d in holding if d['kind'] == 'amount'), F(0)), F(0))
    return {'model': 'discounts', 'unitPrice': text(price), 'discounts': [{**d, 'figure': text(d['figure'])} for d in all_of_them]}, {'quantity': text(quantity), 'on': on}, {'units': text(units), 'total': text(total)}


def half_even(value, places):
    scaled = value * 10**places
    down = scaled.numerator // scaled.denominator
    rest = scaled - down
    return F(down + (1 if rest > F(1, 2) or (rest == F(1, 2) and down % 2) else 0), 10**places)


def taxes():
    rows = [{'name': name, 'place': place, 'category': category, 'percent': some(0, 12, 3), 'from': since, 'until': until} for name, place, category, since, until in
            [('state', 'US-CO', 'telecom', '2020-01-01', '2026-07-01'), ('state', 'US-CO', 'telecom', '2026-07-01', None), ('city', 'US-CO-DEN', 'telecom', '2021-01-01', None), ('fund', 'US', 'telecom', '2020-01-01', None), ('state', 'US-CO', 'equipment', '2020-01-01', None)]]
    on, category, places = chance.choice(['2020-06-01', '2026-06-30', '2026-07-01']), chance.choice(['telecom', 'telecom', 'equipment']), chance.choice([['US', 'US-CO', 'US-CO-DEN'], ['US', 'US-CO'], ['CA']])
    exempt, inclusive, amount = chance.choice([[], [], ['fund'], 'all']), chance.random() < 0.5, some(0, 900, 2)
    due = [r['percent'] for r in rows if r['category'] == category and r['place'] in places and r['from'] <= on and (r['until'] is None or on < r['until']) and exempt != 'all' and r['name'] not in exempt]
    base = amount / (1 + sum(due, F(0)) / 100) if inclusive else amount
    tax = sum((half_even(base * p / 100, 2) for p in due), F(0))
    net, gross = (amount - tax, amount) if inclusive else (amount, amount + tax)
    return ({'model': 'taxes', 'inclusive': inclusive, 'decimals': 2, 'mode': 'halfEven', 'rows': [{**r, 'percent': text(r['percent'])} for r in rows]},
            {'amount': text(amount), 'places': places, 'category': category, 'on': on, 'exempt': exempt}, {'net': text(net), 'tax': text(tax), 'gross': text(gross)})


def versions():
    starts = sorted(chance.sample(range(0, 90), 3))
    all_of_them = [{'version': n + 1, 'effectiveAt': s, 'existingFrom': chance.choice([None, None, s, s + 5]), 'unitPrice': some(0, 9, 3)} for n, s in enumerate(starts)]
    began = chance.randint(starts[0], 99)
    at, quantity, booked = chance.randint(began, 120), some(0, 90, 1), [some(0, 300, 2), *([some(-20, 20, 2)] if chance.random() < 0.5 else [])]
    right = all_of_them[0]
    for v in all_of_them:
        if v['effectiveAt'] <= at and (v['effectiveAt'] <= began or (v['existingFrom'] is not None and v['existingFrom'] <= at)):
            right = v
    total = quantity * right['unitPrice']
    return ({'model': 'versions', 'versions': [{**v, 'unitPrice': text(v['unitPrice'])} for v in all_of_them]}, {'began': began, 'at': at, 'quantity': text(quantity), 'booked': [text(b) for b in booked]},
            {'version': right['version'], 'total': text(total), 'delta': text(total - sum(booked))})


for model in [allowances, prepaid, zoned_bands, percentile, discounts, taxes, versions]:
    for _ in range(15):
        tariff, usage, expected = model()
        cases.append({'id': f'own-{len(cases) + 1:03}', 'tariff': tariff, 'usage': usage, 'expected': expected})
print(json.dumps({'about': 'Made by make-cases.py in exact fractions; see there.', 'groups': [{'source': {'made': 'make-cases.py'}, 'cases': cases}]}, indent=1))
