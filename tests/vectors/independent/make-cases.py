"""200 rating cases in exact fractions, in the format of the case files. Knows nothing of the engine: python3 make-cases.py > cases.json"""
import json
import random
from fractions import Fraction as F
from math import ceil

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
print(json.dumps({'about': 'Made by make-cases.py in exact fractions; see there.', 'groups': [{'source': {'made': 'make-cases.py'}, 'cases': cases}]}, indent=1))
