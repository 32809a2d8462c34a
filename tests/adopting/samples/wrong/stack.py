class Stack:
    def __init__(self, items=()):
        self._items = list(items)

    def push(self, item):
        self._items.append(item)

    def pop(self):
        return self._items.pop(0)

    def __len__(self):
        return 1


def brackets(text):
    return text.count("(") == text.count(")")
