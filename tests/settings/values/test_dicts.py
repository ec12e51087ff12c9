"""Methods of dicts."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import case, forked, raising

D = "d = {'a': 1, 'b': 2}"
OPEN = "import random\nd = dict(random.choice([{'b': 2}]), a=1)"
CASES = {
    "a missing key": raising("d['c']", D),
    "pop of a missing key": raising("d.pop('c')", D),
    "popitem of nothing": raising("{}.popitem()"),
    "an unhashable key": raising("{[]: 1}"),
    "an unhashable key of get": raising("{}.get({})"),
    "an unhashable key in a tuple": raising("{}.get(([], 1))"),
    "a set as a key": raising("{}.get({1})"),
    "move_to_end of a dict": raising("d.move_to_end('a')", D),
    "move_to_end of a missing key": raising(
        "o.move_to_end('c')", "from collections import OrderedDict\no = OrderedDict(a=1)"
    ),
    "an attribute that no dict has": raising("d.has_key('a')", D),
    "update with no pairs": raising("d.update([1])", D),
    "update with long pairs": raising("d.update([(1, 2, 3)])", D),
    "update with a number": raising("d.update(1)", D),
    "two mappings": raising("dict({}, {})"),
    "fromkeys without keys": raising("dict.fromkeys()"),
    "get without a key": raising("{}.get()"),
    "deletion of a missing key": raising("d.__delitem__('c')", D),
    "indexing of keys": raising("d.keys()[0]", D),
    "get": case("[d.get('a'), d.get('c'), d.get('c', 5), d.get('a', 5)]", D),
    "setdefault": case("[d.setdefault('a', 5), d.setdefault('c', 5), d.setdefault('e'), d]", D),
    "pop": case("[d.pop('a'), d.pop('c', None), d.pop('e', 5), d]", D),
    "popitem": case("[d.popitem(), d]", D),
    "popitem of the first": case(
        "[o.popitem(last=False)[0], o.popitem()[0]]",
        "from collections import OrderedDict\no = OrderedDict(a=1, b=2, c=3)",
    ),
    "update": case("[d.update({'a': 3}, c=4), d.update([('e', 5)]), d.update(f=6), d]", D),
    "update with pairs of text": case("[d.update(['xy']), d]", D),
    "keys": case("[list(d.keys()), 'a' in d.keys(), len(d.keys())]", D),
    "values": case("[list(d.values()), sorted(d.values(), reverse=True), 2 in d.values()]", D),
    "items": case("[list(d.items()), ('a', 1) in d.items(), dict(d.items())]", D),
    "keys as a set": case("[sorted(d.keys() & {'a', 'x'}), sorted(d.keys() - {'a'}), sorted(d.keys() | {'x'})]", D),
    "keys equal a set": case("[d.keys() == {'a', 'b'}, d.keys() == ['a', 'b'], d.keys() == d.keys()]", D),
    "items less items": case("dict(d.items() - {('a', 1)})", D),
    "a view lives": case("list(k)", D + "\nk = d.keys()\nd['c'] = 3"),
    "a view of values lives": case("[list(v), len(i)]", D + "\nv, i = d.values(), d.items()\ndel d['a']"),
    "text of a view": case("str(d.keys())", D, "the text of"),
    "copy": case("[c, d]", D + "\nc = d.copy()\nc['a'] = 9"),
    "clear": case("[d.clear(), d, bool(d)]", D),
    "move_to_end": case(
        "list(o)", "from collections import OrderedDict\no = OrderedDict(a=1, b=2)\no.move_to_end('a')"
    ),
    "move_to_end first": case(
        "list(o)", "from collections import OrderedDict\no = OrderedDict(a=1, b=2)\no.move_to_end('b', last=False)"
    ),
    "special methods": case(
        "[d.__contains__('a'), d.__contains__('x'), d.__getitem__('a'), d.__setitem__('x', 3), d]", D
    ),
    "length by its method": case("d.__len__()", D, "dict.__len__() is not modelled"),
    "class": case("[d.__class__ is dict, d.__class__.__name__]", D),
    "fromkeys": case("[dict.fromkeys('ab'), dict.fromkeys(['a'], 1), {}.fromkeys(['a'], 2)]"),
    "fromkeys of text keys": case("dict.fromkeys(('a', 'b'), [])"),
    "unbound methods": case("[dict.get(d, 'a'), dict.keys(d) == d.keys(), list(map(dict.copy, [d]))]", D),
    "an unbound method without its dict": raising("dict.get()"),
    "a key by its value": case(
        "[{1: 'a'}[True], {1: 'a'}[1.0], {(1, 2): 'a'}[1, 2], {None: 'n'}[None], {b'a': 'b'}[b'a']]"
    ),
    "a frozenset as a key": case("{frozenset('ab'): 'x'}[frozenset('ba')]"),
    "iteration over tuple keys": case("[a + b for a, b in {('x', 'y'): 1, ('p', 'q'): 2}]"),
    "ordered equality": case(
        "[O(a=1, b=2) == O(b=2, a=1), O(a=1) == O(a=1), O(a=1, b=2) == {'b': 2, 'a': 1}, O(a=1) == O(a=2)]",
        "from collections import OrderedDict as O",
    ),
    "equality": case("[{'a': 1} == {'a': 1.0}, {'a': 1} == {'a': 2}, {'a': 1} == {'b': 1}, {} == [], {} != None]"),
    "union": case("[{'a': 1} | {'a': 2, 'b': 3}, {**d, 'c': 0}]", D),
    "union with pairs": raising("{} | [('a', 1)]"),
    "in-place union with pairs": case("d", D + "\nd |= [('c', 3)]"),
    "an order of dicts": raising("{} < {}"),
    "an unknown key": case("{'a': 1}[random.choice('a')]", "import random", "random.choice"),
    "get under an unknown key": case("{'a': 1}.get(random.choice('a'))", "import random", "random.choice"),
    "get of an unread dict": case("d.get('b')", OPEN, "random.choice"),
    "get of a key that was given": case("dict(os.environ, a=1).get('a')", ""),
    "setdefault of an unread dict": case("d.setdefault('b', 1)", OPEN, "random.choice"),
    "pop of an unread dict": case("d.pop('b', 1)", OPEN, "random.choice"),
    "popitem of an unread dict": case("d.popitem()", OPEN, "random.choice"),
    "length of an unread dict": case("len(d)", OPEN, "random.choice"),
    "keys of an unread dict": case("list(d.keys())", OPEN, "random.choice"),
    "values of an unread dict": case("list(d.values())", OPEN, "random.choice"),
    "items of an unread dict": case("dict(d.items())", OPEN, "random.choice"),
    "membership in an unread dict": case("d.__contains__('b')", OPEN, "random.choice"),
    "an unread dict after pop": case("d", OPEN + "\nd.pop('a')", "random.choice"),
    "an unread dict cleared": case("d", OPEN + "\nd.clear()"),
    "a copy of an unread dict": case("d.copy()['b']", OPEN, "random.choice"),
    "an undecided key": forked("{'a': 1, 'b': 2}['a' if x else 'b']"),
    "an undecided dict": forked("({'a': 1} if x else {'a': 2})['a']"),
    "an undecided key of get": forked("d.get('a' if x else 'c', 'none')", D),
    "an undecided value": forked("d.pop('a')", "d = {'a': 1 if x else 2}"),
    "a key set on one way": forked("d", "d = {}\nif x:\n    d['a'] = 1"),
    "a missing key on one way": forked("d.get('a')", D + "\nif x:\n    del d['a']"),
    "update on one way": forked("{**d, **({'a': 9} if x else {})}", D),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
