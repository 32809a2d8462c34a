class Stack:
    def __init__(self, items=()):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)
        return self

    def pop(self):
        return self._items.pop()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(reversed(self._items))

    def __contains__(self, item):
        return item in self._items

    def __repr__(self):
        return f"Stack({self._items!r})"

    def __add__(self, other):
        return Stack(self._items + other._items)


def brackets(text):
    pairs, stack = {")": "(", "]": "["}, Stack()
    for letter in text:
        if letter in pairs.values():
            stack.push(letter)
        elif letter in pairs and (not len(stack) or stack.pop() != pairs[letter]):
            return False
    return not len(stack)


def show(stack):
    print(*stack, sep=", ")
