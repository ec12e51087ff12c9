"""Lists, tuples, deques, iterators and sets."""

from __future__ import annotations

import pytest

from tests.settings.values.cases import case, forked, raising

A = "a = ['x', 'y', 'z']"
DEQUE = "from collections import deque\nq = deque(['x', 'y', 'z'])"
OPEN = "import random\na = ['x']\na += random.choice([['y']])"
OPEN_SET = "import random\ns = set(random.choice([['y']]))"
S = "s = {'x'}"
CASES = {
    "pop of nothing": raising("[].pop()"),
    "pop of a wrong index": raising("a.pop(7)", A),
    "pop of a text": raising("a.pop('x')", A),
    "popleft of a list": raising("a.popleft()", A),
    "popleft of nothing": raising("deque().popleft()", DEQUE),
    "pop of an empty deque": raising("deque().pop()", DEQUE),
    "pop of a place in a deque": raising("q.pop(0)", DEQUE),
    "sort of a deque": raising("q.sort()", DEQUE),
    "a slice of a deque": raising("q[1:]", DEQUE),
    "an index that is not there": raising("a.index('w')", A),
    "an index behind it": raising("a.index('x', 1)", A),
    "an index before it": raising("a.index('z', 0, 2)", A),
    "index of nothing": raising("a.index()", A),
    "count of nothing": raising("a.count()", A),
    "remove of what is not there": raising("a.remove('w')", A),
    "append of two": raising("a.append(1, 2)", A),
    "append to a tuple": raising("('x',).append(1)"),
    "append to an iterator": raising("iter(a).append(1)", A),
    "extend with a number": raising("a.extend(1)", A),
    "a text as an index": raising("a['x']", A),
    "a text in a slice": raising("a['x':]", A),
    "an index too far": raising("a[3]", A),
    "a step of zero": raising("a[::0]", A),
    "an index of an iterator": raising("iter(a)[0]", A),
    "sorting of mixed types": raising("sorted([1, 'x'])"),
    "a key for sort that is not named": raising("a.sort(len)", A),
    "length of an iterator": raising("len(iter(a))", A),
    "length of a map": raising("len(map(str, a))", A),
    "addition of a tuple": raising("a + ('x',)", A),
    "addition of a deque": raising("a + q", A + "\n" + DEQUE),
    "a list times a text": raising("a * 'x'", A),
    "a list times a list": raising("a * a", A),
    "a set times a number": raising("{1} * 2"),
    "next of a number": raising("next(5)"),
    "popping of an empty set": raising("set().pop()"),
    "removing what no set has": raising("s.remove('w')", S),
    "adding to a frozenset": raising("frozenset().add(1)"),
    "a list in a set": raising("s.add([])", S),
    "a dict in a new set": raising("set([{}])"),
    "a number as a set": raising("set(1)"),
    "union with a number": raising("s.union(1)", S),
    "a set or a list": raising("s | ['y']", S),
    "order of a set and a list": raising("s < ['y']", S),
    "append": case("[a.append('w'), a]", A),
    "extend": case("[a.extend('pq'), a.extend(a), a]", A),
    "insert": case("[a.insert(1, 'w'), a.insert(-1, 'v'), a.insert(99, 'u'), a]", A),
    "remove": case("[a.remove('y'), a]", A),
    "pop": case("[a.pop(), a.pop(0), a.pop(-1), a]", A),
    "reverse": case("[a.reverse(), a]", A),
    "sort": case("[a.sort(reverse=True), a, a.sort(key=lambda t: -ord(t)), a]", A),
    "sort without a key": case("[a.sort(key=None), a]", A),
    "clear": case("[a.clear(), a, bool(a)]", A),
    "copy": case("[b, a]", A + "\nb = a.copy()\nb.append('w')"),
    "count": case("[a.count('x'), a.count('w'), (1, 1.0, 2).count(True)]", A),
    "index": case("[a.index('y'), a.index('z', 1), a.index('y', -2, 3), (1, 2).index(2)]", A),
    "membership by the method": case("[a.__contains__('x'), a.__contains__('w'), (1, 2).__contains__(3)]", A),
    "slices": case("[a[1:], a[::-1], a[-2:9], a[:], a[True], (1, 2, 3)[::2], a[slice(1)]]", A),
    "a slice set": case("a", A + "\na[1:2] = ['p', 'q']\na[:0] = 'o'"),
    "a slice deleted": case("a", A + "\ndel a[1:]"),
    "a member set": case("a", A + "\na[-1] = 'w'"),
    "arithmetic": case("[a + ['w'], a * 2, 2 * (1,), (1,) + (2,), a * 0, a * -1]", A),
    "in place": case("[b, b is a]", A + "\nb = a\na += ('w',)\na *= 2"),
    "in place on a tuple": case("[b, a]", "a = b = (1,)\na += (2,)"),
    "in place on a subclass": case("[c, c is b]", "class L(list):\n    pass\nb = c = L()\nb += [1]"),
    "in place by a method": case(
        "c", "class L:\n    def __iadd__(self, other):\n        return ['added', other]\nc = L()\nc += 1"
    ),
    "comparisons": case("[[1, 2] < [1, 3], [1] == [1.0], (1,) == [1], (1, 2) >= (1,), [[]] != [[1]], [1] == 1]"),
    "unpacking": case("[p, q, r]", "p, *q = 'xyz'\n(r,) = {'k': 1}"),
    "a deque": case(
        "[list(q), q.pop(), q.popleft(), len(q), q[0], q == deque(['y'])]",
        DEQUE + "\nq.appendleft('w')\nq.append('v')\nq.extend('u')\nq.remove('x')\nq.popleft()\nq.pop()",
    ),
    "a deque turned": case("[list(q), list(q)]", DEQUE + "\nq.rotate()\nq.extendleft('ab')\nq.rotate(-2)"),
    "a deque turned while empty": case("[q.rotate(3), list(q)]", "from collections import deque\nq = deque()"),
    "a deque is no list": case("[q == ['x', 'y', 'z'], isinstance(q, list), q.__class__.__name__]", DEQUE),
    "text of a deque": case("[str(q), repr(deque())]", DEQUE),
    "a deque of limited length": case(
        "q[0]", "from collections import deque\nq = deque('xyz', maxlen=2)", "limited length"
    ),
    "copy of a deque": case(
        "[list(q.copy()), q.count('x'), q.index('y'), q.reverse(), list(q), q.clear(), len(q)]", DEQUE
    ),
    "an iterator is true": case("['yes' if i else 'no', bool(iter([])), list(i)]", "i = iter(())"),
    "an iterator is used up": case("[list(i), list(i)]", "i = iter('ab')"),
    "an iterator is itself": case("[i == iter('ab'), i == i, isinstance(i, list)]", "i = iter('ab')"),
    "text of an iterator": case("str(iter([1]))", "", "the text of"),
    "a generator method": case("i.send(None)", "i = (n for n in 'ab')", "not modelled"),
    "next": case("[next(i), next(i, 'z'), next(i, 'z'), next(iter(['q']), None)]", "i = iter('ab')"),
    "next of nothing": raising("next(iter(()))"),
    "next of a class": case(
        "[next(c), next(c, 'end')]",
        "class C:\n    n = 0\n    def __next__(self):\n        self.n += 1\n        if self.n > 1:\n"
        "            raise StopIteration\n        return self.n\nc = C()",
    ),
    "next of a class that ends": raising("next(C())", "class C:\n    def __next__(self):\n        raise StopIteration"),
    "next of a class that fails": raising("next(C(), 1)", "class C:\n    def __next__(self):\n        raise KeyError"),
    "iteration over a class": case(
        "[list(C()), 'b' in C()]", "class C:\n    def __iter__(self):\n        return iter('ab')"
    ),
    "a class that is its own iterator": case(
        "list(C())",
        "class C:\n    def __iter__(self):\n        return self\n    def __next__(self):\n        raise StopIteration",
        "a hand-written iterator",
    ),
    "iteration over bytes": case("[list(b'ab'), [n for n in range(2)], [*'ab']]"),
    "membership in bytes": case("[b'a' in b'xab', 97 in b'a', b'' in b'']"),
    "a text in bytes": raising("'a' in b'a'"),
    "too many bytes": raising("256 in b'a'"),
    "a number in a text": raising("1 in 'a'"),
    "membership in a number": raising("1 in 1"),
    "membership in a range": case("[1 in range(3), 5 in range(3), 1.0 in range(3), 'a' in range(3)]"),
    "set methods": case(
        "[sorted(s | {'y'}), sorted(s.union('y', 'z')), s & {'x'} == s, s - {'x'} == set(), sorted(s ^ {'y'}), len(s)]",
        S,
    ),
    "set methods by name": case(
        "[sorted(s.intersection('xy')), sorted(s.difference('x')), "
        "sorted(s.symmetric_difference('xy')), s.union() is s]",
        S,
    ),
    "set tests": case(
        "[s.issubset('xy'), s.issuperset('xy'), s.isdisjoint('y'), s <= {'x'}, s < {'x'}, s >= set(), "
        "s.__contains__('x')]",
        S,
    ),
    "sets changed": case(
        "[s.add('y'), s.discard('w'), s.remove('x'), s.update('p', ['q']), sorted(s), sorted(c), s.clear(), len(s)]",
        S + "\nc = s.copy()",
    ),
    "sets changed in place": case(
        "[sorted(t), t is s]", S + "\nt = s\ns |= {'y'}\ns -= {'x'}\ns &= {'y', 'z'}\ns ^= {'w'}"
    ),
    "sets changed by name": case(
        "sorted(s)",
        "s = set('abc')\ns.difference_update('a')\ns.intersection_update('bx')\ns.symmetric_difference_update('q')",
    ),
    "a frozenset in place": case("[sorted(a), sorted(b)]", "a = b = frozenset('x')\na |= {'y'}"),
    "a frozenset": case(
        "[sorted(frozenset('ba')), isinstance(frozenset(), set), {1} == frozenset([1]), len(frozenset('aa'))]"
    ),
    "pop of one": case("[s.pop(), len(s)]", S),
    "pop of several": case("{'x', 'y'}.pop()", "", "differs from run to run"),
    "text of sets": case("[str(set()), repr({1}), str(frozenset()), repr(frozenset('a'))]"),
    "text of a larger set": case("str({'a', 'b'})", "", "the text of a set"),
    "keys of a set": case("sorted(t for t in {('a', 1), ('b', 2)})"),
    "an unknown member": case("a[random.choice([0])]", "import random\n" + A, "random.choice"),
    "a slice up to an unknown": case("a[:random.choice([1])]", "import random\n" + A, "random.choice"),
    "a list with unknown members": case("a[0]", OPEN, "random.choice"),
    "its length": case("len(a)", OPEN, "random.choice"),
    "its index": case("a.index('y')", OPEN, "random.choice"),
    "its count": case("a.count('y')", OPEN, "random.choice"),
    "its last": case("a.pop()", OPEN, "random.choice"),
    "it without its first": case("a", OPEN + "\ndel a[0]", "random.choice"),
    "it after a removal": case("a", OPEN + "\na.remove('x')", "random.choice"),
    "it with a member set": case("a", OPEN + "\na[0] = 'z'", "random.choice"),
    "it emptied": case("a", OPEN + "\na.clear()"),
    "it after an insertion": case("a", OPEN + "\na.insert(0, 'z')", "random.choice"),
    "an insertion at an unknown place": case(
        "a", "import random\n" + A + "\na.insert(random.choice([0]), 'z')", "random.choice"
    ),
    "a member set at an unknown place": case(
        "a", "import random\n" + A + "\na[random.choice([0])] = 'z'", "random.choice"
    ),
    "an unknown member removed": case("a", "import random\n" + A + "\na.remove(random.choice(['x']))", "unknown value"),
    "an unknown member sought": case("a.index(random.choice(['x']))", "import random\n" + A, "unknown value"),
    "an unknown member counted": case("a.count(random.choice(['x']))", "import random\n" + A, "unknown value"),
    "an unknown member asked for": case("a.__contains__(random.choice(['x']))", "import random\n" + A, "unknown value"),
    "a set of unknown members": case("len(s)", OPEN_SET, "random.choice"),
    "it compared": case("s.issubset('y')", OPEN_SET, "random.choice"),
    "it asked": case("s.__contains__('x')", OPEN_SET, "random.choice"),
    "one of it": case("s.pop()", OPEN_SET, "random.choice"),
    "its intersection": case("sorted(s & {'y'})", OPEN_SET, "random.choice"),
    "its union": case("sorted(s.union('z'))", OPEN_SET, "random.choice"),
    "it emptied as a set": case("len(s)", OPEN_SET + "\ns.clear()"),
    "it in order": case("sorted(s)", OPEN_SET, "random.choice"),
    "an undecided index": forked("a[1 if x else 0]", A),
    "an undecided list": forked("(['p'] if x else ['q', 'r'])[-1]"),
    "an undecided member": forked("['p' if x else 'q', 'r'][0]"),
    "a member added on one way": forked("a", A + "\nif x:\n    a.append('w')"),
    "a list extended that is one of two": forked("[a, b, c]", "a, b = [1], [2]\nc = a if x else b\nc += [3]"),
    "an undecided member sought": forked("a.index('y' if x else 'z')", A),
    "an undecided membership": forked("('y' if x else 'w') in a", A),
    "order of iterators": raising("iter('a') < iter('b')"),
    "order of a deque and a list": raising("q < []", DEQUE),
    "sets added": raising("{1} + {2}"),
    "length of unread keys": case(
        "len(d.keys())", "import random\nd = dict(random.choice([{}]), a=1)", "random.choice"
    ),
    "the last of an unread dict": case(
        "o",
        "import random\nfrom collections import OrderedDict\n"
        "o = OrderedDict(random.choice([{'a': 1}]))\no.move_to_end('a')",
        "random.choice",
    ),
    "an item deleted by its method": case("d", "d = {'a': 1, 'b': 2}\nd.__delitem__('a')"),
    "arguments and a list": case("['a'] + sys.argv", "", "is not modelled"),
    "arguments compared": case("[sys.argv is None, sys.argv == None, sys.argv == sys.argv, bool(sys.argv)]"),
    "arguments compared with a list": case("sys.argv == ['manage.py', 'check']", "", "the comparison is not modelled"),
    "arguments as a list": case("[isinstance(sys.argv, list), isinstance(sys.argv, dict)]"),
    "sets in sets": case("[{1} in {frozenset([1])}, {1} in {2}]"),
    "iteration by items": case(
        "list(C())", "class C:\n    def __getitem__(self, n):\n        return [1, 2][n]", "iteration by __getitem__"
    ),
    "iteration over a logger": raising(
        "list(logging.getLogger('a'))", "import logging", "is not modelled as an iterable"
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_as_in_python(name, agrees):
    agrees(name)
